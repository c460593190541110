"""Scans that a laptop can no longer send: told by an entry, shown with file, laptop and reason."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import Connection, exists, insert, select

from outreach_app.domain import entries as e
from outreach_app.domain.balance_table import LostScan
from outreach_app.domain.scan_entries import ScanLost
from outreach_app.office.enrolment import device_name
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.scans_tables import scan, scan_loss
from outreach_app.office.tables import device
from sync.entry import Entry


def take_loss(_office: Office, tx: LedgerTransaction, entry: Entry) -> None:
    """Project one `scan.lost` entry; the same loss told twice stands once.

    Raises:
        msgspec.DecodeError: of a newer kind.
    """
    body = e.decode(entry.body or b"", ScanLost)
    blob_id = bytes.fromhex(body.blob_id)
    known = select(scan_loss.c.blob_id).where(scan_loss.c.blob_id == blob_id)
    if tx.connection.scalar(known) is None:
        tx.connection.execute(
            insert(scan_loss).values(
                blob_id=blob_id,
                feed_id=entry.feed_id,
                entry_number=entry.number,
                number=body.number,
                paper=body.paper,
                why=body.why,
            )
        )


def losses(
    connection: Connection,
    feeds: Collection[bytes],
    numbers: Collection[str],
    arrived: Callable[[bytes], bool],
) -> tuple[LostScan, ...]:
    """Return the lost scans of files of a laptop, without papers that were scanned again.

    Args:
        connection: of the ledger.
        feeds: of the laptop, under all its names.
        numbers: of the files.
        arrived: tells whether a scan is here after all.
    """
    later = scan.alias()
    again = exists().where(
        later.c.number == scan_loss.c.number,
        later.c.paper == scan_loss.c.paper,
        later.c.feed_id == scan_loss.c.feed_id,
        later.c.entry_number > scan_loss.c.entry_number,
    )
    query = (
        select(scan_loss, device.c.device_number)
        .join(device, device.c.feed_id == scan_loss.c.feed_id)
        .where(scan_loss.c.feed_id.in_(feeds), scan_loss.c.number.in_(numbers), ~again)
        .order_by(scan_loss.c.number, scan_loss.c.paper)
    )
    return tuple(
        LostScan(
            number=row.number, paper=row.paper, why=row.why, device=device_name(row.device_number)
        )
        for row in connection.execute(query)
        if not arrived(row.blob_id)
    )
