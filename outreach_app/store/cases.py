"""Every word of the office on a case, as it came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from outreach_app.store.engine import Database
from outreach_app.store.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMove:
    """A case came into a state.

    Attributes:
        state: of `domain.machines`.
        due: ISO day printed for the applicant, empty when none.
        calendar: version of the holidays behind `due`.
        appointment: `2026-12-07T09:00`, WIB; empty when none.
        at_ms: when the office said it.
        entry_number: in the office's feed for this laptop.
    """

    move_id: str
    number: str
    state: str
    at_ms: int
    entry_number: int
    reason: str = ""
    due: str = ""
    calendar: str = ""
    appointment: str = ""
    clerk: str = ""
    supersedes: str = ""


class CaseRoom:
    """Ways of cases; a move is found by its id."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._moves = Table(db, "case_moves", CaseMove, ("move_id",))

    def put(self, move: CaseMove) -> None:
        """Write a move; the same one again changes nothing."""
        self._moves.put(move)

    def with_appointments(self, since: str) -> Sequence[str]:
        """Return cases of several words, one of which names an appointment since an ISO day."""
        rows = self._db.execute(
            "SELECT number FROM case_moves GROUP BY number"
            " HAVING count(*) > 1 AND max(appointment) >= ? ORDER BY number",
            (since,),
        )
        return [str(number) for (number,) in rows]

    def note_source(self, draft_id: str, number: str) -> None:
        """Remember from which file a draft took the family's answers."""
        self._db.execute(
            "INSERT OR REPLACE INTO draft_sources (draft_id, number) VALUES (?, ?)",
            (draft_id, number),
        )

    def source_of(self, draft_id: str) -> str:
        """Return the file from which a draft took answers, empty when from none."""
        row = self._db.execute(
            "SELECT number FROM draft_sources WHERE draft_id = ?", (draft_id,)
        ).fetchone()
        return str(row[0]) if row else ""

    def of(self, number: str) -> Sequence[CaseMove]:
        """Return the way of a case, each word after the one that it supersedes.

        Numbers of entries do not tell: a restored office counts anew in another feed.
        """
        rows = self._moves.select("WHERE number = ? ORDER BY at_ms, entry_number", (number,))
        return in_order(rows)


def in_order(moves: Sequence[CaseMove]) -> tuple[CaseMove, ...]:
    """Return words of one case, each after the one that it supersedes; others as they came."""
    known = {move.move_id for move in moves}
    after: dict[str, list[CaseMove]] = defaultdict(list)
    for move in moves:
        after[move.supersedes if move.supersedes in known else ""].append(move)
    found: list[CaseMove] = []
    waiting = after.pop("", [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += after.pop(found[-1].move_id, [])[::-1]
    return (*found, *(move for rest in after.values() for move in rest))
