"""Every word of a clerk on a held file, as it came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from outreach_app.store.engine import Database
from outreach_app.store.table import Table

REVISED = "direvisi"
"""State of a word that is a revision of the office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledWord:
    """A clerk settled something about a file.

    Attributes:
        word_id: unique.
        state: `diterima`, `ditolak`, `ditahan` (the officer is asked); or `REVISED`.
        sentence: the clerk's own words.
        sides: path -> `laptop`, `office` or `typed`, for answers that differed.
        settles: the revision of a laptop that was settled, empty for none.
    """

    word_id: str
    number: str
    state: str
    clerk: str
    at_ms: int
    sentence: str = ""
    sides: Mapping[str, str] = field(default_factory=dict)
    settles: str = ""


class SettlementRoom:
    """Words of clerks; one is found by its id."""

    def __init__(self, db: Database) -> None:
        self._words = Table(db, "settled_words", SettledWord, ("word_id",))

    def put(self, word: SettledWord) -> None:
        """Write a word; the same one again changes nothing."""
        self._words.put(word)

    def of(self, number: str) -> Sequence[SettledWord]:
        """Return what was settled about a file, oldest first."""
        return self._words.select("WHERE number = ? ORDER BY at_ms", (number,))
