"""Laptops and clerks at the same files at the same time, on a real PostgreSQL.

There several transactions write side by side. Every one of the office takes its turn first
(`Ledger.transaction`), so none meets another half way, and none judges by what another is writing.
"""

import random
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count

import msgspec
import pytest
from sqlalchemy import func, select, text

from outreach_app.clock import SetClock
from outreach_app.domain import entries as e
from outreach_app.domain import settlement_entries as se
from outreach_app.domain.case_entries import CASE_MOVED
from outreach_app.errors import UserProblem
from outreach_app.office import balances, decisions, engine, held_files, settlements
from outreach_app.office.projection import project
from outreach_app.office.settlement_tables import settled
from outreach_app.office.tables import case_file, decision, office_entry, office_feed, revision
from outreach_app.office.verifying import whole_chain
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from tests.postgresql import emptied
from tests.unit.office.conftest import HEAD, MORNING_MS, enrol_laptop, made_in

SEED = 20261125
RELEASE_S = 3
ROUNDS = 4


@dataclass
class Traffic:
    """Laptops and clerks, each so many rounds; what went wrong is kept and ends it.

    Attributes:
        numbers: of all files at the office so far.
        done: what was really done, by kind.
        faults: what nobody at a desk or laptop may ever see.
    """

    office: object
    clock: SetClock
    laptops: list
    rounds: int
    numbers: list = field(default_factory=list)
    done: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)
    made: set = field(default_factory=set)
    ids: object = field(default_factory=lambda: count(1))

    def run(self, clerks):
        work = [(self.push, laptop) for laptop in self.laptops]
        work += [(self.clerk, n) for n in range(clerks)]
        threads = [
            threading.Thread(target=self.guarded, args=(act, what, random.Random(SEED + n)))
            for n, (act, what) in enumerate(work)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def guarded(self, act, what, chance):
        for at in range(self.rounds):
            if self.faults:
                return
            try:
                act(what, at, chance)
            except UserProblem as problem:
                self.done[problem.code] += 1  # somebody was quicker: said in words, nothing lost
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                self.faults.append(f"{type(error).__name__}: {error}"[:300])

    def push(self, laptop, _at, chance):
        """Two new files, the same person elsewhere, and another laptop's number, one segment."""
        day = f"{laptop.device}-2026-11-24-1"
        foreign = chance.sample(self.numbers, min(3, len(self.numbers)))
        own = [one for one in self.numbers if laptop.device in one][-6:]
        for number in foreign:
            laptop.finish(day, number=number)
        for number in chance.sample(own, min(2, len(own))):
            laptop.finish(day, number=number, name="KEDUA")
        files = [laptop.finish(day, nik=chance.choice(NIKS)) for _ in range(2)]
        laptop.close_day(day, files)
        laptop.send()
        decisions.release_due(self.office)
        self.numbers += [file.number for file in files]
        self.done["pushed"] += 1

    def clerk(self, n, at, chance):
        acts = (self.decide, self.revise, self.settle, self.undo, self.reply)
        for act in acts[n:] + acts[:n]:
            with suppress(UserProblem):
                act(chance)

    def newest(self, number):
        query = select(case_file.c.newest_id).where(case_file.c.number == number)
        with self.office.ledger.reading() as tx:
            return tx.connection.scalar(query)

    def decide(self, chance):
        numbers = chance.sample(self.numbers, min(4, len(self.numbers)))
        wanted = [
            m.Decide(
                decision_id=f"d-{next(self.ids)}",
                number=number,
                instance_id=self.newest(number),
                state=chance.choice([e.READY, e.RETURNED]),
                reason="Fotokopi akta belum ada.",
            )
            for number in numbers
        ]
        made, _ = decisions.decide_many(self.office, wanted, HEAD)
        self.made |= {one.decision_id for one in made}
        self.done["decided"] += len(made)
        self.clock.advance(1)
        decisions.release_due(self.office)

    def undo(self, chance):
        if self.made:
            decisions.undo(self.office, chance.choice(sorted(self.made)), HEAD)
            self.done["undone"] += 1

    def settle(self, chance):
        files = held_files.held(self.office).files
        if not files:
            return
        one = chance.choice(files)
        wanted = s.Settle(
            settlement_id=f"s-{next(self.ids)}",
            instance_id=one.instance_id,
            state=chance.choice([e.ACCEPTED, e.REJECTED, e.HELD]),
            sentence="Sudah dibandingkan.",
        )
        settlements.settle(self.office, wanted, HEAD)
        self.done["settled"] += 1

    def revise(self, chance):
        number = chance.choice(self.numbers)
        wanted = s.Revise(
            instance_id=f"uuid:kantor-{next(self.ids)}",
            deprecated_id=self.newest(number),
            answers=msgspec.Raw(b'{"identitas": {"nik": "1804045708900001", "nama": "KANTOR"}}'),
            sentence="Dibetulkan menurut KTP.",
        )
        settlements.revise(self.office, number, wanted, HEAD)
        self.done["revised"] += 1

    def reply(self, chance):
        device = chance.choice(self.laptops).device
        decisions.reply(self.office, f"{device}.{device}-2026-11-24-1", HEAD)
        self.done["replied"] += 1


NIKS = [f"18040457089{n:05d}" for n in range(8)]


def traffic(folder, url, rounds, laptops=3, clerks=3):
    print(f"seed {SEED}")
    clock = SetClock(MORNING_MS)
    office = made_in(folder, clock, emptied(url))
    office = replace(office, rules=replace(office.rules, release_s=RELEASE_S))
    made = [enrol_laptop(office, clock, seed=10 + n) for n in range(laptops)]
    for laptop in made:
        day = laptop.open_day()
        laptop.finish(day)
        laptop.send()
    with office.ledger.reading() as tx:
        numbers = list(tx.connection.scalars(select(case_file.c.number)))
    busy = Traffic(office, clock, made, rounds, numbers)
    busy.run(clerks)
    return busy


def wrong(busy):
    """Compare the office with what was handed to it; every list must be empty."""
    office = busy.office
    for laptop in busy.laptops:
        project(office, laptop.feed_id)
    busy.clock.advance(RELEASE_S + 1)
    decisions.release_due(office)
    balances.tell_due(office)
    with office.ledger.reading() as tx:
        run = tx.connection.execute
        entries = run(select(office_entry.c.kind, office_entry.c.body)).all()
        kept = Counter(row[0] for row in run(select(revision.c.head)))
        rows = run(select(decision)).all()
        words = run(select(func.count()).select_from(settled)).scalar_one()
        finished = {
            one.hash
            for laptop in busy.laptops
            for one in tx.entries_after(laptop.feed_id, 0, 10**6)
            if one.kind == e.RECORD_FINISHED
        }
        heads = [(tx.lock_feed(one.feed_id).head, one.head) for one in busy.laptops]
        broken = [one.device for one in busy.laptops if whole_chain(tx, one.feed_id).why]
        for feed_id, number, digest in run(
            select(office_feed.c.feed_id, office_feed.c.head_number, office_feed.c.head_hash)
        ).all():
            chain = tx.office_entries_after(feed_id, 0, 10**6)
            links = [feed_id, *(one.hash for one in chain)]
            whole = links[:-1] == [one.previous for one in chain] and links[-1] == digest
            broken += [] if whole and len(chain) == number else [feed_id.hex()]
    judged = Counter(
        e.decode(body, e.IntakeJudged).instance_id
        for kind, body in entries
        if kind == e.INTAKE_JUDGED
    )
    sent = Counter(
        msgspec.json.decode(body).get("decision_id") or msgspec.json.decode(body).get("move_id")
        for kind, body in entries
        if kind in (e.CASE_DECIDED, CASE_MOVED)
    )
    told = sum(kind in (se.INTAKE_SETTLED, se.RECORD_REVISED) for kind, _ in entries)
    live = {row.decision_id for row in rows if row.undone_ms is None}
    return {
        "faults": busy.faults,
        "lost entries": [pair for pair in heads if pair[0] != pair[1]],
        "lost files": sorted(one.hex() for one in finished - set(kept)),
        "doubled files": [one.hex() for one, times in kept.items() if times > 1],
        "judged not once": [one for one, times in judged.items() if times != 1],
        "lost decisions": sorted(busy.made - {row.decision_id for row in rows}),
        "sent not once": sorted(live ^ set(sent)) + [one for one, n in sent.items() if n > 1],
        "told not once": [] if told == words else [f"{told} entries, {words} words"],
        "broken chains": broken,
    }


def nothing(found):
    return {name: [] for name in found}


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(60, marks=pytest.mark.nightly)])
def test_nobody_meets_another_half_way(postgresql, tmp_path, rounds):
    busy = traffic(tmp_path / "office", postgresql, rounds)
    try:
        found = wrong(busy)
        assert found == nothing(found)
        print(dict(busy.done))
        assert all(busy.done[kind] for kind in ("pushed", "decided", "settled", "revised"))
    finally:
        busy.office.close()


def test_twin_without_turns_they_do(postgresql, tmp_path, monkeypatch):
    """Known bad, as it was: each path locks feeds, heads and files in an order of its own."""
    monkeypatch.setattr(engine, "_TURN", text("SELECT 1"))
    busy = traffic(tmp_path / "office", postgresql, 5 * ROUNDS)
    with suppress(Exception):
        busy.office.close()
    assert busy.faults
