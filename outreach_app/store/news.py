"""Entries of the office's feeds that are stored but not yet projected into rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outreach_app.store.engine import Database
from outreach_app.store.rows import News


class NewsRoom:
    """The queue between `sync`, which stores, and casework, which understands."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def pending(self, limit: int) -> Sequence[News]:
        """Return at most `limit` entries not yet projected: feed by feed, in order."""
        rows = self._db.execute(
            "SELECT f.feed_id, e.number, e.kind, e.time_ms, e.body"
            " FROM office_feeds f JOIN office_entries e ON e.feed = f.id AND e.number > f.applied"
            " ORDER BY f.id, e.number LIMIT ?",
            (limit,),
        )
        return [
            News(feed_id=feed_id, number=number, kind=kind, time_ms=time_ms, body=body)
            for feed_id, number, kind, time_ms, body in rows
        ]

    def applied(self, feed_id: bytes, number: int) -> None:
        """Mark the feed as projected up to `number`, in the caller's transaction."""
        self._db.execute(
            "UPDATE office_feeds SET applied = max(applied, ?) WHERE feed_id = ?", (number, feed_id)
        )

    def heads(self) -> Mapping[bytes, tuple[int, bytes]]:
        """Return feed id -> (number, hash) of what is projected, for the manifest."""
        rows = self._db.execute(
            "SELECT f.feed_id, e.number, e.hash"
            " FROM office_feeds f JOIN office_entries e ON e.feed = f.id AND e.number = f.applied"
            " ORDER BY f.id"
        )
        return {feed_id: (number, digest) for feed_id, number, digest in rows}

    def again(self) -> None:
        """Make everything pending again: to project kinds that a later version understands."""
        self._db.execute("UPDATE office_feeds SET applied = 0")
