"""Laptops and clerks at the same time on PostgreSQL: nobody waits in a circle, nothing is doubled.

The known-bad twin is the office without its turn: two transactions that lock the same rows in two
orders, which the database ends by breaking one off.
"""

import random
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import msgspec
import pytest

from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.office import engine
from outreach_app.office.decisions import decide, release_due
from outreach_app.office.files import file_of
from outreach_app.office.settlements import revise
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from sync.entry import rehash
from sync.errors import OfficeBusy
from tests.postgresql import emptied
from tests.unit.office.conftest import HEAD, enrol_laptop, made_in

SEED, LAPTOPS = 20261125, 3


@dataclass
class Together:
    """Laptops that send files again and again, and clerks who decide and revise them."""

    office: object
    clock: object
    laptops: list
    busy: list = field(default_factory=list)
    numbers: list = field(default_factory=list)
    until: threading.Event = field(default_factory=threading.Event)
    stop_at_first: bool = False

    def run(self, seconds):
        works = [lambda one=one: self.send(one) for one in self.laptops]
        works += [lambda n=n: self.clerk(random.Random(SEED + n)) for n in range(3)]
        works.append(self.release)
        threads = [threading.Thread(target=self.again, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        self.until.wait(seconds)
        self.until.set()
        for thread in threads:
            thread.join()

    def again(self, work):
        while not self.until.is_set():
            try:
                work()
            except OfficeBusy as error:
                self.busy.append(error)
                if self.stop_at_first:
                    self.until.set()

    def release(self):
        release_due(self.office)
        time.sleep(0.01)

    def send(self, laptop):
        """Send new files, and revisions of what the clerks are working on."""
        files = [laptop.finish(laptop.day_id) for _ in range(3)]
        for old in laptop.done[-6:]:
            laptop.finish(laptop.day_id, number=old.number, deprecated_id=old.instance_id)
        laptop.done += files
        self.numbers += [file.number for file in files]
        try:
            laptop.send()
        except OfficeBusy:
            laptop.send()
            raise

    def clerk(self, chance):
        if not self.numbers:
            return
        number = chance.choice(self.numbers[-12:])
        with self.office.ledger.reading() as tx:
            file = file_of(tx.connection, number)
        if file is None:
            return
        key = f"{chance.randrange(10**12):012d}"
        with suppress(UserProblem):  # somebody else was quicker
            if chance.random() < 0.5:
                wanted = m.Decide(
                    decision_id=f"d{key}",
                    number=number,
                    instance_id=file.newest.instance_id,
                    state="returned",
                    reason="KK?",
                )
                decide(self.office, wanted, HEAD)
                self.clock.ms += 120_000
            else:
                told = s.Revise(
                    instance_id=f"uuid:r{key}",
                    deprecated_id=file.newest.instance_id,
                    answers=msgspec.Raw(b"{}"),
                    sentence="salah",
                )
                revise(self.office, number, told, HEAD)


@pytest.fixture
def together(postgresql, tmp_path, clock):
    office = made_in(tmp_path / "office", clock, emptied(postgresql))
    laptops = [enrol_laptop(office, clock, seed) for seed in range(20, 20 + LAPTOPS)]
    for laptop in laptops:
        laptop.day_id, laptop.done = laptop.open_day(), []
    yield Together(office, clock, laptops)
    office.close()


def chained(together):
    """Return how many entries the office wrote for each laptop, once their chain was walked."""
    counts = []
    with together.office.ledger.reading() as tx:
        for laptop in together.laptops:
            feed = tx.office_feeds(laptop.feed_id)[0]
            entries = tx.office_entries_after(feed.feed_id, 0, 100_000)
            before = feed.feed_id
            for number, one in enumerate(entries, 1):
                assert (one.number, one.previous, one.hash) == (number, before, rehash(one))
                before = one.hash
            assert feed.head.hash == before
            counts.append(len(entries))
    return counts


LANES = [4, pytest.param(60, marks=pytest.mark.nightly)]


@pytest.mark.parametrize("seconds", LANES)
def test_nobody_is_busy_for_nothing_and_every_file_is_judged_once(together, seconds):
    print("seed", SEED)
    together.run(seconds)
    for laptop in together.laptops:
        laptop.send()
    print(len(together.numbers), "files", chained(together), "entries of the office")
    assert together.busy == []
    assert len(together.numbers) == len(set(together.numbers)) > 20
    judged = [one.instance_id for x in together.laptops for one in x.told(e.INTAKE_JUDGED)]
    assert len(judged) == len(set(judged))
    assert {file.instance_id for x in together.laptops for file in x.done} <= set(judged)


def test_an_office_without_its_turn_is_caught(together, monkeypatch):
    writing = engine.Database.writing

    @contextmanager
    def anyhow(self, *, alone=False):
        with writing(self) as connection:
            yield connection

    monkeypatch.setattr(engine.Database, "writing", anyhow)
    together.stop_at_first = True
    together.run(60)
    assert together.busy
