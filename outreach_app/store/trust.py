"""What this laptop keeps of the office itself, besides its feeds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from outreach_app.store.engine import Database


class TrustRoom:
    """Announced keys, and restores of the office that wait for an answer."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add_announcement(self, announcement: bytes) -> None:
        """Keep an announcement; whoever uses it checks its signature."""
        digest = hashlib.sha256(announcement).digest()
        self._db.execute("INSERT OR IGNORE INTO office_keys VALUES (?, ?)", (digest, announcement))

    def announcements(self) -> Sequence[bytes]:
        """Return every announcement that came."""
        rows = self._db.execute("SELECT announcement FROM office_keys ORDER BY digest")
        return [row[0] for row in rows]

    def add_restore(self, office_epoch: int, body: bytes) -> None:
        """Keep what the office said of a restore until it is answered."""
        self._db.execute(
            "INSERT OR IGNORE INTO office_restores VALUES (?, ?)", (office_epoch, body)
        )

    def restores(self) -> Sequence[bytes]:
        """Return restores that wait for an answer, the oldest first."""
        rows = self._db.execute("SELECT body FROM office_restores ORDER BY office_epoch")
        return [row[0] for row in rows]

    def restores_answered(self) -> None:
        """Forget them, in the transaction of the answer."""
        self._db.execute("DELETE FROM office_restores")
