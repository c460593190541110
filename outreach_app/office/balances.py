"""The office's count of a day, told to its laptops whenever it changes.

What may change a count marks its day as due, in the same transaction; `tell_due` counts again and
writes an entry for a laptop only when its table is another one than last told.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, func, insert, or_, select, union, update

from outreach_app.domain import balance_table as table
from outreach_app.domain import entries as e
from outreach_app.domain.balance_table import Arrived, BalanceCounted, LostScan, Part
from outreach_app.domain.citizen_entries import CITIZEN_SEALED
from outreach_app.office.apart import apart
from outreach_app.office.balance_tables import balance_told
from outreach_app.office.batch_rows import Batch, day_rows, load, received, superseded
from outreach_app.office.enrolment import device_name
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import formers
from outreach_app.office.office import Office
from outreach_app.office.scan_losses import losses
from outreach_app.office.scans_tables import scan, scan_loss
from outreach_app.office.tables import day, entry, manifest, revision

OFFICE = "office"
"""Author of what the office writes without a clerk."""


def counted(office: Office, connection: Connection, batch: Batch) -> BalanceCounted | None:
    """Return the table of a closed batch with all laptops of its day; None while it is open."""
    own = _own(office, connection, batch)
    if own is None:
        return None
    query = day_rows().where(day.c.day_id == batch.day.day_id)
    rows = connection.execute(query).all()
    if len(rows) < 2:
        return own
    found = [one for one in load(connection, rows) if not superseded(connection, one)]
    if len(found) < 2:
        return own
    parts = [_part(office, connection, one) for one in found]
    return msgspec.structs.replace(own, parts=tuple(sorted(parts, key=lambda p: p.device)))


def _part(office: Office, connection: Connection, batch: Batch) -> Part:
    own = _own(office, connection, batch)
    if own is not None:
        return table.part(own)
    return Part(device=device_name(batch.day.device_number), closed=False)


def _own(office: Office, connection: Connection, batch: Batch) -> BalanceCounted | None:
    declared = batch.declared
    if declared is None:
        return None
    here = received(connection, batch)
    arrived = Arrived(
        slips=here.slips,
        tickets=sum(here.tickets.values()),
        sealed=_sealed(connection, batch.day, declared),
        scans=_scans(office, connection, batch.day, declared),
        lost_scans=_lost_scans(office, connection, batch, declared),
    )
    return table.count(
        device_name(batch.day.device_number),
        declared,
        batch.manifests[-1],
        batch.counted,
        arrived,
        head_agrees=batch.head_agrees,
    )


def _sealed(connection: Connection, row: Row[Any], declared: e.DayClosed) -> int:
    query = select(func.count()).where(
        entry.c.feed_id == row.feed_id,
        entry.c.kind == CITIZEN_SEALED,
        entry.c.number.between(declared.first, declared.last),
        ~entry.c.held,
    )
    return connection.scalar(query) or 0


def _scans(
    office: Office, connection: Connection, row: Row[Any], declared: e.DayClosed
) -> dict[str, int]:
    """Count scans of the day's files that are here; those told after the manifest are not."""
    if office.blobs is None or not declared.numbers:
        return {}
    own = (row.feed_id, *formers(connection, row.feed_id))
    query = (
        select(scan.c.blob_id, scan.c.paper, scan.c.key)
        .where(scan.c.number.in_(declared.numbers), scan.c.feed_id.in_(own))
        .where(or_(scan.c.feed_id != row.feed_id, scan.c.entry_number <= declared.last))
    )
    rows = connection.execute(query).all()
    # An erased scan had its turn: its key is empty, and the day stays balanced.
    return dict(
        Counter(one.paper for one in rows if not one.key or office.blobs.whole(one.blob_id))
    )


def _lost_scans(
    office: Office, connection: Connection, batch: Batch, declared: e.DayClosed
) -> tuple[LostScan, ...]:
    if office.blobs is None or not declared.numbers:
        return ()
    feeds = (batch.day.feed_id, *formers(connection, batch.day.feed_id))
    return losses(connection, feeds, declared.numbers, office.blobs.whole)


