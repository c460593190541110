"""Marks of checkpoints as they are stored."""

from __future__ import annotations

from sqlalchemy import Connection, select

from outreach_app.domain.checkpoint_entries import FeedMark
from outreach_app.office.checkpoint_tables import checkpoint


def newest_mark(connection: Connection, feed_id: bytes) -> FeedMark | None:
    """Return the newest mark of a feed as it is stored; whoever uses it checks its signature."""
    query = select(checkpoint).where(checkpoint.c.feed_id == feed_id)
    row = connection.execute(query.order_by(checkpoint.c.number.desc()).limit(1)).first()
    if row is None:
        return None
    return FeedMark(
        feed_id=row.feed_id,
        number=row.number,
        hash=row.hash,
        erased=row.erased,
        made_ms=row.made_ms,
        signature=row.signature,
    )
