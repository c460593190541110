"""Slips that came out of the printer, by the officer's word."""

from __future__ import annotations

from collections.abc import Mapping

from outreach_app.store.engine import Database


class SlipRoom:
    """Printed slips."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, number: str, size: str, day_id: str, printed_ms: int) -> int:
        """Note one more slip of `number` (`a5`, `80mm`, `58mm`); return its copy, 0 the first."""
        with self._db.atomic():
            copy = self.copies(number)
            self._db.execute(
                "INSERT INTO slips (number, size, day_id, printed_ms, copy) VALUES (?, ?, ?, ?, ?)",
                (number, size, day_id, printed_ms, copy),
            )
        return copy

    def copies(self, number: str) -> int:
        """Return how many slips of `number` came out."""
        found = self._db.execute("SELECT count(*) FROM slips WHERE number = ?", (number,))
        return int(found.fetchone()[0])

    def numbers(self, day_id: str) -> int:
        """Return how many files had their first slip on a day."""
        found = self._db.execute(
            "SELECT count(*) FROM slips WHERE day_id = ? AND copy = 0", (day_id,)
        )
        return int(found.fetchone()[0])

    def counts(self, day_id: str) -> Mapping[str, int]:
        """Return size -> slips of a day, reprints included."""
        rows = self._db.execute(
            "SELECT size, count(*) FROM slips WHERE day_id = ? GROUP BY size ORDER BY size",
            (day_id,),
        )
        return dict(rows.fetchall())
