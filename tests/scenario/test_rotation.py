"""Sealing keys rotated in the middle of traffic, beside the running server (decisions B18, B20)."""

import secrets
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from outreach_app.casework import locked, office_life, open_laptop
from outreach_app.clock import SetClock, office_date
from outreach_app.errors import UserProblem
from outreach_app.office.courier import import_files
from outreach_app.office.key_ring import KeyRing
from outreach_app.office.keyfile import Argon2Cost, read_keys
from outreach_app.office.office import Rules
from outreach_app.office.root import joined, read_root, shares
from outreach_app.office.sealing_keys import announce_new, destroy_old, states_of
from outreach_app.office.setup import KEYS, open_office
from outreach_app.office.tables import contact, revision
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.settings import Profile
from sync.client import Transport

MORNING_MS = 1_795_500_000_000
SEED = 20261125


class World:
    def __init__(self, folder):
        self.clock, self.folder = SetClock(MORNING_MS), folder / "office"
        self.office = office_day.start_office(self.folder, self.clock, secrets.token_bytes)
        self.profile = Profile(folder / "laptop")
        self.laptop = office_day.new_laptop(
            self.profile, self.office.url, clock=self.clock, random=secrets.token_bytes
        )
        self.people = iter(
            [p for p in People(SEED, office_date(MORNING_MS), PEKON).draw(30) if not p.edge]
        )

    def capture(self):
        file = self.laptop.start_file((person := next(self.people)).service)
        fill(file, person, office_date(self.clock.now_ms()))
        return self.laptop.file(file.finish().number).instance_id

    def sync(self):
        return self.laptop.sync_now(Transport(self.office.url)).outcome

    def stored(self):
        with self.office.office.ledger.reading() as tx:
            query = select(revision.c.instance_id).where(~revision.c.again)
            return sorted(tx.connection.scalars(query))

    def later(self, days):
        """Let time pass in an office that other laptops call all the while."""
        self.clock.advance(days * 86400)
        with self.office.office.ledger.transaction() as tx:
            tx.connection.execute(update(contact).values(time_ms=self.clock.now_ms()))

    def beside(self, act):
        """Do `act` in an office opened beside the running server, as a command does."""
        rules = Rules(cost=Argon2Cost(memory_kib=64, passes=1, lanes=1))
        other = open_office(self.folder, clock=self.clock, random=secrets.token_bytes, rules=rules)
        try:
            return act(other)
        finally:
            other.close()

    def rotate(self):
        return self.beside(lambda office: announce_new(office, read_root(self.folder)))

    def key(self):
        return office_life.office_card(self.laptop.place).sealing_key_id


@pytest.fixture
def world(tmp_path):
    print(f"seed {SEED}")
    made = World(tmp_path)
    yield made
    made.laptop.lock()
    made.office.stop()


def test_a_quarter_then_a_year(world):
    world.sync()
    world.laptop.open_day(PEKON, ("RY",))
    first = world.key()
    files = [world.capture()]
    world.later(days=90)
    second = world.rotate().key_id
    files.append(world.capture())
    world.sync()
    assert world.stored() == sorted(files), "sealed to the old key, which the server still has"
    assert world.key() == second != first
    # A year later the old key is gone; a laptop that slept through it loses nothing.
    asleep = world.capture()
    world.later(days=300)
    third = world.rotate().key_id
    assert first.hex() in {s.key_id for s in states_of(world.office.office) if s.here}
    world.later(days=100)
    assert world.beside(destroy_old) == 0, "opening the office destroyed it"
    here = {s.key_id for s in states_of(world.office.office) if s.here}
    assert here == {second.hex(), third.hex()}, "what was replaced less than a year ago stays"
    world.later(days=300)
    world.beside(lambda _: None)
    assert set(world.office.office.keys.sealing_by_id) == {third}
    world.sync()
    assert world.stored() == sorted([*files, asleep])
    assert world.key() == third
    assert world.laptop.sync_state().unsent_entries == 0


def test_sealed_while_locked_then_the_key_is_gone(world):
    world.sync()
    world.laptop.open_day(PEKON, ("RY",))
    file = world.capture()
    world.laptop.seal_outbox(world.profile.outbox_folder)
    world.laptop.lock()
    world.rotate()
    world.later(days=366)
    world.beside(lambda _: None)
    post, stop = Transport(world.office.url), locked.Stop()
    card = world.office.office.keys.card
    locked.job(world.profile.outbox_folder, post, card)(lambda _: None, stop)
    assert world.stored() == [], "the office could not open it, and did not pretend to"
    world.laptop = open_laptop(
        world.profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=world.clock,
        random=secrets.token_bytes,
    )
    assert world.laptop.sync_state().unsent_entries > 0
    assert world.key() == card.sealing_key_id, "the answer kept while locked told the new key"
    world.sync()
    assert world.stored() == [file]


def test_locked_after_a_rotation_goes_out_at_once(world):
    world.sync()
    world.laptop.open_day(PEKON, ("RY",))
    world.rotate()
    file = world.capture()
    world.laptop.seal_outbox(world.profile.outbox_folder)
    world.laptop.lock()
    card = world.office.office.keys.card
    locked.job(world.profile.outbox_folder, Transport(world.office.url), card)(
        lambda _: None, locked.Stop()
    )
    assert world.stored() == [file]


def test_by_stick_with_an_old_key(world, tmp_path):
    world.sync()
    world.laptop.open_day(PEKON, ("RY",))
    file = world.capture()
    world.rotate()
    world.later(days=366)
    world.beside(lambda _: None)
    stick = tmp_path / "stick"
    stick.mkdir()
    world.laptop.stick.save(stick)
    (done,) = import_files(world.office.office, [stick])
    assert (done.seen.code, done.seen.taken, world.stored()) == ("COURIER_025", False, [])
    assert done.reply is not None
    world.laptop.stick.read(done.reply.parent)
    world.laptop.stick.save(stick)
    import_files(world.office.office, [stick])
    assert world.stored() == [file]


def test_two_shares_make_the_root_and_one_does_not(world):
    root = read_root(world.folder)
    one, two = shares(root, secrets.token_bytes)
    assert joined(two.lower(), one.replace("-", " ")).seed == root.seed
    for bad in ((one, one), (one, two[:-1]), (one, "22" + two[2:]), (one, "")):
        with pytest.raises(UserProblem) as refused:
            joined(*bad)
        assert refused.value.code in ("KEYS_001", "KEYS_002")
    assert joined(one, shares(root, secrets.token_bytes)[1]).seed != root.seed


def test_a_server_sees_keys_that_a_command_wrote(tmp_path, world):
    cost = Argon2Cost(memory_kib=64, passes=1, lanes=1)
    keys = read_keys(world.folder / KEYS)
    path = tmp_path / "wrapped.json"
    server = KeyRing(path, keys, "sawah di liwa", cost)
    more = replace(keys, sealing_seeds=(*keys.sealing_seeds, secrets.token_bytes(32)))
    command = KeyRing(path, keys, "sawah di liwa", cost)
    command.change(lambda _keys: more, secrets.token_bytes)
    assert server.keys == more
