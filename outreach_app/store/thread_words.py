"""What the office told about reports: sealed, found only by those who hold number and code."""

from __future__ import annotations

from outreach_app.domain.entries import decode, encode
from outreach_app.domain.thread_word_entries import ThreadTold
from outreach_app.store.engine import Database


class ThreadWordRoom:
    """The newest word of each report."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, told: ThreadTold) -> None:
        """Keep a word in place of the former one."""
        with self._db.atomic():
            query = "INSERT OR REPLACE INTO thread_words VALUES (?, ?)"
            self._db.execute(query, (told.word_id, encode(told)))

    def get(self, word_id: str) -> ThreadTold | None:
        """Return a word, None when the office told nothing."""
        query = "SELECT body FROM thread_words WHERE word_id = ?"
        row = self._db.execute(query, (word_id,)).fetchone()
        return decode(bytes(row[0]), ThreadTold) if row else None
