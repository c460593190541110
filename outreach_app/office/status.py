"""The applicant's status: number and check code in, one state and what it means out.

The holder of a slot asks with its number and code and reads whether the day stands or was moved.

An unknown number, a wrong code and a file that has not arrived give one and the same answer
(ux 2.3; decisions C27, D36). Wrong tries are limited per asking machine and per number, within a
window; nobody can lock a slip out for good.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from outreach_app import resources
from outreach_app.clock import office_date
from outreach_app.domain import applicant_messages
from outreach_app.domain.machines import told
from outreach_app.domain.regions import pekon
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language, day, translate
from outreach_app.office import slot_status
from outreach_app.office.case_status import bare, code_hash
from outreach_app.office.case_tables import case_status, status_try
from outreach_app.office.office import Office
from outreach_app.office.published import Published, published
from outreach_app.officeapi import case_messages as cm

_LIMITS = "services/status_limits.toml"


def status(
    office: Office, number: str, check_code: str, source: str, language: Language = "id"
) -> cm.StatusAnswer:
    """Return the status that a slip's holder may read.

    Args:
        office: open.
        number: as typed.
        check_code: as typed.
        source: address of the asking machine; kept as a hash for the length of the window.
        language: of the reader.

    Raises:
        UserProblem: CASES_007 too many wrong tries; `seconds` says how long to wait.
    """
    with office.ledger.transaction() as tx:
        now = office.clock.now_ms()
        _check_tries(tx.connection, number, source, now)
        query = select(case_status).where(case_status.c.bare == bare(number))
        row = tx.connection.execute(query).first()
        # Hashed in every case, so that the time taken tells nothing.
        mine = code_hash(number, check_code)
        if row is None and (held := slot_status.slot_of(tx.connection, number, mine)) is not None:
            return slot_status.answer(tx.connection, held, language) or _unknown(office, language)
        if row is None or not hmac.compare_digest(row.code_hash, mine):
            _note_try(tx.connection, number, source, now)
            return _unknown(office, language)
        return _answer(office, published(tx.connection), row, language)


def _unknown(office: Office, language: Language) -> cm.StatusAnswer:
    text = translate(language, "CASES_008", office=office.name)
    return cm.StatusAnswer(found=False, told=(text,))


def _answer(
    office: Office, tables: Published, row: Row[Any], language: Language
) -> cm.StatusAnswer:
    service = tables.service(row.service)
    machine = tables.machine(row.service) or tables.machines.machines.get(row.kind)
    if machine is None:
        return _unknown(office, language)
    state = machine.state(row.state)
    known = applicant_messages.facts(
        language, office=office.name, due=row.due, appointment=row.appointment, reason=row.reason
    )
    return cm.StatusAnswer(
        found=True,
        number=row.number,
        service=service.title(language) if service else row.service,
        state=row.state,
        title=state.title(language),
        told=told(state, language, **known),
        due=row.due,
        appointment=row.appointment,
        steps=_steps(row, state.title(language), language),
    )


def _steps(row: Row[Any], now: str, language: Language) -> tuple[cm.StatusStep, ...]:
    where = pekon(row.pekon)
    place = where.name if where else row.pekon
    told_ = (
        (row.finished_ms, translate(language, "Recorded in {place}", place=place)),
        (row.arrived_ms, translate(language, "Reached the office")),
        (row.since_ms, translate(language, "NOW: {state}", state=now)),
    )
    return tuple(cm.StatusStep(day=_day(ms), text=text) for ms, text in told_)


def _day(ms: int) -> str:
    on: date = office_date(ms)
    return day(on)


def _check_tries(connection: Connection, number: str, source: str, now: int) -> None:
    limits = resources.toml(_LIMITS)
    window_ms = int(limits["window_s"]) * 1000
    connection.execute(delete(status_try).where(status_try.c.time_ms <= now - window_ms))
    for column, value, most in (
        (status_try.c.source, _hidden(source), limits["tries_per_source"]),
        (status_try.c.wanted, _hidden(bare(number)), limits["tries_per_number"]),
    ):
        query = select(func.count(), func.min(status_try.c.time_ms)).where(column == value)
        tries, first = connection.execute(query).one()
        if tries >= most:
            wait_s = max(1, (first + window_ms - now) // 1000)
            raise UserProblem("CASES_007", seconds=wait_s)


def _note_try(connection: Connection, number: str, source: str, now: int) -> None:
    connection.execute(
        insert(status_try).values(time_ms=now, source=_hidden(source), wanted=_hidden(bare(number)))
    )


def _hidden(text: str) -> bytes:
    return hashlib.sha256(b"outreach/try/1" + text.encode()).digest()
