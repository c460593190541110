"""Single files that officers carried in: checked, compared with the feed, shown to clerks.

They are evidence. Nothing joins a feed by them and no case begins, so nothing can double; what they
hold is kept only where the feed has not brought the very same entries.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from outreach_app.clock import at_office
from outreach_app.domain import entries as e
from outreach_app.errors import UserProblem
from outreach_app.i18n import clock_time, day
from outreach_app.identity.carried_file import Carried, Envelope, envelope_of, opened
from outreach_app.office.carried_tables import carried_file
from outreach_app.office.clerks import SignedIn
from outreach_app.office.enrolment import device_name
from outreach_app.office.erasure_tables import erasure
from outreach_app.office.files import facts
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.settlement_tables import nik_seen
from outreach_app.office.tables import device
from outreach_app.officeapi import carried_messages as cm
from outreach_app.officeapi import courier_messages as c
from outreach_app.officeapi.carried_messages import AGAIN, DIFFERS, ERASED, MISSING, SAME
from sync.courier_errors import CourierRefused, Why
from sync.entry import Entry


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of an entry that did not come in its feed."""

    feed_id: bytes
    number: int
    hash: bytes
    body: bytes


def take_in(office: Office, name: str, data: bytes, by: str) -> c.CourierSeen:
    """Take one file in and say what it is and how it stands to what the office has.

    Raises:
        CourierRefused: it is another office's, of no known laptop, not signed, not to be opened.
    """
    envelope = envelope_of(data)
    with office.ledger.transaction() as tx:
        carried = _opened(office, tx, envelope, data)
        number, file_id = carried.content.number, carried.file_id.hex()
        numbers = [one.number for one in carried.entries]
        told = {"number": number}
        known = select(carried_file.c.taken_ms).where(carried_file.c.file_id == file_id)
        if (before := tx.connection.scalar(known)) is not None:
            code, told["when"] = AGAIN, _minute(before)
        elif tx.connection.scalar(select(erasure.c.number).where(erasure.c.number == number)):
            code = ERASED
        else:
            code = _standing(tx, carried.entries)
            _keep(office, tx, carried, code, by)
    return c.CourierSeen(
        name=name,
        device=device_name(envelope.device_number),
        first=min(numbers),
        last=max(numbers),
        taken=True,
        file=number,
        code=code,
        facts=told,
    )


def listed(office: Office) -> cm.CarriedFiles:
    """Return what was carried in, newest first, and how it stands to the feeds now."""
    query = (
        select(carried_file, device.c.device_number)
        .join(device, device.c.feed_id == carried_file.c.feed_id)
        .order_by(carried_file.c.taken_ms.desc())
    )
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
        files = tuple(_row(tx, row) for row in rows)
    kept = {row.file_id for row in rows if row.content is not None}
    if brought := [one.file_id for one in files if one.standing == SAME and one.file_id in kept]:
        with office.ledger.transaction() as tx:
            _forget(tx.connection, brought)
    return cm.CarriedFiles(files=files)


def content_of(office: Office, file_id: str, by: SignedIn) -> cm.CarriedContent:
    """Return the newest revision inside, and note that its NIK was seen in full.

    Raises:
        UserProblem: OFFICE_007 no such file, or the feed has brought it: read the file itself.
    """
    with office.ledger.transaction() as tx:
        row = tx.connection.execute(
            select(carried_file).where(carried_file.c.file_id == file_id)
        ).first()
        if row is None or row.content is None:
            raise UserProblem("OFFICE_007", what=file_id[:8])
        seen = {"number": row.number, "clerk": by.clerk, "time_ms": office.clock.now_ms()}
        tx.connection.execute(insert(nik_seen).values(seen))
        body = e.decode(_kept(row)[-1].body, e.RecordFinished)
    return cm.CarriedContent(
        number=body.number,
        service=body.service,
        form_id=body.form_id,
        form_version=body.form_version,
        answers=body.answers,
    )


def _opened(office: Office, tx: LedgerTransaction, envelope: Envelope, data: bytes) -> Carried:
    if envelope.office_id != office.keys.office_id:
        raise CourierRefused(Why.OTHER_OFFICE)
    known = tx.device(envelope.feed_id)
    if known is None:
        raise CourierRefused(Why.UNKNOWN_DEVICE)
    return opened(data, office.keys.sealing_by_id, known.signing_key)


def _standing(tx: LedgerTransaction, entries: tuple[Entry, ...] | list[_Kept]) -> str:
    code = SAME
    for one in entries:
        here = tx.hashes_at(one.feed_id, one.number)
        if not here:
            return MISSING
        if one.hash not in here:
            code = DIFFERS
    return code


def _keep(office: Office, tx: LedgerTransaction, carried: Carried, code: str, by: str) -> None:
    kept = [_Kept(one.feed_id, one.number, one.hash, one.body or b"") for one in carried.entries]
    content = carried.content
    tx.connection.execute(
        insert(carried_file).values(
            file_id=carried.file_id.hex(),
            feed_id=carried.envelope.feed_id,
            number=content.number,
            reason=content.reason,
            facts=msgspec.json.encode(content.facts).decode(),
            officer=content.officer,
            told_ms=carried.envelope.time_ms,
            taken_ms=office.clock.now_ms(),
            taken_by=by,
            content=None if code == SAME else msgspec.msgpack.encode(kept),
        )
    )


def _row(tx: LedgerTransaction, row: Row[Any]) -> cm.CarriedRow:
    code = SAME if row.content is None else _standing(tx, _kept(row))
    return cm.CarriedRow(
        file_id=row.file_id,
        device=device_name(row.device_number),
        number=row.number,
        reason=row.reason,
        facts=facts(row.facts),
        officer=row.officer,
        taken_ms=row.taken_ms,
        taken_by=row.taken_by,
        standing=code,
    )


def _kept(row: Row[Any]) -> list[_Kept]:
    return msgspec.msgpack.decode(row.content, type=list[_Kept])


def _forget(connection: Connection, file_ids: list[str]) -> None:
    """Drop the content: the feed has brought the very same."""
    these = update(carried_file).where(carried_file.c.file_id.in_(file_ids))
    connection.execute(these.values(content=None))


def _minute(time_ms: int) -> str:
    at = at_office(time_ms)
    return f"{day(at.date())} {clock_time(at)}"