# Telling ------------------------------------------------------------------------------------


def touched(connection: Connection, feed_id: bytes, first: int, last: int, open_day: str) -> None:
    """Mark the days that a run of a laptop's entries may have changed.

    Args:
        connection: in the transaction that projected them.
        feed_id: of the laptop.
        first: entry number.
        last: entry number.
        open_day: the day those entries came in.
    """

    def inside(of: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return of.c.feed_id == feed_id, of.c.entry_number.between(first, last)

    days = {open_day}
    days |= set(connection.scalars(select(revision.c.day_id).distinct().where(*inside(revision))))
    days |= set(connection.scalars(select(manifest.c.day_id).distinct().where(*inside(manifest))))
    told = union(*(select(one.c.number).where(*inside(one)) for one in (scan, scan_loss)))
    of_scans = select(revision.c.day_id).distinct().where(revision.c.number.in_(told))
    days |= set(connection.scalars(of_scans))
    for day_id in sorted(days - {""}):
        touch(connection, day_id)


def touch_file(connection: Connection, number: str) -> None:
    """Mark the days of a file, because its state or its scans changed."""
    query = select(revision.c.day_id).distinct().where(revision.c.number == number)
    for day_id in connection.scalars(query).all():
        touch(connection, day_id)


def touch(connection: Connection, day_id: str) -> None:
    """Mark a day for every laptop that closed its part."""
    query = select(manifest.c.feed_id).distinct().where(manifest.c.day_id == day_id)
    for feed_id in connection.scalars(query).all():
        this = (balance_told.c.feed_id == feed_id) & (balance_told.c.day_id == day_id)
        marked = connection.execute(update(balance_told).where(this).values(due=True))
        if marked.rowcount == 0:
            new = {"feed_id": feed_id, "day_id": day_id, "body": b"", "due": True}
            connection.execute(insert(balance_told).values(new))


def tell_due(office: Office) -> int:
    """Count every day that is due, tell what changed, and return how many laptops were told."""
    query = select(balance_told.c.feed_id).where(balance_told.c.due).limit(1)
    with office.ledger.reading() as tx:
        if tx.connection.scalar(query) is None:
            return 0
    with office.ledger.transaction() as tx:
        # One order for all, and a second teller waits, so nothing is told twice.
        due = select(balance_told).where(balance_told.c.due)
        due = due.order_by(balance_told.c.feed_id, balance_told.c.day_id).with_for_update()
        rows = tx.connection.execute(due).all()
        return sum(_told(office, tx, row) for row in rows)


def _told(office: Office, tx: LedgerTransaction, due: Row[Any]) -> bool:
    """Tell one day; one that cannot be counted is no longer due, and holds nobody up."""
    told: list[bool] = []
    what = f"the count of day {due.day_id}"
    if apart(tx.connection, lambda: told.append(_tell(office, tx, due)), what):
        return told[0]
    this = (balance_told.c.feed_id == due.feed_id) & (balance_told.c.day_id == due.day_id)
    tx.connection.execute(update(balance_told).where(this).values(due=False))
    return False


def _tell(office: Office, tx: LedgerTransaction, told: Row[Any]) -> bool:
    query = day_rows().where(day.c.feed_id == told.feed_id, day.c.day_id == told.day_id)
    batch = next(iter(load(tx.connection, tx.connection.execute(query).all())), None)
    # A manifest may come without its day: its opening could not be read, or never was.
    idle = batch is None or superseded(tx.connection, batch)
    found = None if batch is None or idle else counted(office, tx.connection, batch)
    this = (balance_told.c.feed_id == told.feed_id) & (balance_told.c.day_id == told.day_id)
    if found is None or e.encode(found) == told.body:
        tx.connection.execute(update(balance_told).where(this).values(due=False))
        return False
    body = msgspec.structs.replace(found, counted_ms=office.clock.now_ms())
    office.write(tx, told.feed_id, author=OFFICE, kind=table.BALANCE_COUNTED, body=body)
    done = update(balance_told).where(this).values(due=False, body=e.encode(found))
    tx.connection.execute(done)
    return True
