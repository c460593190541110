"""What the public status page may know of a case: one row each, kept with every change.

The row holds no name, no NIK and no answer (decisions D36); the check code stands there as a hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from outreach_app.domain.entries import RECORD, RecordFinished
from outreach_app.office import case_steps
from outreach_app.office.case_tables import case_status
from outreach_app.office.files import File, files_of
from outreach_app.office.published import Published, published

_PREFIX = b"outreach/status/1"


def bare(number: str) -> str:
    """Return a number without what people leave out or add when they type it."""
    return "".join(number.upper().split()).replace("-", "")


def code_hash(number: str, check_code: str) -> bytes:
    """Return the hash under which a check code is kept."""
    tidy = bare(check_code).encode()
    return hashlib.sha256(_PREFIX + bare(number).encode() + b"\0" + tidy).digest()


def begin(connection: Connection, bodies: Sequence[RecordFinished]) -> None:
    """Let the page know of files, once each; their states follow with `settle`."""
    shown: dict[str, RecordFinished] = {}
    for one in bodies:
        if one.kind != RECORD and one.check_code:
            shown.setdefault(one.number, one)
    query = select(case_status.c.number).where(case_status.c.number.in_(list(shown)))
    for number in connection.scalars(query) if shown else ():
        del shown[number]
    if shown:
        connection.execute(insert(case_status), [_unsettled(body) for body in shown.values()])


def _unsettled(body: RecordFinished) -> dict[str, Any]:
    return {
        "number": body.number,
        "bare": bare(body.number),
        "code_hash": code_hash(body.number, body.check_code),
        "kind": body.kind,
        "service": body.service,
        "pekon": body.pekon,
        "finished_ms": 0,
        "arrived_ms": 0,
        "state": "",
        "since_ms": 0,
        "open": True,
    }


def settle(connection: Connection, *numbers: str) -> None:
    """Write where some cases stand now; a file that was cancelled is closed."""
    if not numbers:
        return
    tables, sent = published(connection), case_steps.sent_decisions(connection, numbers)
    rows = [
        _standing(tables, file, sent[file.number])
        for file in files_of(connection, numbers).values()
    ]
    if rows:
        connection.execute(_SETTLE, rows)


_SETTLE = update(case_status).where(case_status.c.number == bindparam("this"))


def _standing(tables: Published, file: File, sent: Sequence[Row[Any]]) -> dict[str, Any]:
    machine = case_steps.machine_of(tables, file)
    now = case_steps.steps(machine, file, sent)[-1]
    closed = bool(file.cancelled) or (machine is not None and machine.state(now.state).closed)
    return {
        "this": file.number,
        "service": file.newest.service,
        "finished_ms": file.revisions[0].finished_ms,
        "arrived_ms": file.revisions[0].arrived_ms,
        "state": now.state,
        "since_ms": now.ms,
        "reason": now.reason,
        "due": now.due,
        "appointment": now.appointment,
        "open": not closed,
    }
