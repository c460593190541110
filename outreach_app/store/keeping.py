"""Since when entries are safe, and which files still have content, for the purge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outreach_app.domain.erasure_entries import number_in
from outreach_app.domain.scan_entries import SCAN_ADDED
from outreach_app.store.engine import Database
from outreach_app.store.feed import FeedRoom


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file with content.

    Attributes:
        spans: row of an own feed -> newest entry about it there.
        busy: a draft of it is open, or a scan of it is to be sent.
    """

    number: str
    spans: Mapping[int, int]
    busy: bool


class KeepingRoom:
    """Marks of safety, and the files they are for."""

    def __init__(self, db: Database, feed: FeedRoom) -> None:
        self._db, self._feed = db, feed

    def note_safe(self, office_ms: int) -> None:
        """Write down how far the own feed is safe now, when that is farther than before.

        After a restore the office may say less than before: later marks are then forgotten.
        """
        row, safe = self._feed.row, self._feed.marks().safe
        with self._db.atomic():
            self._db.execute("DELETE FROM safe_marks WHERE feed = ? AND number > ?", (row, safe))
            last = self._db.execute(
                "SELECT coalesce(max(number), 0) FROM safe_marks WHERE feed = ?", (row,)
            ).fetchone()[0]
            if safe > last:
                self._db.execute(
                    "INSERT INTO safe_marks (feed, number, office_ms) VALUES (?, ?, ?)",
                    (row, safe, office_ms),
                )

    def safe_since(self, feed: int, number: int) -> int | None:
        """Return when the office first said that an own entry is safe, by its clock; or None."""
        found = self._db.execute(
            "SELECT min(office_ms) FROM safe_marks WHERE feed = ? AND number >= ?", (feed, number)
        ).fetchone()[0]
        return None if found is None else int(found)

    def candidates(self) -> Sequence[Candidate]:
        """Return every file that has content here."""
        rows = self._db.execute(
            "SELECT r.number, r.feed, max(r.entry_number, r.cancel_entry) FROM records r"
            " LEFT JOIN removals m ON m.number = r.number WHERE m.number IS NULL ORDER BY r.id"
        ).fetchall()
        of_records = len(rows)
        scans = self._db.execute(
            "SELECT feed, number, body FROM own_entries WHERE kind = ? AND body IS NOT NULL",
            (SCAN_ADDED,),
        )
        rows += [(number_in(body), feed, entry) for feed, entry, body in scans]
        known = {number for number, *_ in rows[:of_records]}
        busy = {n for (n,) in self._db.execute("SELECT number FROM drafts WHERE number <> ''")}
        busy |= {
            n for (n,) in self._db.execute("SELECT number FROM scans WHERE done = 0 AND lost = ''")
        }
        found: dict[str, dict[int, int]] = {}
        for number, feed, entry in rows:
            if number not in known:
                continue
            spans = found.setdefault(number, {})
            spans[feed] = max(spans.get(feed, 0), entry)
        return [Candidate(n, spans, n in busy) for n, spans in found.items()]
