"""Who was told of another appointment, and who could not be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outreach_app.domain.told_entries import NOT_REACHED
from outreach_app.store.engine import Database
from outreach_app.store.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The last word on one change; `domain.told_entries` explains it."""

    move_id: str
    number: str
    how: str
    at_ms: int
    officer: str
    note: str = ""


class ToldRoom:
    """The last word on each change."""

    def __init__(self, db: Database) -> None:
        self._told = Table(db, "told", Told, ("move_id",))

    def put(self, told: Told) -> None:
        """Write what was said last of a change."""
        self._told.put(told)

    def tried(self) -> Sequence[Told]:
        """Return those that could not be reached, the oldest try first."""
        return self._told.select("WHERE how = ? ORDER BY at_ms", (NOT_REACHED,))

    def ids(self) -> frozenset[str]:
        """Return the changes of which the applicant was told."""
        done = self._told.select("WHERE how <> ?", (NOT_REACHED,))
        return frozenset(one.move_id for one in done)
