"""Taking in what citizens sealed: opened once, kept apart from who told it (decisions B22)."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from outreach_app.domain import citizen_entries as c
from outreach_app.domain import entries as e
from outreach_app.domain import numbering
from outreach_app.domain.thread_word_entries import AGAIN, code_hash, plain_number
from outreach_app.domain.threads import QUESTION
from outreach_app.errors import UserProblem
from outreach_app.identity.wrapping import DoesNotOpen, unseal
from outreach_app.office import thread_words, unopened
from outreach_app.office.answers import answer
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from sync.entry import Entry

LAPTOP, PHONE, DESK, PAGE = "laptop", "telepon", "meja", "laman"
"""Channels."""


def take_sealed(office: Office, tx: LedgerTransaction, entry: Entry) -> None:
    """Open one `citizen.sealed` entry and keep what is in it; doing it again changes nothing.

    One sealed to a key that is not here is written down: nobody has it in clear, so it waits for
    the root (`unopened.open_all`).

    Raises:
        msgspec.DecodeError: it is of a newer kind, or damaged; the entry stays stored.
    """
    if _here(tx.connection, entry):
        return
    body = e.decode(entry.body or b"", c.CitizenSealed)
    seed = office.keys.sealing_by_id.get(_key_id(body))
    if seed is None:
        unopened.note(tx, entry, body.key_id)
    else:
        take_opened(office, tx, entry, body, body.sealed, seed)


def take_opened(
    office: Office,
    tx: LedgerTransaction,
    entry: Entry,
    body: c.CitizenSealed,
    sealed: bytes,
    seed: bytes,
) -> None:
    """Keep what is in `sealed`, one of the two of an entry; raises as `take_sealed`."""
    try:
        told = e.decode(unseal(seed, sealed, c.SEAL_USE), c.CitizenAnswer)
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
        for number in _same(tx.connection, told.number or _reply_to(told, record)):
            thread_words.tell(office, tx, number)


def _here(connection: Connection, entry: Entry) -> bool:
    """Tell whether it was opened before: its key may have been destroyed since."""
    query = select(citizen_record.c.citizen_id).where(
        citizen_record.c.feed_id == entry.feed_id, citizen_record.c.entry_number == entry.number
    )
    return connection.scalar(query) is not None


def _key_id(body: c.CitizenSealed) -> bytes:
    try:
        return bytes.fromhex(body.key_id)
    except ValueError as error:
        raise msgspec.DecodeError("no key is called so") from error


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
    hashed = code_hash(told.number, told.check_code) if told.number else ""
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
            **values | {"number": _number(connection, told.number, hashed)},
            **where,
            code_hash=hashed,
            answers=bytes(told.answers),
            thread_kind=_kind(told, record),
            about=answer(told.form_id, record, "about"),
            reply_to=_reply_to(told, record),
        )
    )
    return True


def _number(connection: Connection, number: str, hashed: str) -> str:
    """Return the number under which a report stands; one that comes twice gets a mark of its own.

    Whoever sends under another's number has another code, and must not take the thread over.
    """
    if not number:
        return ""
    same = _same(connection, number)
    again = next((one for one, code in same.items() if code == hashed), "")
    return again or (f"{number}{AGAIN}{len(same) + 1}" if same else number)


def _same(connection: Connection, number: str) -> dict[str, str]:
    """Return the reports under a number as it stands on the slip, each with its code's hash."""
    if not number:
        return {}
    query = select(citizen_record.c.number, citizen_record.c.code_hash).where(
        citizen_record.c.number.startswith(number, autoescape=True)
    )
    rows = connection.execute(query.order_by(citizen_record.c.arrived_ms)).all()
    return {row.number: row.code_hash for row in rows if plain_number(row.number) == number}


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
