"""The office restored from a backup in the middle of traffic (decisions A6, A8), real parts.

A journal outside the product holds every file that an officer was told is at the office, and every
decision that a laptop showed. Afterwards each must be at the office exactly once.
"""

import secrets
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import select

from outreach_app.casework import office_life
from outreach_app.casework.checkpoints import walk
from outreach_app.clock import SystemClock, office_date
from outreach_app.domain.entries import READY, RETURNED
from outreach_app.errors import EnvironmentProblem
from outreach_app.office import restoring, verifying
from outreach_app.office.backups import back_up
from outreach_app.office.checkpoints import make_checkpoint
from outreach_app.office.clerks import SignedIn
from outreach_app.office.courier import import_files
from outreach_app.office.keyfile import Argon2Cost
from outreach_app.office.office import Rules
from outreach_app.office.projection import rebuild
from outreach_app.office.restore_tables import given_back
from outreach_app.office.restoring import restore
from outreach_app.office.root import read_root
from outreach_app.office.tables import decision, device, revision
from outreach_app.officeapi import erasure_messages as em
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.erasure_client import ErasureClient
from outreach_app.officeapi.scans_client import ScanCalls
from outreach_app.officeapi.settlement_client import SettlementClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.scans import allow_scans, take_scans
from outreach_app.practice.village_day import PEKON
from outreach_app.settings import Profile
from sync.client import Transport
from sync.entry import next_entry
from sync.errors import DeviceUnknown
from sync.hello import hello
from sync.keys import DeviceCertificate
from tests.postgresql import emptied
from tests.scenario.test_copies import enrolled_again

CLOCK = SystemClock()
CHEAP = Rules(cost=Argon2Cost(memory_kib=64, passes=1, lanes=1))
SEED = 20261125


@dataclass
class World:
    """An office server, two laptops, a clerk, and the journal."""

    folder: object
    office: object
    laptops: list = field(default_factory=list)
    at_office: dict = field(default_factory=dict)
    decided: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)
    root: object = None
    database_url: str = ""

    def post(self):
        return Transport(self.office.url)

    def clerk(self):
        client = OfficeClient(self.office.url)
        client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
        return client

    def sync(self, laptop):
        laptop.sync_now(self.post())
        marks = laptop.place.run(lambda store: store.feed.marks())
        for number in self.told.get(laptop.device, []):
            record = laptop.file(number)
            if record.entry_number <= marks.acknowledged:
                self.at_office[record.instance_id] = number
            if record.decision_id:
                self.decided[record.decision_id] = (number, record.decision_state)
        return marks

    def capture(self, laptop, person):
        file = laptop.start_file(person.service)
        fill(file, person, office_date(CLOCK.now_ms()))
        number = file.finish().number
        self.told.setdefault(laptop.device, []).append(number)
        return number

    def decide(self, laptop, number, state, reason=""):
        clerk = self.clerk()
        wanted = m.Decide(
            decision_id=str(uuid.uuid4()),
            number=number,
            instance_id=laptop.file(number).instance_id,
            state=state,
            reason=reason,
        )
        clerk.decide(wanted)
        for batch in clerk.batches():
            if batch.device == laptop.device:
                clerk.reply(batch.batch_id)
        clerk.close()

    def restored(self, backup):
        """Stop the office, lose its machine, and start it again from the backup."""
        self.office.stop()
        self.root = self.root or read_root(self.folder)
        shutil.rmtree(self.folder)
        if self.database_url:
            emptied(self.database_url)
        done = restore(
            backup, self.folder, self.root, clock=CLOCK, random=secrets.token_bytes, rules=CHEAP
        )
        self.office = office_day.start_office(self.folder, CLOCK, secrets.token_bytes)
        return done

    def lost_and_doubled(self):
        """Compare the office with the journal."""
        with self.office.office.ledger.reading() as tx:
            came = list(
                tx.connection.scalars(select(revision.c.instance_id).where(~revision.c.again))
            )
            sent = {
                row.decision_id: (row.number, row.state)
                for row in tx.connection.execute(
                    select(decision).where(decision.c.released_ms.is_not(None))
                )
            }
        return {
            "lost files": set(self.at_office) - set(came),
            "doubled files": {one for one in came if came.count(one) > 1},
            "lost decisions": set(self.decided.items()) - set(sent.items()),
        }


