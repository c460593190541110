"""R17: a copied disk, a restored older state; nothing lost, nothing doubled, nobody overwritten."""

import secrets
import shutil

import pytest
from sqlalchemy import select

from outreach_app import identity
from outreach_app.casework import again, furnished, open_laptop
from outreach_app.clock import SystemClock
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.office.tables import case_file, revision
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.link_client import LinkCalls
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.settings import Profile

CLOCK = SystemClock()


@pytest.fixture
def people():
    return iter([p for p in People(17, _today(), PEKON).draw(60) if not p.edge])


def _today():
    from outreach_app.clock import office_date

    return office_date(CLOCK.now_ms())


@pytest.fixture
def clerk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    yield client
    client.close()


def capture(laptop, person):
    """Finish one file and return its revision id."""
    file = laptop.start_file(person.service)
    fill(file, person, _today())
    number = file.finish().number
    return laptop.file(number).instance_id


def opened(profile):
    return open_laptop(
        profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=CLOCK,
        random=secrets.token_bytes,
    )


def copied(profile, folder):
    """A copy of the disk of a laptop that is switched off."""
    shutil.copytree(profile.folder, folder)
    return Profile(folder)


def enrolled_again(laptop, profile, url):
    """Enrol again with a code of the office; return the laptop with its new keys."""
    unlocked = identity.enrol_again(
        profile,
        laptop.place.unlocked,
        OfficeClient(url),
        code=office_day.new_code(url),
        random=secrets.token_bytes,
    )
    laptop.lock()
    return furnished(profile, unlocked, clock=CLOCK, random=secrets.token_bytes)


def at_office(office):
    """Return revision ids the office took in, each as often as it counts."""
    with office.office.ledger.reading() as tx:
        return sorted(
            tx.connection.scalars(select(revision.c.instance_id).where(~revision.c.again))
        )


def test_a_copied_disk(practice, tmp_path, people, clerk):
    office, laptop, post, profile = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    common = [capture(laptop, next(people)) for _ in range(2)]
    laptop.sync_now(post)
    laptop.lock()
    second = copied(profile, tmp_path / "copy")
    first_laptop, second_laptop = opened(profile), opened(second)
    mine = [capture(first_laptop, next(people)) for _ in range(2)]
    theirs = [capture(second_laptop, next(people))]
    first_laptop.sync_now(post)
    second_laptop.sync_now(post)
    assert second_laptop.sync_state().standing == "frozen", "at the first number with two hashes"
    first_laptop.sync_now(post)
    assert first_laptop.sync_state().standing == "frozen"
    calls = LinkCalls(clerk)
    shown = calls.branches("D001")
    assert len(shown.branches) == 2
    assert shown.since == 5, "recovery code, day, two files in common"
    assert {len([x for x in b.entries if x.case]) for b in shown.branches} == {1, 2}
    # The clerk takes the copy's branch; what the first laptop wrote is held, not dropped.
    other = next(b for b in shown.branches if not b.current)
    chosen = calls.choose("D001", other.head)
    assert next(b for b in chosen.branches if b.head == other.head).chosen_by == office_day.CLERK
    assert at_office(office) == sorted(common + theirs)
    # The first laptop enrols again and emits what does not stand at the office.
    again_laptop = enrolled_again(first_laptop, profile, office.url)
    assert again_laptop.device == "D002"
    again_laptop.sync_now(post)
    again_laptop.sync_now(post)
    assert again_laptop.sync_state().standing == "active"
    assert again_laptop.sync_state().unsent_entries == 0
    assert at_office(office) == sorted(common + theirs + mine)
    # The copy does so too; still nothing doubles, and both keep working.
    again_copy = enrolled_again(second_laptop, second, office.url)
    again_copy.sync_now(post)
    assert at_office(office) == sorted(common + theirs + mine)
    fresh = capture(again_copy, next(people))
    again_copy.sync_now(post)
    assert at_office(office) == sorted([*common, *theirs, *mine, fresh])
    with office.office.ledger.reading() as tx:
        clash = tx.connection.execute(
            select(revision.c.intake, revision.c.intake_reason).where(
                revision.c.instance_id.in_(mine), revision.c.intake_reason == "INTAKE_003"
            )
        ).all()
        files = tx.connection.scalars(select(case_file.c.number)).all()
    assert clash == [("ditahan", "INTAKE_003")], "one number given twice is for the clerk"
    assert len(files) == 5
    again_laptop.lock()
    again_copy.lock()


def test_emitting_under_new_ids_would_double(practice, tmp_path, people, clerk, monkeypatch):
    """The known-bad twin: the check above sees files that come under other revision ids."""
    office, laptop, post, profile = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    common = [capture(laptop, next(people)) for _ in range(2)]
    laptop.sync_now(post)
    real = again._Emission._write

    def renamed(self, former, body):
        return real(self, former, body.replace(b"uuid:", b"uuid:new-"))

    monkeypatch.setattr(again._Emission, "_write", renamed)
    new = enrolled_again(laptop, profile, office.url)
    new.sync_now(post)
    assert at_office(office) != sorted(common)
    new.lock()


def test_a_restored_older_state_is_noticed_and_goes_on_as_another(
    practice, tmp_path, people, clerk
):
    office, laptop, post, profile = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    kept = [capture(laptop, next(people)) for _ in range(2)]
    laptop.lock()
    backup = copied(profile, tmp_path / "backup")
    laptop = opened(profile)
    later = [capture(laptop, next(people)) for _ in range(2)]
    laptop.sync_now(post)
    laptop.lock()
    restored = opened(backup)
    with pytest.raises(EnvironmentProblem) as set_back:
        restored.sync_now(post)
    assert set_back.value.code in ("SYNC_025",)
    assert restored.sync_state().standing == "frozen"
    new = enrolled_again(restored, backup, office.url)
    fresh = capture(new, next(people))
    new.sync_now(post)
    assert new.sync_state().unsent_entries == 0
    assert at_office(office) == sorted([*kept, *later, fresh])
    new.lock()


def test_a_stranger_cannot_claim_to_be_a_laptop_of_ours(practice, tmp_path):
    office, laptop, _, profile = practice
    from dataclasses import replace

    from sync.keys import DeviceKeys

    stranger = replace(laptop.place.unlocked, device_keys=DeviceKeys.generate(secrets.token_bytes))
    with pytest.raises(UserProblem) as refused:
        identity.enrol_again(
            profile,
            stranger,
            OfficeClient(office.url),
            code=office_day.new_code(office.url),
            random=secrets.token_bytes,
        )
    assert refused.value.code == "OFFICE_070"
