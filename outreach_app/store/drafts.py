"""Files that are being filled in; rows of this laptop, never entries (decisions A14)."""

from __future__ import annotations

from collections.abc import Sequence

from outreach_app.store.engine import Database
from outreach_app.store.rows import Draft
from outreach_app.store.table import Table


class DraftRoom:
    """All drafts on this laptop."""

    def __init__(self, db: Database) -> None:
        self._drafts = Table(db, "drafts", Draft, ("draft_id",))

    def save(self, draft: Draft) -> None:
        """Write a draft; durable when this returns, unless the caller has a transaction open."""
        self._drafts.put(draft)

    def get(self, draft_id: str) -> Draft | None:
        """Return a draft."""
        return self._drafts.get(draft_id)

    def all(self) -> Sequence[Draft]:
        """Return all drafts, the one touched last first."""
        return self._drafts.select("ORDER BY updated_ms DESC, draft_id")

    def remove(self, draft_id: str) -> bool:
        """Delete a draft, without a trace in the file; tell whether there was one."""
        return self._drafts.remove(draft_id)