NOTHING = {"lost files": set(), "doubled files": set(), "lost decisions": set()}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.nightly)])
def world(request, tmp_path):
    print(f"seed {SEED}")
    folder, url = tmp_path / "office", ""
    if request.param == "postgresql":
        url = emptied(request.getfixturevalue("postgresql"))
    office = office_day.start_office(folder, CLOCK, secrets.token_bytes, database_url=url)
    made = World(folder, office, database_url=url)
    for n in (1, 2):
        profile = Profile(tmp_path / f"laptop{n}")
        code = office_day.new_code(made.office.url)
        laptop = office_day.enrol_laptop(
            profile, made.office.url, code, clock=CLOCK, random=secrets.token_bytes
        )
        made.laptops.append(laptop)
    yield made
    for laptop in made.laptops:
        laptop.lock()
    made.office.stop()


@pytest.fixture
def people():
    found = People(SEED, office_date(CLOCK.now_ms()), PEKON).draw(40)
    return iter([p for p in found if not p.edge])


def traffic_until_the_loss(world, people, tmp_path):
    """Files and decisions, a backup, then files and decisions that no backup holds."""
    first, second = world.laptops
    for laptop in world.laptops:
        world.sync(laptop)
        laptop.open_day(PEKON, ("RY",))
    early = [world.capture(first, next(people)) for _ in range(2)]
    world.sync(first)
    world.sync(second)
    world.decide(first, early[0], READY)
    backup = tmp_path / "backup"
    made = back_up(world.office.office, world.folder, backup)
    assert (made.devices, made.documents) == (2, 0)
    marks = world.sync(first)
    assert marks.safe == made.entries - 2, "all but the other laptop's recovery code and day"
    late = [world.capture(first, next(people)) for _ in range(2)]
    other = [world.capture(second, next(people)) for _ in range(2)]
    world.sync(first)
    world.sync(second)
    world.decide(first, late[0], RETURNED, "Fotokopi akta belum ada.")
    world.decide(first, early[1], READY)
    world.decide(second, other[0], READY)
    world.sync(first)
    assert world.sync(second).safe == 2, "a mark rises by a backup only"
    assert len(world.decided) == 4
    return backup, early, late, other


def test_nothing_lost_nothing_doubled_decisions_back(world, people, tmp_path):
    backup, _, late, other = traffic_until_the_loss(world, people, tmp_path)
    first, second = world.laptops
    before = first.place.run(lambda store: store.feed.marks())
    unsent = world.capture(first, next(people))
    done = world.restored(backup)
    assert (done.devices, done.taken_back) == (2, 0)
    assert world.lost_and_doubled()["lost files"], "the backup is older than the loss"
    with_news = world.capture(second, next(people))
    assert [d.gave_back.done for d in world.clerk().devices()] == [False, False]
    marks = world.sync(first)
    assert marks.office_epoch > before.office_epoch
    assert first.file(unsent).instance_id in world.at_office
    world.sync(second)
    assert world.lost_and_doubled() == NOTHING
    assert [d.gave_back.done for d in world.clerk().devices()] == [True, True]
    # Life goes on: a decision on a file that came again, and on one that came in between.
    world.decide(second, other[1], READY)
    world.decide(second, with_news, READY)
    world.decide(first, late[1], READY)
    for _ in range(2):
        world.sync(first)
        world.sync(second)
    assert len(world.decided) == 7
    assert world.lost_and_doubled() == NOTHING
    for laptop in world.laptops:
        state = laptop.sync_state()
        assert (state.unsent_entries, state.standing) == (0, "active")
        assert not state.held
    with world.office.office.ledger.reading() as tx:
        back = tx.connection.execute(select(given_back)).all()
    assert {row.unproved for row in back} == {0}
    assert sum(row.entries for row in back) >= 7, "judgements and decisions since the backup"
    # What came back is in the feeds, so it survives making everything again.
    rebuild(world.office.office)
    assert world.lost_and_doubled() == NOTHING


