"""Scans of papers at the office: told by entries, arrived or not, opened for a clerk."""

from __future__ import annotations

from sqlalchemy import insert, select

from outreach_app.domain import entries as e
from outreach_app.domain.scan_entries import ScanAdded
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.office import balances, blob_quota
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.scans_tables import scan
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
    """Return the scans of a file, and which of them have not arrived."""
    with office.ledger.reading() as tx:
        query = select(scan).where(scan.c.number == number, scan.c.key != b"")
        query = query.order_by(scan.c.entry_number)
        rows = tx.connection.execute(query).all()
    return sm.ScanList(
        scans=tuple(
            sm.ScanRow(
                blob_id=row.blob_id.hex(),
                paper=row.paper,
                size=row.size,
                arrived=_arrived(office, row.blob_id),
            )
            for row in rows
        )
    )


def missing(office: Office) -> sm.ScanList:
    """Return every scan that was told of and has not arrived."""
    with office.ledger.reading() as tx:
        query = select(scan).where(scan.c.key != b"").order_by(scan.c.number)
        rows = tx.connection.execute(query).all()
    return sm.ScanList(
        scans=tuple(
            sm.ScanRow(blob_id=row.blob_id.hex(), paper=row.paper, size=row.size, arrived=False)
            for row in rows
            if not _arrived(office, row.blob_id)
        )
    )


def picture(office: Office, blob_id: str) -> sm.ScanPicture:
    """Return a scan as a WebP.

    Raises:
        UserProblem: OFFICE_007 nothing was told of it; SCAN_003 it has not arrived.
        EnvironmentProblem: SCAN_004 its bytes are damaged here.
    """
    with office.ledger.reading() as tx:
        row = tx.connection.execute(
            select(scan).where(scan.c.blob_id == bytes.fromhex(blob_id), scan.c.key != b"")
        ).first()
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
