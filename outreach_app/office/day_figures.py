"""Figures of outreach days for the evaluation: plans, waiting, resources, reach.

Each is a function over records and names what it was counted from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from outreach_app.clock import office_date
from outreach_app.domain import queue
from outreach_app.domain.day_entries import CANCELLED, DayPlanned
from outreach_app.domain.entries import decode
from outreach_app.domain.queue_times import Waiting
from outreach_app.domain.reach import Came, Reach, reach
from outreach_app.office.day_facts import DayFacts, days_between
from outreach_app.office.day_tables import day_plan
from outreach_app.office.figures import amount, count, rounded
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.tables import case_file, revision
from outreach_app.officeapi.audit_messages import Figure

if TYPE_CHECKING:
    from outreach_app.office.evaluation import Period


def days(period: Period) -> Iterable[Figure]:
    """Days planned, held, moved and cancelled; held ones without a plan too."""
    query = select(day_plan).where(day_plan.c.date.between(period.since, period.until))
    plans = [decode(row.body, DayPlanned) for row in period.tx.connection.execute(query)]
    held = {facts.day_id for facts in days_between(period.tx, period.since, period.until)}
    yield count("days.planned", [p.day_id for p in plans])
    yield count("days.held", held)
    yield count("days.unplanned", held - {p.day_id for p in plans})
    yield count("days.moved", [p.day_id for p in plans if p.former_date])
    yield count("days.cancelled", [p.day_id for p in plans if p.state == CANCELLED])


def waiting(period: Period) -> Iterable[Figure]:
    """From ticket to call, within one start of the machine; others are counted as unknown."""
    known: list[tuple[str, int]] = []
    unknown: list[str] = []
    for facts in days_between(period.tx, period.since, period.until):
        known += facts.waits.known
        unknown += facts.waits.unknown
    yield from _times(known)
    for lane in queue.LANES:
        mine = [(name, ms) for name, ms in known if name.partition("/")[2].startswith(f"{lane}-")]
        yield from _times(mine, lane)
    names = [name for name, _ in known]
    yield count("waiting.called", [*names, *unknown])
    yield count("waiting.unknown", unknown)


def _times(known: Sequence[tuple[str, int]], lane: str = "") -> Iterable[Figure]:
    """Median and ninth decile in minutes, of all lanes or of one; nothing when none is known."""
    told = Waiting(tuple(known), ())
    names = tuple(name for name, _ in known)
    minutes = sorted(ms / 60_000 for _, ms in known)
    if told.median_min is None:
        return
    at = min(len(minutes) - 1, len(minutes) * 9 // 10)
    for code, value in (("median", told.median_min), ("p90", minutes[at])):
        yield Figure(
            code=f"waiting.{code}",
            group=lane,
            value=rounded(value),
            unit="minutes",
            of=len(names),
            trace=names,
        )


def resources(period: Period) -> Iterable[Figure]:
    """Spending, by purpose, a served person and an application; counts that differed."""
    held = days_between(period.tx, period.since, period.until)
    spent = {r.number: r.whole("amount") for facts in held for r in facts.expenses}
    yield amount("resources.spent", sum(spent.values()), spent)
    by_purpose: dict[str, list[str]] = defaultdict(list)
    for record in (record for facts in held for record in facts.expenses):
        by_purpose[record.said("purpose")].append(record.number)
    for purpose, numbers in sorted(by_purpose.items()):
        yield amount("resources.spent", sum(spent[n] for n in numbers), numbers, purpose)
    budget = {f.day_id: f.plan.budget_idr for f in held if f.plan and f.plan.budget_idr}
    yield amount("resources.budget", sum(budget.values()), budget)
    served = [f"{facts.day_id}/{ticket}" for facts in held for ticket in facts.served]
    applications = [number for facts in held for number in facts.applications]
    for code, units in (("served", served), ("application", applications)):
        if units:
            each = sum(spent.values()) / Decimal(len(units))
            yield Figure(
                code=f"resources.cost_per_{code}",
                value=rounded(each, "1"),
                unit="idr",
                of=len(units),
                trace=tuple(spent),
                among=tuple(units),
            )
    yield count(
        "resources.differences",
        [f"{facts.day_id}/{a.what}" for facts in held for a in facts.differences],
    )


def reached(period: Period) -> Iterable[Figure]:
    """Who came to events; applications from that pekon before, on and after each day."""
    held = days_between(period.tx, period.since, period.until)
    for facts in held:
        if facts.events:
            yield Figure(
                code="reach.came",
                group=facts.day_id,
                value=str(sum(record.whole("came") for record in facts.events)),
                unit="sum",
                trace=tuple(record.number for record in facts.events),
            )
    for told in reaches(period.tx, held, office_date(period.office.clock.now_ms())):
        yield count("reach.before_90", told.before, told.day_id)
        yield count("reach.on_day", told.on_day, told.day_id)
        yield count("reach.after_30", told.after_30, told.day_id)
        yield count("reach.after_90", told.after_90, told.day_id)


def reaches(tx: LedgerTransaction, held: Iterable[DayFacts], today: date) -> list[Reach]:
    """Return what came of each day, from all applications the office has."""
    query = (
        select(revision.c.number, revision.c.pekon, revision.c.finished_ms)
        .join(case_file, case_file.c.newest_id == revision.c.instance_id)
        .where(revision.c.kind == "application", case_file.c.cancelled == "")
    )
    came = [
        Came(row.number, row.pekon, office_date(row.finished_ms).isoformat())
        for row in tx.connection.execute(query)
    ]
    return [reach(f.day_id, f.pekon, f.date, came, today) for f in held]
