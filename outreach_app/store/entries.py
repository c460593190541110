"""Entries of feeds in a table; the laptop's own and the office's look alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from outreach_app.store.engine import Database
from sync.entry import Entry

_COLUMNS = tuple(field.name for field in fields(Entry))[1:]
_LISTED = ", ".join(_COLUMNS)


class EntryTable:
    """The table `name`; `feed` is the row id of the feed in the table of feeds."""

    def __init__(self, db: Database, name: str) -> None:
        places = ", ".join("?" * (1 + len(_COLUMNS)))
        self._db = db
        self._add = f"INSERT INTO {name} (feed, {_LISTED}) VALUES ({places})"
        self._after = (
            f"SELECT {_LISTED} FROM {name} WHERE feed = ? AND number > ? ORDER BY number LIMIT ?"
        )
        self._count = f"SELECT COUNT(*) FROM {name} WHERE feed = ? AND kind = ? AND number >= ?"
        self._hash = f"SELECT hash FROM {name} WHERE feed = ? AND number = ?"

    def add(self, feed: int, entry: Entry) -> None:
        """Write a new entry."""
        values = (getattr(entry, column) for column in _COLUMNS)
        self._db.execute(self._add, (feed, *values))

    def after(self, feed: int, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries above `number`, in order."""
        rows = self._db.execute(self._after, (feed, number, limit))
        return [Entry(feed_id, *row) for row in rows]

    def hash_at(self, feed: int, number: int) -> bytes | None:
        """Return the hash of an entry."""
        row = self._db.execute(self._hash, (feed, number)).fetchone()
        return None if row is None else bytes(row[0])

    def count(self, feed: int, kind: str, since: int) -> int:
        """Return how many entries of `kind` there are from number `since` on."""
        return int(self._db.execute(self._count, (feed, kind, since)).fetchone()[0])
