"""What the public status page may know of a case: one row each, kept with every change.

The row holds no name, no NIK and no answer (decisions D36); the check code stands there as a hash.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, insert, select, update

from outreach_app.domain.entries import RECORD, RecordFinished
from outreach_app.office import case_steps
from outreach_app.office.case_tables import case_status
from outreach_app.office.files import file_of
from outreach_app.office.published import published

_PREFIX = b"outreach/status/1"


def bare(number: str) -> str:
    """Return a number without what people leave out or add when they type it."""
    return "".join(number.upper().split()).replace("-", "")


def code_hash(number: str, check_code: str) -> bytes:
    """Return the hash under which a check code is kept."""
    tidy = bare(check_code).encode()
    return hashlib.sha256(_PREFIX + bare(number).encode() + b"\0" + tidy).digest()


def begin(connection: Connection, body: RecordFinished) -> None:
    """Let the page know of a file, once; its state follows with `settle`."""
    if body.kind == RECORD or not body.check_code:
        return
    there = select(case_status.c.number).where(case_status.c.number == body.number)
    if connection.execute(there).first() is not None:
        return
    connection.execute(
        insert(case_status),
        {
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
        },
    )


def settle(connection: Connection, number: str) -> None:
    """Write where a case stands now; a file that was cancelled is closed."""
    file = file_of(connection, number)
    if file is None:
        return
    machine = case_steps.machine_of(published(connection), file)
    sent = case_steps.sent_decisions(connection, [number])[number]
    now = case_steps.steps(machine, file, sent)[-1]
    closed = bool(file.cancelled) or (machine is not None and machine.state(now.state).closed)
    values: dict[str, Any] = {
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
    this = update(case_status).where(case_status.c.number == number)
    connection.execute(this.values(values))
