"""The own feeds of all enrolments, read by their row: numbers begin anew in each."""

from __future__ import annotations

from collections.abc import Sequence

from outreach_app.store.engine import Database
from outreach_app.store.entries import EntryTable
from sync.entry import Entry


class OwnFeeds:
    """Reads any own feed; `FeedRoom` writes the newest."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._own = EntryTable(db, "own_entries")

    def entry(self, row: int, number: int) -> Entry | None:
        """Return an entry of the own feed with this row, None when there is none."""
        found = self.entries_after(row, number - 1, 1) if number > 0 else ()
        return found[0] if found and found[0].number == number else None

    def entries_after(self, row: int, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries of a feed numbered above `number`, in order."""
        query = "SELECT feed_id FROM own_feeds WHERE id = ?"
        feed = self._db.execute(query, (row,)).fetchone()
        return self._own.after(row, feed[0], number, limit) if feed else ()

    def before(self, row: int) -> Sequence[int]:
        """Return the rows of the feeds that the laptop had before, the oldest first."""
        query = "SELECT id FROM own_feeds WHERE id < ? ORDER BY id"
        return [found[0] for found in self._db.execute(query, (row,)).fetchall()]

    def acknowledged(self, row: int) -> int:
        """Return up to which number the office has a feed, 0 for an unknown one."""
        query = "SELECT acknowledged FROM own_feeds WHERE id = ?"
        found = self._db.execute(query, (row,)).fetchone()
        return int(found[0]) if found else 0
