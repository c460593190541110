"""What the office counted of each day."""

from __future__ import annotations

from outreach_app.domain.balance_table import BalanceCounted
from outreach_app.domain.entries import decode, encode
from outreach_app.store.engine import Database


class BalanceRoom:
    """The office's newest table of each day."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, table: BalanceCounted) -> None:
        """Write the table of a day, over any former."""
        self._db.execute(
            "INSERT INTO office_counts (day_id, body) VALUES (?, ?)"
            " ON CONFLICT (day_id) DO UPDATE SET body = excluded.body",
            (table.day_id, encode(table)),
        )

    def of_day(self, day_id: str) -> BalanceCounted | None:
        """Return the table of a day, None while the office has told none."""
        row = self._db.execute(
            "SELECT body FROM office_counts WHERE day_id = ?", (day_id,)
        ).fetchone()
        return decode(row[0], BalanceCounted) if row else None