@pytest.mark.nightly
def test_restored_twice_from_the_same_backup(world, people, tmp_path):
    backup, *_ = traffic_until_the_loss(world, people, tmp_path)
    first, second = world.laptops
    world.restored(backup)
    world.sync(first)
    number = world.capture(first, next(people))
    world.sync(first)
    world.decide(first, number, READY)
    world.sync(first)
    world.restored(backup)
    for _ in range(2):
        world.sync(first)
        world.sync(second)
    assert world.lost_and_doubled() == NOTHING
    assert len(world.decided) == 5


def test_what_waited_at_the_desk_is_decided_anew(world, people, tmp_path):
    first = world.laptops[0]
    world.sync(first)
    first.open_day(PEKON, ("RY",))
    number = world.capture(first, next(people))
    world.sync(first)
    clerk = world.clerk()
    instance = first.file(number).instance_id
    waiting = m.Decide(
        decision_id=str(uuid.uuid4()), number=number, instance_id=instance, state=READY
    )
    clerk.decide(waiting)
    back_up(world.office.office, world.folder, tmp_path / "backup")
    clerk.undo(waiting.decision_id)
    world.decide(first, number, RETURNED, "Akta tidak terbaca.")
    world.sync(first)
    done = world.restored(tmp_path / "backup")
    assert done.taken_back == 1
    world.sync(first)
    world.sync(first)
    assert first.file(number).decision_state == RETURNED, "what waited did not go out by itself"
    assert world.lost_and_doubled() == NOTHING


@pytest.mark.nightly
def test_a_settled_file_stays_settled(world, people, tmp_path):
    """A file that a clerk let through after the backup is not held again."""
    first, second = world.laptops
    for laptop in world.laptops:
        world.sync(laptop)
        laptop.open_day(PEKON, ("RY",))
    person = next(people)
    world.capture(first, person)
    world.sync(first)
    back_up(world.office.office, world.folder, tmp_path / "backup")
    again = world.capture(second, person)
    world.sync(second)
    assert second.file(again).intake_state == "ditahan", "one person, two files"
    calls = SettlementClient(world.clerk())
    calls.settle(
        s.Settle(
            settlement_id=str(uuid.uuid4()),
            instance_id=calls.held()[0].instance_id,
            state="diterima",
            sentence="Dua permohonan, keduanya benar.",
        )
    )
    world.sync(second)
    assert second.file(again).intake_state == "diterima"
    world.restored(tmp_path / "backup")
    world.sync(second)
    world.sync(second)
    assert second.file(again).intake_state == "diterima"
    assert not SettlementClient(world.clerk()).held()
    assert world.lost_and_doubled() == NOTHING


def enrolled(world, folder):
    """One more laptop."""
    laptop = office_day.new_laptop(
        Profile(folder), world.office.url, clock=CLOCK, random=secrets.token_bytes
    )
    world.laptops.append(laptop)
    return laptop


def test_a_laptop_enrolled_after_the_backup_comes_back_by_itself(world, people, tmp_path):
    first = world.laptops[0]
    world.sync(first)
    back_up(world.office.office, world.folder, tmp_path / "backup")
    late = enrolled(world, tmp_path / "late")
    world.sync(late)
    late.open_day(PEKON, ("RY",))
    number = world.capture(late, next(people))
    world.sync(late)
    world.decide(late, number, READY)
    world.sync(late)
    assert len(world.decided) == 1
    world.restored(tmp_path / "backup")
    with world.office.office.ledger.reading() as tx:
        assert len(tx.connection.scalars(select(device.c.device_number)).all()) == 2
    world.capture(late, next(people))
    world.sync(late)
    assert world.lost_and_doubled() == NOTHING
    assert late.sync_state().unsent_entries == 0
    # Nobody gets its number, and nobody else is let in.
    assert enrolled(world, tmp_path / "next").device == "D103"
    stranger = replace(late.place.unlocked.certificate, device_number=9, signature=bytes(64))
    with pytest.raises(DeviceUnknown):
        world.post().post(hello(stranger))
    own = world.laptops[-1].place.unlocked.certificate
    with pytest.raises(DeviceUnknown):
        world.post().post(hello(own))


