"""A new life after a restore: new feeds that name the old ones' heads (decisions A8)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update

from outreach_app.domain import office_entries as oe
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.restore_tables import restoration
from outreach_app.office.safe_marks import here, safe_to
from outreach_app.office.tables import decision, device, device_feed, session

OFFICE = "office"
SPARE_NUMBERS = 100
"""Laptops may have been enrolled after the backup: their numbers are not given again, because
local numbers are made of them."""


def _all_safe(office: Office, tx: LedgerTransaction) -> None:
    """Raise the marks: the backup was read back, so all that it holds is safe."""
    for row in tx.connection.execute(select(device_feed)).all():
        safe = safe_to(tx.connection, row.feed_id, row.safe, row.head_number, here(office))
        this = update(device_feed).where(device_feed.c.feed_id == row.feed_id)
        tx.connection.execute(this.values(safe=safe))


@dataclass(frozen=True, slots=True)
class Begun:
    """What a restore changed.

    Attributes:
        taken_back: decisions that waited at the desk in the backup; clerks decide anew, since
            nobody knows what became of them.
    """

    devices: int
    taken_back: int


def begin(office: Office, backup_ms: int) -> Begun:
    """Start the office's new epoch in one transaction, right after its backup was unpacked."""
    now, epoch = office.clock.now_ms(), office.keys.office_epoch
    with office.ledger.transaction() as tx:
        connection = tx.connection
        connection.execute(delete(session))
        _all_safe(office, tx)
        waiting = decision.c.released_ms.is_(None) & decision.c.undone_ms.is_(None)
        undone = update(decision).where(waiting).values(undone_ms=now, undone_by=OFFICE)
        taken_back = connection.execute(undone).rowcount
        newest = connection.scalar(select(func.max(device.c.device_number))) or 0
        connection.execute(
            insert(restoration).values(
                office_epoch=epoch,
                backup_ms=backup_ms,
                restored_ms=now,
                device_floor=newest + SPARE_NUMBERS,
                taken_back=taken_back,
            )
        )
        feeds = list(connection.scalars(select(device.c.feed_id)))
        for audience in (ALL, *feeds):
            _start(office, tx, audience, backup_ms)
    return Begun(len(feeds), taken_back)


def _start(office: Office, tx: LedgerTransaction, audience: bytes, backup_ms: int) -> None:
    feed_id = office.feed_for(audience)
    former = {
        one.feed_id.hex(): oe.FeedHead(one.head.number, one.head.hash)
        for one in tx.office_feeds(audience)
        if one.feed_id != feed_id
    }
    tx.add_office_feed(feed_id, audience)
    epoch = office.keys.office_epoch
    body = oe.OfficeRestored(
        office_epoch=epoch, backup_ms=backup_ms, heads=former, audience=audience
    )
    office.append(tx, feed_id, author=OFFICE, kind=oe.OFFICE_RESTORED, body=body)
