"""A real laptop at a real office: enrolled, synced, judged, and back, without a network."""

import itertools
import random as random_module

import msgspec
import pytest

from outreach_app.clock import SetClock
from outreach_app.domain import entries as e
from outreach_app.domain.numbering import local_number
from outreach_app.errors import UserProblem
from outreach_app.identity import CHEAP, Officer, enrol, enrolled, unlock
from outreach_app.office import enrolment
from outreach_app.office.clerks import SignedIn
from outreach_app.office.exchange import exchange
from outreach_app.office.keyfile import Argon2Cost
from outreach_app.office.office import Rules
from outreach_app.office.setup import create_office
from outreach_app.officeapi import messages as m
from outreach_app.settings import Profile
from outreach_app.store import StoreThread, device_storage
from outreach_app.store.rows import Place, Record
from sync.engine import Engine
from sync.entry import next_entry

HEAD = SignedIn("budi", "Budi", "kepala")
LEAD = Officer("yulia", "Yulia", "YN", "ketua_tim")
PASSPHRASE = "kopi robusta di pagi hari"
DAY = "D001-2026-11-24-1"


@pytest.fixture
def clock():
    return SetClock(1_795_500_000_000)


@pytest.fixture
def office(tmp_path, clock):
    made = create_office(
        tmp_path / "office",
        clock=clock,
        random=random_module.Random(1).randbytes,
        name="Kantor Latihan",
        first_clerk=m.NewClerk(
            clerk="budi", name="Budi", role="kepala", passphrase="kopi pagi liwa"
        ),
        rules=Rules(cost=Argon2Cost(memory_kib=8, passes=1, lanes=1)),
    )
    yield made
    made.close()


class Direct:
    """The office as enrolment and the engine see it, without HTTP; loses answers when told."""

    def __init__(self, office):
        self.office, self.lose = office, 0

    def enrol(self, wanted):
        return self._answer(enrolment.enrol(self.office, wanted))

    def post(self, request):
        return self._answer(exchange(self.office).handle(request))

    def _answer(self, answer):
        if self.lose:
            self.lose -= 1
            raise ConnectionError("the answer was lost")
        return answer


def join(profile, link, code, seed=7):
    return enrol(
        profile,
        link,
        code=code,
        laptop_name="Laptop Liwa",
        officer=LEAD,
        passphrase=PASSPHRASE,
        cost=CHEAP,
        random=random_module.Random(seed).randbytes,
    )


@pytest.fixture
def code(office):
    return enrolment.new_code(office, m.NewCode(unit="Liwa"), HEAD).code


def finish(store, clock, salts):
    """Finish one file as casework does."""
    with store.transaction():
        serial = store.numbers.next_serial()
        number = str(local_number(2026, "D001", serial))
        facts = {"service": "PAS-BARU", "form_id": "paspor", "form_version": "1", "pekon": "18"}
        facts |= {"number": number, "instance_id": f"uuid:{serial}", "check_code": "7Q2MABCD"}
        facts |= {"officer": "YN", "day_id": DAY}
        body = e.RecordFinished(language="id", answers=msgspec.Raw(b'{"nama":"Siti"}'), **facts)
        entry = next_entry(
            store.feed.feed_id,
            store.feed.head(),
            time_ms=clock.now_ms(),
            clock_offset_s=0,
            author="yulia",
            kind=e.RECORD_FINISHED,
            body=e.encode(body),
            salt=next(salts).to_bytes(16),
        )
        store.feed.append(entry)
        record = {"entry_number": entry.number, "head": entry.hash.hex(), "name": "Siti"}
        record |= {"answers": '{"nama":"Siti"}', "finished_ms": clock.now_ms()}
        store.records.add(Record(**facts, **record))
    return number


def test_laptop_enrols_syncs_and_learns_what_the_office_thinks(tmp_path, office, clock, code):
    profile, link = Profile(tmp_path / "laptop"), Direct(office)
    join(profile, link, code)
    unlocked = unlock(profile, "yulia", PASSPHRASE)
    assert (unlocked.certificate.device_number, unlocked.certificate.unit) == (1, "Liwa")
    with StoreThread(profile.laptop_database, unlocked.database_key) as thread:
        thread.run(lambda store: store.feed.begin(unlocked.certificate.feed_id))
        salts = itertools.count(1)
        numbers = [thread.run(lambda store: finish(store, clock, salts)) for _ in range(5)]
        engine = Engine(
            device_storage(thread),
            unlocked.device_keys,
            unlocked.office_card,
            link,
            now_ms=clock.now_ms,
            random=random_module.Random(9).randbytes,
        )
        link.lose = 1
        with pytest.raises(ConnectionError):
            engine.run_once()
        assert thread.run(lambda store: store.records.unsent_count()) == 5
        outcome = engine.run_once()
        assert (outcome.left, outcome.standing) == (0, "active")
        assert set(thread.run(lambda store: store.records.places()).values()) == {Place.AT_OFFICE}
        assert list(thread.run(lambda store: store.records.places())) == numbers
        engine.run_once()
        news = thread.run(lambda store: store.news.pending(100))
        judged = [e.decode(n.body, e.IntakeJudged) for n in news if n.kind == e.INTAKE_JUDGED]
        assert [j.number for j in judged] == numbers
        assert {n.feed_id for n in news} <= set(unlocked.follows)


def test_lost_answer_of_the_office_uses_the_code_once(tmp_path, office, code):
    profile, link = Profile(tmp_path / "laptop"), Direct(office)
    link.lose = 1
    with pytest.raises(ConnectionError):
        join(profile, link, code)
    assert join(profile, link, code).certificate.device_number == 1
    with pytest.raises(UserProblem) as caught:
        join(Profile(tmp_path / "second"), link, code, seed=8)
    assert caught.value.code == "OFFICE_014"
    assert not enrolled(Profile(tmp_path / "second"))


def test_next_laptop_with_its_own_code_gets_the_next_number(tmp_path, office, code):
    link = Direct(office)
    join(Profile(tmp_path / "one"), link, code)
    other = enrolment.new_code(office, m.NewCode(), HEAD).code
    second = join(Profile(tmp_path / "two"), link, other, seed=8)
    assert second.certificate.device_number == 2
