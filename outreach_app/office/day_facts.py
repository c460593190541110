"""One outreach day over all its laptops: tickets, waiting, files, money, stock, who came.

Every number names the tickets or records it is made of. A ticket that the giver's laptop sent to
another one counts once, with the state it got there (decisions C32).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import select

from outreach_app.domain import entries as e
from outreach_app.domain import queue
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.queue_times import Stamp, Waiting, waiting
from outreach_app.office.day_tables import day_plan
from outreach_app.office.filed_records import FiledRecord, filed
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.tables import case_file, day, event, manifest, revision

EXPENSE, STOCK, ATTENDANCE = "pengeluaran", "stok", "kehadiran"
OPINION = "evaluasi_kegiatan"
"""What people said of an event, without a name."""
_RANK = (
    queue.ELSEWHERE,
    queue.WAITING,
    queue.SKIPPED,
    queue.CALLED,
    queue.ABSENT,
    queue.LEFT,
    queue.SERVED,
    queue.DONE,
)
"""Of the states that laptops tell of one ticket, the later one here holds."""


@dataclass(slots=True)
class DayFacts:
    """What is known of one day.

    Attributes:
        plan: None for a day without one.
        tickets: ticket -> state over all laptops.
        lost: sent to another laptop and never taken there.
        waits: measured waiting times; names are `day/ticket`.
        files: numbers of applications and other cases; `applications` among them.
        accounts: (device's feed, what was counted) of the newest manifests.
    """

    day_id: str
    pekon: str
    date: str
    plan: DayPlanned | None = None
    laptops: int = 0
    tickets: dict[str, str] = field(default_factory=dict)
    waits: Waiting = field(default_factory=lambda: Waiting((), ()))
    files: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    expenses: list[FiledRecord] = field(default_factory=list)
    stock: list[FiledRecord] = field(default_factory=list)
    events: list[FiledRecord] = field(default_factory=list)
    opinions: list[FiledRecord] = field(default_factory=list)
    accounts: list[e.Account] = field(default_factory=list)

    @property
    def lost(self) -> tuple[str, ...]:
        """Return the tickets that were sent on and never taken."""
        return tuple(t for t, state in self.tickets.items() if state == queue.ELSEWHERE)

    @property
    def served(self) -> tuple[str, ...]:
        """Return the tickets served."""
        return tuple(t for t, state in self.tickets.items() if state == queue.DONE)

    @property
    def states(self) -> Mapping[str, int]:
        """Return state -> tickets."""
        return dict(sorted(Counter(self.tickets.values()).items()))

    @property
    def spent_idr(self) -> int:
        """Return the rupiah of the expense records."""
        return sum(record.whole("amount") for record in self.expenses)

    @property
    def spending(self) -> Mapping[str, int]:
        """Return purpose -> rupiah."""
        found: dict[str, int] = defaultdict(int)
        for record in self.expenses:
            found[record.said("purpose")] += record.whole("amount")
        return dict(sorted(found.items()))

    @property
    def differences(self) -> tuple[e.Account, ...]:
        """Return what was counted otherwise than recorded."""
        return tuple(a for a in self.accounts if a.counted != a.expected)


def days_between(tx: LedgerTransaction, since: str, until: str) -> list[DayFacts]:
    """Return the days held from `since` to `until` (ISO, both included), by date."""
    query = (
        select(day.c.day_id, day.c.pekon, day.c.date, day.c.feed_id, day.c.opened_entry)
        .where(day.c.date.between(since, until))
        .order_by(day.c.date, day.c.day_id)
    )
    found: dict[str, DayFacts] = {}
    for row in tx.connection.execute(query).all():
        facts = found.setdefault(row.day_id, DayFacts(row.day_id, row.pekon, row.date))
        facts.laptops += 1
        facts.accounts += _accounts(tx, row.feed_id, row.day_id)
    _plans(tx, found)
    _tickets(tx, found)
    _records(tx, found)
    return list(found.values())


def _accounts(tx: LedgerTransaction, feed_id: bytes, day_id: str) -> Iterable[e.Account]:
    newest = (
        select(manifest.c.body)
        .where(manifest.c.feed_id == feed_id, manifest.c.day_id == day_id)
        .order_by(manifest.c.entry_number.desc())
        .limit(1)
    )
    body = tx.connection.scalar(newest)
    return e.decode(body, e.DayClosed).accounts if body else ()


def _plans(tx: LedgerTransaction, found: Mapping[str, DayFacts]) -> None:
    query = select(day_plan.c.day_id, day_plan.c.body).where(day_plan.c.day_id.in_(found))
    for row in tx.connection.execute(query):
        found[row.day_id].plan = e.decode(row.body, DayPlanned)


def _tickets(tx: LedgerTransaction, found: Mapping[str, DayFacts]) -> None:
    query = (
        select(event.c.feed_id, event.c.day_id, event.c.facts)
        .where(event.c.kind == e.TICKET_CHANGED, event.c.day_id.in_(found))
        .order_by(event.c.feed_id, event.c.entry_number)
    )
    last: dict[tuple[str, str], dict[bytes, str]] = defaultdict(dict)
    stamps: dict[str, list[Stamp]] = defaultdict(list)
    for row in tx.connection.execute(query):
        facts = msgspec.json.decode(row.facts, type=dict[str, str])
        ticket, state = facts.get("ticket", ""), facts.get("state", "")
        last[row.day_id, ticket][row.feed_id] = state
        since_ms = int(facts.get("since_start_ms") or -1)
        name = f"{row.day_id}/{ticket}"
        stamps[row.day_id].append(Stamp(name, state, facts.get("start_id", ""), since_ms))
    for (day_id, ticket), states in sorted(last.items()):
        known = [state for state in states.values() if state in _RANK]
        if known:
            found[day_id].tickets[ticket] = max(known, key=_RANK.index)
    for day_id, told in stamps.items():
        found[day_id].waits = waiting(told)


def _records(tx: LedgerTransaction, found: Mapping[str, DayFacts]) -> None:
    for record in filed(tx, (EXPENSE, STOCK, ATTENDANCE, OPINION)):
        facts = found.get(record.day_id)
        if facts is not None:
            kinds = {EXPENSE: facts.expenses, STOCK: facts.stock, ATTENDANCE: facts.events}
            kinds[OPINION] = facts.opinions
            kinds[record.form_id].append(record)
    query = (
        select(revision.c.day_id, revision.c.number, revision.c.kind)
        .join(case_file, case_file.c.newest_id == revision.c.instance_id)
        .where(revision.c.day_id.in_(found), revision.c.kind != "record", ~revision.c.again)
        .where(case_file.c.cancelled == "")
        .order_by(revision.c.number)
    )
    files: dict[str, list[str]] = defaultdict(list)
    applications: dict[str, list[str]] = defaultdict(list)
    for row in tx.connection.execute(query):
        files[row.day_id].append(row.number)
        if row.kind == e.APPLICATION:
            applications[row.day_id].append(row.number)
    for day_id, numbers in files.items():
        found[day_id].files = tuple(dict.fromkeys(numbers))
        found[day_id].applications = tuple(dict.fromkeys(applications[day_id]))
