"""Which pieces of scans the office takes: those that an entry tells of, and a bounded rest.

Entries go first, so a scan is referred to when its first piece comes; by stick or on a second
connection it may be early, and has a small allowance. Of a laptop that is revoked or frozen only
what its held entries refer to is taken. Questions carry no bytes and are always answered.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from outreach_app.clock import office_date
from outreach_app.domain import entries as e
from outreach_app.domain.blob_limits import limits
from outreach_app.domain.scan_entries import SCAN_ADDED, ScanAdded
from outreach_app.office.blob_quota_tables import blob_unreferred, blob_usage
from outreach_app.office.office import Office
from outreach_app.office.scans_tables import scan
from outreach_app.office.tables import entry
from sync.blob_message import Piece
from sync.errors import BlobQuotaFull, TooLarge
from sync.storage import Standing

_DAY_MS = 86_400_000


def admit(office: Office, piece: Piece) -> None:
    """Count the bytes of a piece against its laptop's limits.

    Raises:
        TooLarge: the scan.
        BlobQuotaFull: nothing of it is taken now; what is here stays.
    """
    allowed = limits()
    if piece.size > allowed.blob_bytes:
        raise TooLarge("a scan is too large")
    with office.ledger.arriving() as tx:
        standing = tx.lock_feed(piece.feed_id).standing
        day = office_date(office.clock.now_ms()).isoformat()
        sent = _sent(tx.connection, piece.feed_id, day) + len(piece.data)
        if sent > allowed.day_bytes:
            raise BlobQuotaFull("all that a laptop may send on one day")
        if not _referred(tx.connection, piece.blob_id):
            if standing is not Standing.ACTIVE:
                if not _held(tx.connection, piece.feed_id, piece.blob_id):
                    raise BlobQuotaFull("no held entry refers to it")
            else:
                _reserve(office, tx.connection, piece, allowed.unreferred_bytes)
        _count(tx.connection, piece.feed_id, day, sent, first=sent == len(piece.data))


def told(connection: Connection, blob_id: bytes) -> None:
    """Let a scan off the allowance: an entry tells of it now."""
    connection.execute(delete(blob_unreferred).where(blob_unreferred.c.blob_id == blob_id))


def purge(office: Office) -> int:
    """Delete what no entry told of in time; return how many scans.

    The bytes go inside the transaction: an entry that tells of one of them waits meanwhile.
    """
    if office.blobs is None:
        return 0
    gone = 0
    with office.ledger.transaction() as tx:
        old = select(blob_unreferred).where(blob_unreferred.c.since_ms < _since(office))
        for row in tx.connection.execute(old).all():
            told(tx.connection, row.blob_id)
            if not _referred(tx.connection, row.blob_id) and not _held(
                tx.connection, row.feed_id, row.blob_id
            ):
                office.blobs.drop(row.blob_id)
                gone += 1
    return gone


def _since(office: Office) -> int:
    return office.clock.now_ms() - limits().unreferred_days * _DAY_MS


def _referred(connection: Connection, blob_id: bytes) -> bool:
    query = select(scan.c.blob_id).where(scan.c.blob_id == blob_id)
    return connection.scalar(query) is not None


def _held(connection: Connection, feed_id: bytes, blob_id: bytes) -> bool:
    query = select(entry.c.body).where(
        entry.c.feed_id == feed_id,
        entry.c.kind == SCAN_ADDED,
        entry.c.held,
        entry.c.body.is_not(None),
    )
    return any(_blob_of(body) == blob_id.hex() for body in connection.scalars(query))


def _blob_of(body: bytes) -> str:
    try:
        return e.decode(body, ScanAdded).blob_id
    except msgspec.DecodeError:
        return ""


def _reserve(office: Office, connection: Connection, piece: Piece, most: int) -> None:
    query = select(blob_unreferred.c.blob_id).where(blob_unreferred.c.blob_id == piece.blob_id)
    if connection.scalar(query) is not None:
        return
    reserved = select(func.coalesce(func.sum(blob_unreferred.c.size), 0))
    reserved = reserved.where(
        blob_unreferred.c.feed_id == piece.feed_id, blob_unreferred.c.since_ms >= _since(office)
    )
    if int(connection.scalar(reserved) or 0) + piece.size > most:
        raise BlobQuotaFull("too many scans that no entry tells of")
    row = {"blob_id": piece.blob_id, "feed_id": piece.feed_id, "size": piece.size}
    # Two laptops may offer the same one at once; the first has reserved it for both.
    with suppress(IntegrityError), connection.begin_nested():
        connection.execute(insert(blob_unreferred).values(**row, since_ms=office.clock.now_ms()))


def _sent(connection: Connection, feed_id: bytes, day: str) -> int:
    query = select(blob_usage.c.sent).where(blob_usage.c.feed_id == feed_id)
    return connection.scalar(query.where(blob_usage.c.day == day)) or 0


def _count(connection: Connection, feed_id: bytes, day: str, sent: int, *, first: bool) -> None:
    if first:
        connection.execute(delete(blob_usage).where(blob_usage.c.feed_id == feed_id))
        connection.execute(insert(blob_usage).values(feed_id=feed_id, day=day, sent=sent))
        return
    connection.execute(
        update(blob_usage)
        .where(blob_usage.c.feed_id == feed_id, blob_usage.c.day == day)
        .values(sent=sent)
    )
