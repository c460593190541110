"""How far a laptop's entries are safe: in a verified backup, and the scans they tell of with them.

A laptop purges by this mark (decisions C34), so a scan that no backup holds yet keeps its entry,
and every later one, from being safe. What cannot come any more does not: an erased scan, and one
that its laptop said is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import msgspec
from sqlalchemy import Connection, select

from outreach_app.domain import entries as e
from outreach_app.domain.scan_entries import SCAN_ADDED, ScanAdded
from outreach_app.office.erasure_tables import erased_blob
from outreach_app.office.office import Office
from outreach_app.office.scans_tables import scan_loss
from outreach_app.office.tables import entry

Holds = Callable[[bytes], bool]
"""Tells of the id of a scan whether it is held, whole."""


def raise_safe(office: Office, kept: Mapping[bytes, int], holds: Holds | None = None) -> None:
    """Raise the marks to what a verified backup holds; they never fall.

    Args:
        office: whose marks.
        kept: feed of a laptop -> its last entry in the backup.
        holds: of the backup; without it what the office has now.
    """
    for feed_id, number in kept.items():
        with office.ledger.transaction() as tx:
            feed = tx.lock_feed(feed_id)
            most = min(number, feed.head.number)
            safe = safe_to(tx.connection, feed_id, feed.safe, most, holds or here(office))
            if safe > feed.safe:
                tx.set_feed(feed_id, replace(feed, safe=safe))


def here(office: Office) -> Holds:
    """Return what the office has."""
    return office.blobs.whole if office.blobs is not None else lambda _: False


def safe_to(connection: Connection, feed_id: bytes, after: int, most: int, holds: Holds) -> int:
    """Return the last entry, at most `most`, up to which every scan is held.

    Args:
        connection: of the ledger.
        feed_id: of the laptop.
        after: what is safe already.
        most: the last entry that is held.
        holds: of the same backup.
    """
    query = (
        select(entry.c.number, entry.c.body)
        .where(entry.c.feed_id == feed_id, entry.c.kind == SCAN_ADDED, ~entry.c.held)
        .where(entry.c.number > after, entry.c.number <= most, entry.c.body.is_not(None))
        .order_by(entry.c.number)
    )
    for number, body in connection.execute(query):
        try:
            blob_id = bytes.fromhex(e.decode(body, ScanAdded).blob_id)
        except (msgspec.DecodeError, ValueError):
            continue  # of a newer kind; nobody here knows what it tells of
        if not holds(blob_id) and not _given_up(connection, blob_id):
            return int(number) - 1
    return most


def _given_up(connection: Connection, blob_id: bytes) -> bool:
    tables = (erased_blob, scan_loss)
    queries = (select(one.c.blob_id).where(one.c.blob_id == blob_id) for one in tables)
    return any(connection.scalar(query) is not None for query in queries)
