"""Taking in what citizens sealed: opened once, kept apart from who told it (decisions B22)."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from outreach_app.domain import citizen_entries as c
from outreach_app.domain import entries as e
from outreach_app.domain import numbering
from outreach_app.domain.thread_word_entries import code_hash
from outreach_app.domain.threads import QUESTION
from outreach_app.errors import UserProblem
from outreach_app.identity.wrapping import DoesNotOpen, unseal
from outreach_app.office import thread_words
from outreach_app.office.answers import answer
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from sync.entry import Entry

LAPTOP, PHONE, DESK, PAGE = "laptop", "telepon", "meja", "laman"
"""Channels."""


def take_sealed(office: Office, tx: LedgerTransaction, entry: Entry) -> None:
    """Open one `citizen.sealed` entry and keep what is in it; doing it again changes nothing.

    Raises:
        msgspec.DecodeError: it does not open, or is of a newer kind; the entry stays stored.
    """
    body = e.decode(entry.body or b"", c.CitizenSealed)
    seed = office.keys.sealing_by_id.get(bytes.fromhex(body.key_id), b"")
    try:
        told = e.decode(unseal(seed, body.sealed, c.SEAL_USE), c.CitizenAnswer)
    except (DoesNotOpen, ValueError) as error:
        raise msgspec.DecodeError("a sealed form does not open") from error
    new = keep(
        tx.connection,
        told,
        feed_id=entry.feed_id,
        entry_number=entry.number,
        channel=LAPTOP,
        identity=body.identity or None,
        identity_key_id=body.identity_key_id,
        arrived_ms=office.clock.now_ms(),
    )
    if new:
        record = msgspec.json.decode(bytes(told.answers))
        thread_words.tell(office, tx, told.number or _reply_to(told, record))


def keep(connection: Connection, told: c.CitizenAnswer, **where: Any) -> bool:
    """Store what a citizen said; tell whether it was not here already.

    Args:
        connection: in a transaction.
        told: without who told it.
        where: the other columns of `citizen_record`.
    """
    known = select(citizen_record.c.citizen_id).where(
        citizen_record.c.citizen_id == told.citizen_id
    )
    if connection.scalar(known) is not None:
        return False
    record = msgspec.json.decode(bytes(told.answers))
    values = {
        name: getattr(told, name)
        for name in (
            "citizen_id",
            "form_id",
            "form_version",
            "service",
            "number",
            "date",
            "pekon",
            "language",
            "anonymous",
            "secret",
        )
    }
    connection.execute(
        insert(citizen_record).values(
            **values,
            **where,
            code_hash=code_hash(told.number, told.check_code) if told.number else "",
            answers=bytes(told.answers),
            thread_kind=_kind(told, record),
            about=answer(told.form_id, record, "about"),
            reply_to=_reply_to(told, record),
        )
    )
    return True


def _kind(told: c.CitizenAnswer, record: object) -> str:
    if not told.number:
        return ""
    return answer(told.form_id, record, "thread_kind") or QUESTION


def _reply_to(told: c.CitizenAnswer, record: object) -> str:
    """Return the thread that a reply belongs to; a mistyped number belongs to none."""
    try:
        return numbering.parse_complaint(answer(told.form_id, record, "thread_number"))
    except UserProblem:
        return ""
