"""Erasing a file on request (decisions A12; UU 27/2022): what a clerk asks for, and who knows.

In one transaction the file's content goes (`erasing.py`), each laptop that had it is told by
`record.erased`, and the log keeps number, ground and date. Then the sealed scans are deleted and
the database's pages written anew; a stop in between is made up for at the next start.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Row, insert, select, update

from outreach_app.clock import office_date
from outreach_app.domain.erasure_entries import RECORD_ERASED, RecordErased, bases
from outreach_app.errors import UserProblem
from outreach_app.office import erasing
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.enrolment import device_name
from outreach_app.office.erasure_tables import erased_blob, erasure, erasure_told
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import newest
from outreach_app.office.office import Office
from outreach_app.office.tables import contact, device
from outreach_app.officeapi import erasure_messages as em


def erase(office: Office, number: str, wanted: em.Erase, by: SignedIn) -> em.Erased:
    """Erase a file everywhere; once erased nothing brings it back.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such file; ERASE_001 the number was not
            typed again; ERASE_002 no legal ground; ERASE_003 the day of the request is no day, or
            lies ahead.
    """
    require(by.role, Action.ERASE)
    _check(office, number, wanted)
    with office.ledger.transaction() as tx:
        if not _known(tx, number):
            _erase(office, tx, number, wanted, by)
    clean(office)
    with office.ledger.reading() as tx:
        row = tx.connection.execute(select(erasure).where(erasure.c.number == number)).one()
        return _erased(tx, row)


def _check(office: Office, number: str, wanted: em.Erase) -> None:
    if wanted.confirm.strip().upper() != number:
        raise UserProblem("ERASE_001", number=number)
    if wanted.basis not in bases():
        raise UserProblem("ERASE_002")
    try:
        asked = date.fromisoformat(wanted.asked_on)
    except ValueError as error:
        raise UserProblem("ERASE_003") from error
    if asked > office_date(office.clock.now_ms()):
        raise UserProblem("ERASE_003")


def _erase(
    office: Office, tx: LedgerTransaction, number: str, wanted: em.Erase, by: SignedIn
) -> None:
    feeds = erasing.feeds_of(tx.connection, number)
    if not feeds:
        raise UserProblem("OFFICE_007", what=number)
    body = RecordErased(
        erasure_id=wanted.erasure_id,
        number=number,
        basis=wanted.basis,
        asked_on=wanted.asked_on,
        clerk=by.clerk,
        erased_ms=office.clock.now_ms(),
    )
    blobs = erasing.log(tx.connection, body, feeds)
    body = msgspec.structs.replace(body, blobs=tuple(blob_id.hex() for blob_id in blobs))
    for feed_id in dict.fromkeys(newest(tx.connection, feed) for feed in feeds):
        entry = office.write(tx, feed_id, author=by.clerk, kind=RECORD_ERASED, body=body)
        told = {"number": number, "feed_id": feed_id, "office_feed": entry.feed_id}
        tx.connection.execute(insert(erasure_told).values(**told, entry_number=entry.number))


def clean(office: Office) -> None:
    """Delete what erasing left outside the ledger's rows; doing it again changes nothing."""
    waiting = select(erasure.c.number).where(~erasure.c.clean)
    with office.ledger.reading() as tx:
        numbers = tx.connection.scalars(waiting).all()
        blobs = tx.connection.scalars(select(erased_blob.c.blob_id)).all()
    if not numbers:
        return
    if office.blobs is not None:
        for blob_id in blobs:
            office.blobs.drop(blob_id)
    if office.ledger.database.scrub():
        with office.ledger.transaction() as tx:
            these = update(erasure).where(erasure.c.number.in_(numbers))
            tx.connection.execute(these.values(clean=True))


def wanted_blob(office: Office, blob_id: bytes) -> bool:
    """Tell whether the office takes a scan: not one that was erased."""
    with office.ledger.reading() as tx:
        query = select(erased_blob.c.blob_id).where(erased_blob.c.blob_id == blob_id)
        return tx.connection.scalar(query) is None


def listed(office: Office) -> em.Erasures:
    """Return every erasure, the newest first, with the laptops that do not know it yet."""
    query = select(erasure).order_by(erasure.c.erased_ms.desc(), erasure.c.number)
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
        return em.Erasures(erasures=tuple(_erased(tx, row) for row in rows))


def _known(tx: LedgerTransaction, number: str) -> bool:
    query = select(erasure.c.number).where(erasure.c.number == number)
    return tx.connection.scalar(query) is not None


def _erased(tx: LedgerTransaction, row: Row[Any]) -> em.Erased:
    query = (
        select(erasure_told, device.c.device_number, contact.c.cursors)
        .join(device, device.c.feed_id == erasure_told.c.feed_id)
        .outerjoin(contact, contact.c.feed_id == erasure_told.c.feed_id)
        .where(erasure_told.c.number == row.number)
        .order_by(device.c.device_number)
    )
    waiting = []
    for told in tx.connection.execute(query):
        cursors = msgspec.json.decode(told.cursors or "{}", type=dict[str, int])
        if cursors.get(told.office_feed.hex(), 0) < told.entry_number:
            waiting.append(device_name(told.device_number))
    return em.Erased(
        number=row.number,
        basis=row.basis,
        asked_on=row.asked_on,
        clerk=row.clerk,
        erased_ms=row.erased_ms,
        clean=row.clean,
        waiting=tuple(waiting),
    )
