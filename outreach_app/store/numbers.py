"""The serial of local numbers: rises by one, never reused, never reset (decisions C25)."""

from __future__ import annotations

from outreach_app.store.engine import Database

_LOCAL = "local"


class NumberRoom:
    """The laptop's counter."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def next_serial(self) -> int:
        """Return the next serial, in the finishing transaction; its rollback returns it.

        Raises:
            RuntimeError: no transaction is open, so a crash could lose a number.
        """
        if not self._db.conn.in_transaction:
            raise RuntimeError("a serial is taken inside the finishing transaction")
        row = self._db.execute(
            "INSERT INTO serials (name, last) VALUES (?, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
            (_LOCAL,),
        ).fetchone()
        return int(row[0])

    def last_serial(self) -> int:
        """Return the serial given out last, 0 before the first."""
        row = self._db.execute("SELECT last FROM serials WHERE name = ?", (_LOCAL,)).fetchone()
        return int(row[0]) if row else 0
