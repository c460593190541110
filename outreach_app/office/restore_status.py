"""After a restore: which laptops gave back what they hold of the office, and which have not."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from outreach_app.office.restore_tables import given_back, restoration
from outreach_app.officeapi import messages as m


def of_laptop(connection: Connection, feed_id: bytes) -> m.GaveBack | None:
    """Return what one laptop gave back since the newest restore; None when there was none."""
    epoch = connection.scalar(select(func.max(restoration.c.office_epoch)))
    if epoch is None:
        return None
    here = select(given_back).where(given_back.c.feed_id == feed_id)
    row = connection.execute(here).first()
    if row is None or row.office_epoch < epoch:
        return m.GaveBack(restored_ms=epoch)
    return m.GaveBack(restored_ms=epoch, done=True, entries=row.entries, unproved=row.unproved)
