"""The periodic evaluation: one function a section, every figure with what it was counted from.

The document (PDF, XLSX) is made of these; here the figures exist as functions over records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select

from outreach_app.clock import office_date
from outreach_app.domain import threads
from outreach_app.domain.calendar import Calendar
from outreach_app.office import (
    day_figures,
    learning_figures,
    publications,
    satisfaction_figures,
    standard_figures,
)
from outreach_app.office.audits import finished_between
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.office.figure_names import names
from outreach_app.office.figures import count, middle, rounded, share
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.published import published
from outreach_app.office.tables import day
from outreach_app.office.thread_items import standings
from outreach_app.officeapi import audit_messages as am


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
        told = names(tx, sections)
    return am.Evaluation(since=since, until=until, sections=sections, names=told)


def _complaints(period: Period) -> Iterable[am.Figure]:
    here = citizen_record.c
    in_period = (here.number != "") & here.date.between(period.since, period.until)
    today = office_date(period.office.clock.now_ms())
    rules = published(period.tx.connection).complaints
    kinds: dict[str, list[str]] = defaultdict(list)
    sorts: dict[str, list[str]] = defaultdict(list)
    took: dict[str, dict[str, int]] = defaultdict(dict)
    for row, stands in standings(period.tx.connection, in_period):
        kinds[row.thread_kind].append(row.number)
        received = date.fromisoformat(row.date)
        limits = threads.limits(stands, received, today, period.calendar, rules)
        sorts["late" if limits.late_days else "in_time"].append(row.number)
        if stands.answered_on:
            sorts["answered"].append(row.number)
            days = period.calendar.working_days_left(received, stands.answered_on)
            took[row.thread_kind][row.number] = days
        if stands.reopened:
            sorts["reopened"].append(row.number)
    for kind, numbers in sorted(kinds.items()):
        yield count("complaints.received", numbers, kind)
    yield share("complaints.in_time", sorts["in_time"], [*sorts["in_time"], *sorts["late"]])
    for code in ("answered", "late", "reopened"):
        yield count(f"complaints.{code}", sorts[code])
    for kind, days_of in sorted(took.items()):
        yield middle("complaints.response_days", days_of, kind)


def _coverage(period: Period) -> Iterable[am.Figure]:
    rows = period.tx.connection.execute(
        select(day.c.day_id, day.c.pekon).where(day.c.date.between(period.since, period.until))
    ).all()
    yield count("coverage.days", tuple(sorted({row.day_id for row in rows})))
    yield count("coverage.pekon", tuple(sorted({row.pekon for row in rows})))
    by_pekon: dict[str, list[str]] = defaultdict(list)
    for number, row in period.files.items():
        by_pekon[row.pekon].append(number)
    for pekon in sorted(by_pekon):
        yield count("coverage.files", tuple(by_pekon[pekon]), pekon)


def _productivity(period: Period) -> Iterable[am.Figure]:
    yield count("productivity.files", tuple(sorted(period.files)))
    by_service: dict[str, list[str]] = defaultdict(list)
    for number, row in period.files.items():
        by_service[row.service].append(number)
    for service in sorted(by_service):
        yield count("productivity.files", tuple(by_service[service]), service)
    days = {row.day_id for row in period.files.values()}
    if days:
        yield am.Figure(
            code="productivity.files_a_day",
            value=rounded(Decimal(len(period.files)) / len(days)),
            unit="average",
            of=len(days),
            trace=tuple(sorted(period.files)),
            among=tuple(sorted(days)),
        )


SECTIONS: dict[str, Callable[[Period], Iterable[am.Figure]]] = {
    "standards": standard_figures.standards,
    "waiting": day_figures.waiting,
    "satisfaction": satisfaction_figures.satisfied,
    "complaints": _complaints,
    "coverage": _coverage,
    "productivity": _productivity,
    "days": day_figures.days,
    "resources": day_figures.resources,
    "reach": day_figures.reached,
    "training": learning_figures.trained,
    "participation": learning_figures.participated,
    "awareness": learning_figures.made_aware,
    "communication": learning_figures.told,
    "audit": learning_figures.audited,
}
"""Code of a section -> what makes its figures; other areas add theirs."""
