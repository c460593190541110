"""Clocks of cases: one case's, and every open case by its deadline (ux M1, M9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from outreach_app.clock import office_date
from outreach_app.domain import clocks
from outreach_app.domain.clocks import Clock
from outreach_app.domain.forecast import Forecast, forecast
from outreach_app.domain.machines import Machine
from outreach_app.domain.services import Service
from outreach_app.office import case_steps, telling
from outreach_app.office.answers import masked
from outreach_app.office.case_steps import Moved
from outreach_app.office.case_tables import case_status
from outreach_app.office.files import File, files_of
from outreach_app.office.office import Office
from outreach_app.office.published import Published, published
from outreach_app.officeapi import case_messages as cm

MOST = 2000
"""So many open cases are listed; more than an office of this size ever has."""
RECENT = 60
"""A forecast rests on the newest so many finished cases of a service."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A case with its way and its clock."""

    file: File
    way: tuple[Moved, ...]
    machine: Machine
    service: Service
    clock: Clock


def listed(office: Office) -> cm.CaseList:
    """Return every open case, the most urgent first."""
    today = office_date(office.clock.now_ms())
    with office.ledger.reading() as tx:
        tables = published(tx.connection)
        found = _timed(tx.connection, tables, _numbers(tx.connection, is_open=True), today)
        took = {code: _took(tx.connection, tables, code, today) for code in _codes(found)}
        said = telling.noted(tx.connection, [one.file.number for one in found])
    lines = [
        _line(one, tables, took[one.service.code], said[one.file.number], today) for one in found
    ]
    lines.sort(key=lambda line: (not line.due_passed, _urgency(line), line.number))
    return cm.CaseList(cases=tuple(lines), ages=_ages(found), calendar=tables.calendar.version)


def clock_of(
    connection: Connection, tables: Published, file: File, way: Sequence[Moved], today: date
) -> cm.CaseClock:
    """Return the clock of one case, with its forecast."""
    machine, service = case_steps.machine_of(tables, file), tables.service(file.newest.service)
    if machine is None or service is None:
        return cm.CaseClock(name=clocks.NONE)
    clock = _read(tables, machine, service, way, today)
    took = _took(connection, tables, service.code, today)[clock.name]
    return _message(clock, forecast(clock, took, tables.calendar, today))


def _read(
    tables: Published, machine: Machine, service: Service, way: Sequence[Moved], today: date
) -> Clock:
    held = tables.catalogue.get(service.code, way[0].step.day)
    return clocks.read(machine, held, tables.calendar, [one.step for one in way], today)


def _numbers(connection: Connection, *, is_open: bool, service: str = "") -> list[str]:
    query = select(case_status.c.number).where(case_status.c.open.is_(is_open))
    if service:
        query = query.where(case_status.c.service == service)
    limit = RECENT if service else MOST
    return list(connection.scalars(query.order_by(case_status.c.since_ms.desc()).limit(limit)))


def _timed(
    connection: Connection, tables: Published, numbers: list[str], today: date
) -> list[Timed]:
    sent = case_steps.sent_decisions(connection, numbers)
    found = []
    for number, file in files_of(connection, numbers).items():
        machine, service = case_steps.machine_of(tables, file), tables.service(file.newest.service)
        if machine is not None and service is not None:
            way = case_steps.steps(machine, file, sent.get(number, []))
            clock = _read(tables, machine, service, way, today)
            found.append(Timed(file, tuple(way), machine, service, clock))
    return found


def _took(
    connection: Connection, tables: Published, service: str, today: date
) -> dict[str, list[int]]:
    """Return clock -> working days that finished cases of a service took."""
    took: dict[str, list[int]] = defaultdict(list)
    numbers = _numbers(connection, is_open=False, service=service)
    for one in _timed(connection, tables, numbers, today):
        for name in (clocks.OWN, clocks.LEGAL):
            steps = [moved.step for moved in one.way]
            days = clocks.used_days(one.machine, one.service, tables.calendar, steps, name)
            if days is not None:
                took[name].append(days)
    return took


def _codes(found: Sequence[Timed]) -> set[str]:
    return {one.service.code for one in found}


def _line(
    one: Timed,
    tables: Published,
    took: dict[str, list[int]],
    said: telling.Noted,
    today: date,
) -> cm.CaseLine:
    row: Row[Any] = one.file.newest
    now = one.way[-1]
    state = one.machine.state(now.state)
    seen = forecast(one.clock, took[one.clock.name], tables.calendar, today)
    return cm.CaseLine(
        number=one.file.number,
        name=row.name,
        nik_masked=masked(row.nik),
        service=row.service,
        state=now.state,
        title_id=state.id,
        title_en=state.en,
        clock=_message(one.clock, seen),
        due_passed=bool(now.due) and now.due < today.isoformat(),
        untold=telling.untold(one.machine, one.way, said, today),
    )


def _message(clock: Clock, seen: Forecast | None) -> cm.CaseClock:
    end = clock.deadline
    return cm.CaseClock(
        name=clock.name,
        due=end.due.isoformat() if end else "",
        left=clock.left,
        used=clock.used,
        days=end.days if end else 0,
        start=end.start.isoformat() if end else "",
        calendar=end.calendar if end else "",
        stopped_since=clock.stopped_since.isoformat() if clock.stopped_since else "",
        certain=end.certain if end else True,
        forecast=seen.day.isoformat() if seen else "",
        will_be_late=seen.late if seen else False,
        seen=seen.seen if seen else 0,
    )


def _urgency(line: cm.CaseLine) -> tuple[int, int]:
    left, stopped = line.clock.left, bool(line.clock.stopped_since)
    return (2, 0) if left is None else (int(stopped), left)


def _ages(found: Sequence[Timed]) -> tuple[cm.ServiceAges, ...]:
    by_service: dict[str, list[Timed]] = defaultdict(list)
    for one in found:
        by_service[one.service.code].append(one)
    return tuple(
        cm.ServiceAges(
            service=code,
            title_id=group[0].service.title_id,
            title_en=group[0].service.title_en,
            counts=clocks.counts(one.clock for one in group),
            without=sum(one.clock.left is None for one in group),
        )
        for code, group in sorted(by_service.items())
    )
