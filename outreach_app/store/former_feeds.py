"""Own feeds of earlier enrolments: never continued, read once more to emit what never arrived."""

from __future__ import annotations

from collections.abc import Sequence

from outreach_app.store.engine import Database
from outreach_app.store.entries import EntryTable
from sync.entry import Entry

_DONE = "emitted_again/"
_ALL = 10**9


class FormerFeeds:
    """What stands in former own feeds of this laptop."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._own = EntryTable(db, "own_entries")

    def left_over(self, again_after: int) -> Sequence[Entry]:
        """Return the entries of former feeds that must be emitted once more, oldest first.

        A day whose manifest has not arrived is emitted whole, so that its numbers lie in one feed.

        Args:
            again_after: of the newest former feed, the number up to which the office needs none.
        """
        query = (
            "SELECT id, feed_id, acknowledged FROM own_feeds"
            " WHERE id < (SELECT max(id) FROM own_feeds)"
            " AND NOT EXISTS (SELECT 1 FROM settings WHERE key = ? || hex(feed_id)) ORDER BY id"
        )
        rows = self._db.execute(query, (_DONE,)).fetchall()
        found: list[Entry] = []
        for row, feed_id, acknowledged in rows:
            needed = min(acknowledged, again_after)
            found += self._own.after(row, feed_id, self._day_before(row, needed), _ALL)
        return found

    def beyond_backup(self, backup_ms: int) -> Sequence[Entry]:
        """Return what former feeds hold beyond a backup that was restored, oldest first.

        The office has lost it, and nothing else brings it again: receipts of a former feed come no
        more, so its marks are set back here. Days that are not whole in the backup come whole.

        Args:
            backup_ms: when it was taken; what was called safe later lay in backups that are lost.
        """
        self._set_back(backup_ms)
        query = (
            "SELECT id, feed_id, safe FROM own_feeds WHERE head_number > safe"
            " AND id < (SELECT max(id) FROM own_feeds) ORDER BY id"
        )
        found: list[Entry] = []
        for row, feed_id, safe in self._db.execute(query).fetchall():
            found += self._own.after(row, feed_id, self._day_before(row, safe), _ALL)
        return found

    def _set_back(self, backup_ms: int) -> None:
        former = "feed < (SELECT max(id) FROM own_feeds)"
        self._db.execute(f"DELETE FROM safe_marks WHERE office_ms > ? AND {former}", (backup_ms,))
        self._db.execute(
            "UPDATE own_feeds SET safe = min(safe, (SELECT coalesce(max(number), 0)"
            " FROM safe_marks WHERE feed = own_feeds.id))"
            " WHERE id < (SELECT max(id) FROM own_feeds)"
        )

    def _day_before(self, row: int, number: int) -> int:
        """Return the number before a feed's first day that is not whole at the office."""
        open_since = self._db.execute(
            "SELECT min(first_entry) FROM days WHERE feed = ?1"
            " AND (closed_ms = 0 OR (manifest_feed = ?1 AND manifest_entry > ?2))",
            (row, number),
        ).fetchone()[0]
        return number if open_since is None else min(number, open_since - 1)

    def done(self) -> None:
        """Note that all former feeds were emitted, in the caller's transaction."""
        self._db.execute(
            "INSERT OR IGNORE INTO settings (key, value) SELECT ? || hex(feed_id), '1'"
            " FROM own_feeds WHERE id < (SELECT max(id) FROM own_feeds)",
            (_DONE,),
        )
