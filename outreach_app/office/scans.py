"""Scans of papers at the office: told by entries, arrived or not, opened for a clerk."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, insert, select, true

from outreach_app.domain import entries as e
from outreach_app.domain.scan_entries import ScanAdded
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.office import balances, blob_quota
from outreach_app.office.enrolment import device_name
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import same_laptop
from outreach_app.office.office import Office
from outreach_app.office.scans_tables import scan, scan_loss
from outreach_app.office.tables import case_file, device
from outreach_app.officeapi import scans_messages as sm
from sync.blob import BlobRef, open_blob
from sync.entry import Entry
from sync.errors import BlobDamaged


def take_scan(_office: Office, tx: LedgerTransaction, entry: Entry) -> None:
    """Project one `scan.added` entry; the same scan told twice stands once.

    Raises:
        msgspec.DecodeError: of a newer kind.
    """
    body = e.decode(entry.body or b"", ScanAdded)
    blob_id = bytes.fromhex(body.blob_id)
    blob_quota.told(tx.connection, blob_id)
    if tx.connection.scalar(select(scan.c.blob_id).where(scan.c.blob_id == blob_id)) is None:
        tx.connection.execute(
            insert(scan).values(
                blob_id=blob_id,
                feed_id=entry.feed_id,
                entry_number=entry.number,
                number=body.number,
                paper=body.paper,
                key=body.key,
                size=body.size,
            )
        )


def arrived(office: Office, blob_id: bytes) -> None:
    """Let the balance of its day know that a scan is whole here."""
    query = select(scan.c.number).where(scan.c.blob_id == blob_id)
    with office.ledger.transaction() as tx:
        for number in tx.connection.scalars(query).all():
            balances.touch_file(tx.connection, number)
    balances.tell_due(office)


def scans_of(office: Office, number: str) -> sm.ScanList:
    """Return the scans of a file, and which of them have not arrived or are lost.

    What another laptop tells under this number is none of them.
    """
    owner = select(case_file.c.feed_id).where(case_file.c.number == number)
    with office.ledger.reading() as tx:
        feed_id = tx.connection.scalar(owner)
        own = same_laptop(tx.connection, feed_id) if feed_id else frozenset()
    these = (scan.c.number == number) & scan.c.feed_id.in_(own)
    return sm.ScanList(scans=tuple(_rows(office, these)))


def missing(office: Office) -> sm.ScanList:
    """Return every scan that was told of and has not arrived; a lost one with its reason."""
    return sm.ScanList(scans=tuple(row for row in _rows(office, true()) if not row.arrived))


def _rows(office: Office, which: ColumnElement[bool]) -> Iterator[sm.ScanRow]:
    query = (
        select(scan, device.c.device_number, scan_loss.c.why)
        .outerjoin(device, device.c.feed_id == scan.c.feed_id)
        .outerjoin(scan_loss, scan_loss.c.blob_id == scan.c.blob_id)
        .where(which, scan.c.key != b"")
        .order_by(scan.c.number, scan.c.entry_number)
    )
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
    for row in rows:
        arrived = _arrived(office, row.blob_id)
        yield sm.ScanRow(
            blob_id=row.blob_id.hex(),
            paper=row.paper,
            size=row.size,
            arrived=arrived,
            number=row.number,
            device=device_name(row.device_number) if row.device_number else "",
            lost="" if arrived else row.why or "",
        )


def picture(office: Office, blob_id: str) -> sm.ScanPicture:
    """Return a scan as a WebP.

    Raises:
        UserProblem: OFFICE_007 nothing was told of it; SCAN_003 it has not arrived.
        EnvironmentProblem: SCAN_004 its bytes are damaged here.
    """
    try:
        wanted = bytes.fromhex(blob_id)
    except ValueError as error:
        raise UserProblem("OFFICE_007", what=blob_id[:12]) from error
    with office.ledger.reading() as tx:
        query = select(scan).where(scan.c.blob_id == wanted, scan.c.key != b"")
        row = tx.connection.execute(query).first()
    if row is None:
        raise UserProblem("OFFICE_007", what=blob_id[:12])
    if office.blobs is None or not _arrived(office, row.blob_id):
        raise UserProblem("SCAN_003")
    try:
        sealed = office.blobs.read(row.blob_id)
        return sm.ScanPicture(webp=open_blob(BlobRef(row.blob_id, row.key, row.size), sealed))
    except BlobDamaged as error:
        raise EnvironmentProblem("SCAN_004", retry=False) from error


def _arrived(office: Office, blob_id: bytes) -> bool:
    return office.blobs is not None and office.blobs.whole(blob_id)