def test_a_laptop_enrolled_after_the_backup_comes_back_by_stick(world, people, tmp_path):
    back_up(world.office.office, world.folder, tmp_path / "backup")
    late = enrolled(world, tmp_path / "late")
    late.open_day(PEKON, ("RY",))
    world.sync(late)
    world.restored(tmp_path / "backup")
    world.capture(late, next(people))
    stick = tmp_path / "stick"
    stick.mkdir()
    for _ in range(2):  # what the office lost is asked for anew in its first reply
        late.stick.save(stick)
        (*_, done) = import_files(world.office.office, [stick])
        assert done.reply, done.seen
        late.stick.read(done.reply.parent)
    assert late.sync_state().unsent_entries == 0
    world.sync(late)
    assert world.lost_and_doubled() == NOTHING


def test_without_a_restore_nobody_is_let_in(world):
    with world.office.office.ledger.transaction() as tx:
        certificate = tx.device(world.laptops[0].place.unlocked.certificate.feed_id).certificate
    with pytest.raises(DeviceUnknown):
        world.post().post(hello(DeviceCertificate.decode(certificate)))


def test_a_laptop_cannot_invent_the_offices_words(world, people, tmp_path, monkeypatch):
    backup, *_ = traffic_until_the_loss(world, people, tmp_path)
    first = world.laptops[0]
    real = office_life._parts

    def forged(entries):
        last = entries[-1]
        facts = {"time_ms": last.time_ms, "clock_offset_s": 0, "author": "maria", "salt": bytes(16)}
        one = next_entry(last.feed_id, last.head, kind="case.decided", body=b"{}", **facts)
        yield from real([*entries, one])

    monkeypatch.setattr(office_life, "_parts", forged)
    world.restored(backup)
    world.sync(first)
    with world.office.office.ledger.reading() as tx:
        row = tx.connection.execute(
            select(given_back).join(device).where(device.c.device_number == 1)
        ).one()
    assert row.unproved > 0
    assert row.entries == 0
    assert world.lost_and_doubled()["lost decisions"], "the checker sees what did not come back"


def test_twin_an_office_that_keeps_its_epoch_loses_files(world, people, tmp_path, monkeypatch):
    """Known bad: laptops believe that everything is there, and the checker must see it is not."""
    backup, *_ = traffic_until_the_loss(world, people, tmp_path)

    def same_epoch(stage, root, clock, random, passphrase, rules):
        pass

    monkeypatch.setattr(restoring, "_new_epoch", same_epoch)
    monkeypatch.setattr(restoring.epochs, "begin", lambda *_: restoring.epochs.Begun(2, 0))
    world.restored(backup)
    for laptop in world.laptops:
        for _ in range(2):
            with suppress(EnvironmentProblem):
                world.sync(laptop)
    found = world.lost_and_doubled()
    assert found["lost files"]
    assert found["lost decisions"]


def test_what_was_erased_after_the_backup_stays_erased(world, people, tmp_path):
    """The backup holds the person again; the laptops give the office's own word back."""
    backup, early, _, _ = traffic_until_the_loss(world, people, tmp_path)
    first, number = world.laptops[0], early[0]
    name = first.file(number).name
    wanted = em.Erase(
        erasure_id="e1", basis="permintaan", asked_on=str(first.place.today()), confirm=number
    )
    ErasureClient(world.clerk()).erase(number, wanted)
    for laptop in world.laptops:
        world.sync(laptop)
    assert first.file(number).name == ""
    world.restored(backup)
    assert world.clerk().case(number).row.name == name, "the old backup brought it back"
    for _ in range(2):
        for laptop in world.laptops:
            world.sync(laptop)
    assert world.clerk().case(number).row.name == ""
    (row,) = ErasureClient(world.clerk()).listed()
    assert (row.number, row.clean, row.basis) == (number, True, "permintaan")
    rebuild(world.office.office)
    assert world.clerk().case(number).row.name == ""


