"""The sealed pool (decisions B22): durable and counted, readable by the office only."""

from __future__ import annotations

from collections.abc import Mapping

from outreach_app.store.engine import Database


class SealedPool:
    """What waits for the close of the day."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, slip: bytes, service: str, body: bytes) -> None:
        """Keep a sealed form; durable when this returns, unless a transaction is open.

        Args:
            slip: 16 random bytes; the order of the rows, so it must not follow time.
            service: for counting only.
            body: of a `citizen.sealed` entry.
        """
        with self._db.atomic():
            self._db.execute("INSERT INTO sealed_pool VALUES (?, ?, ?)", (slip, service, body))

    def counts(self) -> Mapping[str, int]:
        """Return service -> how many wait."""
        query = "SELECT service, COUNT(*) FROM sealed_pool GROUP BY service ORDER BY service"
        return {str(service): int(count) for service, count in self._db.execute(query)}

    def take(self) -> list[bytes]:
        """Empty the pool and return its bodies in random order, in the caller's transaction.

        Raises:
            RuntimeError: no transaction is open, so a crash could lose them.
        """
        if not self._db.conn.in_transaction:
            raise RuntimeError("the pool is emptied in the transaction that appends its entries")
        rows = self._db.execute("SELECT body FROM sealed_pool ORDER BY slip").fetchall()
        self._db.execute("DELETE FROM sealed_pool")
        return [bytes(row[0]) for row in rows]
