"""The periodic evaluation: one function a section, every figure with what it was counted from.

The document (PDF, XLSX) is made of these; here the figures exist as functions over records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from sqlalchemy import Row, select

from outreach_app.clock import office_date
from outreach_app.domain import threads
from outreach_app.domain.calendar import Calendar
from outreach_app.office import day_figures, publications
from outreach_app.office.audits import finished_between
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.survey import survey
from outreach_app.office.tables import day, decision
from outreach_app.office.threads import standing_of
from outreach_app.officeapi import audit_messages as am

DECISION_DAYS = 3
"""Own standard from arrival at the office to the first decision; data of the office later."""


@dataclass(frozen=True, slots=True)
class Period:
    """What a section may look at.

    Attributes:
        since, until: ISO dates at the office, both included.
        files: local number -> newest revision of the applications finished in it.
    """

    office: Office
    tx: LedgerTransaction
    calendar: Calendar
    since: str
    until: str
    files: Mapping[str, Row[Any]]

    def holds(self, ms: int) -> bool:
        """Tell whether a time lies in the period, by the office's date."""
        return self.since <= office_date(ms).isoformat() <= self.until


def evaluate(office: Office, since: str, until: str) -> am.Evaluation:
    """Return every section for the days from `since` to `until` (ISO, both included)."""
    with office.ledger.reading() as tx:
        files = finished_between(tx, since, until)
        period = Period(office, tx, publications.calendar(tx), since, until, files)
        sections = tuple(
            am.Section(code=code, figures=tuple(make(period))) for code, make in SECTIONS.items()
        )
    return am.Evaluation(since=since, until=until, sections=sections)


def _standards(period: Period) -> Iterable[am.Figure]:
    """First decision within our own standard of working days after arrival."""
    first = _first_decisions(period.tx)
    kept: dict[str, list[str]] = defaultdict(list)
    late: dict[str, list[str]] = defaultdict(list)
    days: list[tuple[int, str]] = []
    for number, row in period.files.items():
        if number not in first:
            continue
        arrived, decided = office_date(row.arrived_ms), office_date(first[number])
        took = period.calendar.working_days_left(arrived, decided)
        days.append((took, number))
        (kept if took <= DECISION_DAYS else late)[row.service].append(number)
    for service in sorted({*kept, *late}):
        mine = kept[service] + late[service]
        yield _percent("standards.kept", kept[service], mine, service)
    if days:
        numbers = tuple(number for _, number in days)
        yield am.Figure(
            code="standards.median_days",
            value=_text(median(took for took, _ in days)),
            unit="days",
            of=len(days),
            trace=numbers,
        )
    waiting = tuple(sorted(period.files.keys() - first.keys()))
    yield _count("standards.undecided", waiting)


def _satisfaction(period: Period) -> Iterable[am.Figure]:
    found = survey(period.office, period.since, period.until)
    rows = period.tx.connection.execute(
        select(citizen_record.c.citizen_id).where(
            citizen_record.c.form_id == "skm",
            citizen_record.c.date.between(period.since, period.until),
        )
    ).scalars()
    trace = tuple(rows)
    for index in (found.all, *found.by_service):
        yield am.Figure(
            code="satisfaction.index",
            group=index.group,
            value=index.value,
            unit="index",
            of=index.respondents,
            trace=trace if not index.group else (),
        )
    yield _count("satisfaction.answers", trace)


def _complaints(period: Period) -> Iterable[am.Figure]:
    query = select(citizen_record).where(
        citizen_record.c.number != "", citizen_record.c.date.between(period.since, period.until)
    )
    today = office_date(period.office.clock.now_ms())
    received: dict[str, list[str]] = defaultdict(list)
    in_time: list[str] = []
    late: list[str] = []
    answered: list[str] = []
    reopened: list[str] = []
    for row in period.tx.connection.execute(query).all():
        here = standing_of(period.tx.connection, row)
        received[row.thread_kind].append(row.number)
        limits = threads.limits(here, date.fromisoformat(row.date), today, period.calendar)
        (late if limits.late_days else in_time).append(row.number)
        if here.answered_on:
            answered.append(row.number)
        if here.reopened:
            reopened.append(row.number)
    for kind in sorted(received):
        yield _count("complaints.received", tuple(received[kind]), kind)
    everything = [number for numbers in received.values() for number in numbers]
    yield _percent("complaints.in_time", in_time, everything)
    yield _count("complaints.answered", tuple(answered))
    yield _count("complaints.late", tuple(late))
    yield _count("complaints.reopened", tuple(reopened))


def _coverage(period: Period) -> Iterable[am.Figure]:
    rows = period.tx.connection.execute(
        select(day.c.day_id, day.c.pekon).where(day.c.date.between(period.since, period.until))
    ).all()
    yield _count("coverage.days", tuple(sorted({row.day_id for row in rows})))
    yield _count("coverage.pekon", tuple(sorted({row.pekon for row in rows})))
    by_pekon: dict[str, list[str]] = defaultdict(list)
    for number, row in period.files.items():
        by_pekon[row.pekon].append(number)
    for pekon in sorted(by_pekon):
        yield _count("coverage.files", tuple(by_pekon[pekon]), pekon)


def _productivity(period: Period) -> Iterable[am.Figure]:
    yield _count("productivity.files", tuple(sorted(period.files)))
    by_service: dict[str, list[str]] = defaultdict(list)
    for number, row in period.files.items():
        by_service[row.service].append(number)
    for service in sorted(by_service):
        yield _count("productivity.files", tuple(by_service[service]), service)
    days = {row.day_id for row in period.files.values()}
    if days:
        yield am.Figure(
            code="productivity.files_a_day",
            value=_text(Decimal(len(period.files)) / len(days)),
            unit="count",
            of=len(days),
            trace=tuple(sorted(days)),
        )


def _first_decisions(tx: LedgerTransaction) -> dict[str, int]:
    query = (
        select(decision.c.number, decision.c.made_ms)
        .where(decision.c.undone_ms.is_(None))
        .order_by(decision.c.made_ms.desc())
    )
    return {row.number: row.made_ms for row in tx.connection.execute(query).all()}


def _count(code: str, trace: Sequence[str], group: str = "") -> am.Figure:
    return am.Figure(
        code=code, group=group, value=str(len(trace)), unit="count", trace=tuple(trace)
    )


def _percent(code: str, part: Sequence[str], whole: Sequence[str], group: str = "") -> am.Figure:
    value = _text(Decimal(len(part)) * 100 / len(whole)) if whole else ""
    return am.Figure(
        code=code, group=group, value=value, unit="percent", of=len(whole), trace=tuple(part)
    )


def _text(value: float | Decimal) -> str:
    return str(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


SECTIONS: dict[str, Callable[[Period], Iterable[am.Figure]]] = {
    "standards": _standards,
    "waiting": day_figures.waiting,
    "satisfaction": _satisfaction,
    "complaints": _complaints,
    "coverage": _coverage,
    "productivity": _productivity,
    "days": day_figures.days,
    "resources": day_figures.resources,
    "reach": day_figures.reached,
}
"""Code of a section -> what makes its figures; other areas add theirs."""
