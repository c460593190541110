"""Scans that questions of a draft took: not told to anybody before the file is finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach_app.store.engine import Database
from outreach_app.store.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftScan:
    """One scan of a draft.

    Attributes:
        name: the answer of the question, a file name.
        blob_id: SHA-256 of the sealed bytes.
        key: opens them.
        size: of the sealed bytes.
    """

    draft_id: str
    name: str
    blob_id: bytes
    key: bytes
    paper: str
    size: int
    added_ms: int


class DraftScanRoom:
    """Scans of all drafts."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._scans = Table(db, "draft_scans", DraftScan, ("draft_id", "name"))

    def add(self, scan: DraftScan) -> None:
        """Write a scan."""
        self._scans.put(scan)

    def of_draft(self, draft_id: str) -> Sequence[DraftScan]:
        """Return the scans of a draft, oldest first."""
        return self._scans.select("WHERE draft_id = ? ORDER BY added_ms, name", (draft_id,))

    def clear(self, draft_id: str) -> None:
        """Forget the scans of a draft."""
        self._db.execute("DELETE FROM draft_scans WHERE draft_id = ?", (draft_id,))