def test_scans_that_the_backup_does_not_hold_are_sent_again(world, people, tmp_path):
    first = world.laptops[0]
    allow_scans(world.clerk())
    world.sync(first)
    first.open_day(PEKON, ("RY",))
    passports = [one for one in people if one.service == "PAS-BARU"]
    world.capture(first, passports[0])
    world.sync(first)
    back_up(world.office.office, world.folder, tmp_path / "backup")
    world.capture(first, passports[1])
    assert take_scans(first, 2, seed=SEED) == 2
    world.sync(first)
    numbers = world.told[first.device]

    def arrived():
        calls = ScanCalls(world.clerk())
        return [[row.arrived for row in calls.of_file(number)] for number in numbers]

    assert arrived() == [[True], [True]]
    world.restored(tmp_path / "backup")
    assert arrived()[0] == [], "the backup is older than the scans"
    for _ in range(2):
        world.sync(first)
    assert arrived() == [[True], [True]]
    assert first.sync_state().waiting["scans"] == 0


def test_a_checkpoint_that_the_restored_office_never_made(world, people, tmp_path):
    """Made after the backup: the laptops have it, the office does not; everything comes back."""
    backup, *_ = traffic_until_the_loss(world, people, tmp_path)
    by = SignedIn(office_day.CLERK, "Maria S.", "kepala")
    assert make_checkpoint(world.office.office, by).left_out == ()
    for laptop in world.laptops:
        world.sync(laptop)
    world.restored(backup)
    for laptop in (*world.laptops, *world.laptops):
        world.sync(laptop)
    assert not any(world.lost_and_doubled().values())
    assert all(not feed.why for feed in verifying.verify_feeds(world.office.office).feeds)
    for laptop in world.laptops:
        found = walk(laptop.place)
        assert found.why == ""
        assert found.since > 0
    assert make_checkpoint(world.office.office, by).left_out == ()


@pytest.mark.parametrize("newer", [False, True], ids=["the only backup", "a newer one is lost too"])
def test_what_a_laptop_sent_before_it_was_enrolled_again_comes_back(tmp_path, people, newer):
    """Its former feed gets no receipts any more; a restored office must have it all the same."""
    office = office_day.start_office(tmp_path / "office", CLOCK, secrets.token_bytes)
    world, profile = World(tmp_path / "office", office), Profile(tmp_path / "laptop")
    laptop = office_day.new_laptop(profile, office.url, clock=CLOCK, random=secrets.token_bytes)
    world.sync(laptop)
    laptop.open_day(PEKON, ("RY",))
    kept = world.capture(laptop, next(people))
    world.sync(laptop)
    back_up(office.office, world.folder, tmp_path / "backup")
    world.sync(laptop)
    lost = [world.capture(laptop, next(people)) for _ in range(2)]
    laptop.close_day()
    world.sync(laptop)
    assert set(world.at_office.values()) == {kept, *lost}
    if newer:  # it made the laptop believe that all is safe, and goes with the machine
        back_up(office.office, world.folder, world.folder / "newer")
        world.sync(laptop)
        assert laptop.place.run(lambda store: store.feed.marks().safe) > 0
    laptop = enrolled_again(laptop, profile, office.url)
    world.sync(laptop)
    world.restored(tmp_path / "backup")
    for _ in range(2):
        world.sync(laptop)
    assert world.lost_and_doubled() == NOTHING
    assert laptop.sync_state().unsent_entries == 0
    with world.office.office.ledger.reading() as tx:
        states = set(tx.connection.scalars(select(revision.c.intake).where(~revision.c.again)))
    assert states == {"diterima"}, "the office learns anew whose numbers these are"
    laptop.lock()
    world.office.stop()
