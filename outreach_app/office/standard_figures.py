"""Standards kept: each case against its service's standard, on the legal clock and on our own.

The legal clock begins with the event that the service names (interview, payment …), ours with the
intake; both stand still while somebody else must act (`domain.clocks`). A case counts once its
clock has ended, or is past its standard while it still runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from outreach_app.clock import office_date
from outreach_app.domain import clocks
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.clocks import Step
from outreach_app.domain.machines import Machine
from outreach_app.domain.services import Service
from outreach_app.office import case_steps
from outreach_app.office.figures import count, middle, share
from outreach_app.office.files import File, files_of
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.published import Published, published
from outreach_app.officeapi import audit_messages as am

if TYPE_CHECKING:
    from outreach_app.office.evaluation import Period

STANDARDS: dict[str, Callable[[Service], int]] = {
    clocks.LEGAL: lambda service: service.standard_days,
    clocks.OWN: lambda service: service.own_days,
}
"""Clock -> its standard in working days, 0 when the service has none."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its way and the version of its service that held when it began."""

    number: str
    machine: Machine
    service: Service
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Counted:
    """The cases of one clock.

    Attributes:
        kept, late: service -> numbers.
        days: number -> working days that an ended clock took.
        waiting: numbers whose clock runs or stands still, in time so far.
    """

    kept: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    late: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    days: dict[str, int] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)


def standards(period: Period) -> Iterable[am.Figure]:
    """Return kept and late by service, and the median of days, for each clock."""
    today = office_date(period.office.clock.now_ms())
    found = counted(period.tx, period.files, today)
    for name, one in found.items():
        for service in sorted({*one.kept, *one.late}):
            kept, late = one.kept[service], one.late[service]
            yield share(f"standards.{name}_kept", kept, kept + late, service)
            yield count(f"standards.{name}_late", late, service)
        if one.days:
            yield middle(f"standards.{name}_days", one.days)
        yield count(f"standards.{name}_waiting", one.waiting)


def counted(
    tx: LedgerTransaction, files: Mapping[str, Row[Any]], today: date
) -> dict[str, Counted]:
    """Return clock -> its cases among `files`."""
    tables = published(tx.connection)
    found = {name: Counted() for name in STANDARDS}
    sent = case_steps.sent_decisions(tx.connection, files)
    for number, file in files_of(tx.connection, list(files)).items():
        if (case := _case(tables, file, sent.get(number, []))) is not None:
            for name, into in found.items():
                _sort(into, case, name, tables.calendar, today)
    return found


def _case(tables: Published, file: File, sent: Sequence[Row[Any]]) -> Case | None:
    """Return a case by the service version that held when it began; None for what has no states."""
    machine, newest = case_steps.machine_of(tables, file), tables.service(file.newest.service)
    way = case_steps.steps(machine, file, sent)
    if machine is None or newest is None or not way:
        return None
    steps = tuple(one.step for one in way)
    return Case(file.number, machine, tables.catalogue.get(newest.code, steps[0].day), steps)


def _sort(into: Counted, case: Case, name: str, calendar: Calendar, today: date) -> None:
    service, standard = case.service, STANDARDS[name](case.service)
    if not standard or not _counts(case, name):
        return
    took = clocks.used_days(case.machine, service, calendar, case.steps, name)
    if took is not None:
        into.days[case.number] = took
        (into.kept if took <= standard else into.late)[service.code].append(case.number)
        return
    clock = clocks.read(case.machine, service, calendar, case.steps, today)
    if clock.name == name and clock.left is not None and clock.left < 0:
        into.late[service.code].append(case.number)
    elif _clock_at(case, -1) != clocks.DONE:
        into.waiting.append(case.number)


def _counts(case: Case, name: str) -> bool:
    """Tell whether this clock can count: ours only for what came in to be looked at."""
    return name == clocks.LEGAL or _clock_at(case, 0) == clocks.OWN


def _clock_at(case: Case, at: int) -> str:
    return case.machine.state(case.steps[at].state).clock
