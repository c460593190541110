"""Finished files, every revision of them, with what the office said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from outreach_app.domain.entries import HELD, REJECTED, CaseDecided
from outreach_app.store.engine import Database
from outreach_app.store.feed import FeedRoom
from outreach_app.store.rows import Place, Places, Record
from outreach_app.store.search import index_words, match_expression
from outreach_app.store.table import Table

_NIK_DIGITS = 16

# Worst news first; a file is in one place only (ux section 5).
_PLACED = f"""
    SELECT r.number, CASE
        WHEN r.entry_number > f.acknowledged OR r.cancel_entry > coalesce(c.acknowledged, 0)
            THEN '{Place.UNSENT}'
        WHEN r.cancelled <> '' THEN '{Place.CANCELLED}'
        WHEN r.decision_state <> '' THEN '{Place.DECIDED}'
        WHEN r.intake_state = '{HELD}' THEN '{Place.HELD}'
        WHEN r.intake_state = '{REJECTED}' THEN '{Place.REJECTED}'
        ELSE '{Place.AT_OFFICE}' END AS place
    FROM records r JOIN own_feeds f ON f.id = r.feed LEFT JOIN own_feeds c ON c.id = r.cancel_feed
    WHERE r.newest = 1
"""


class RecordRoom:
    """Finished files; a file is found by its number, a revision by its instance id."""

    def __init__(self, db: Database, feed: FeedRoom) -> None:
        self._db = db
        self._feed = feed
        self._records = Table(db, "records", Record, ("instance_id",))

    def add(self, record: Record) -> None:
        """Write a new revision; it becomes the newest of its file."""
        words, nik = index_words(record)
        with self._db.atomic():
            self._db.execute("UPDATE records SET newest = 0 WHERE number = ?", (record.number,))
            own = {"feed": self._feed.row, "newest": 1, "cancel_entry": 0, "cancel_feed": 0}
            row = self._records.add(record, own)
            self._db.execute(
                "INSERT INTO records_search (rowid, words, nik) VALUES (?, ?, ?)", (row, words, nik)
            )

    def get(self, number: str) -> Record | None:
        """Return the newest revision of a file."""
        found = self._records.select("WHERE number = ? AND newest = 1", (number,))
        return found[0] if found else None

    def by_instance(self, instance_id: str) -> Record | None:
        """Return a revision."""
        return self._records.get(instance_id)

    def revisions(self, number: str) -> Sequence[Record]:
        """Return all revisions of a file, oldest first."""
        return self._records.select("WHERE number = ? ORDER BY id", (number,))

    def with_feeds(self, number: str) -> Sequence[tuple[int, Record]]:
        """Return all revisions of a file with the row of the own feed that tells each."""
        feeds = self._db.execute(
            "SELECT feed FROM records WHERE number = ? ORDER BY id", (number,)
        ).fetchall()
        return [(row[0], record) for row, record in zip(feeds, self.revisions(number), strict=True)]

    def written_at(self, record: Record) -> tuple[int, int]:
        """Return the row of the own feed that tells a revision, and the number of its entry."""
        feed = self._db.execute(
            "SELECT feed FROM records WHERE instance_id = ?", (record.instance_id,)
        ).fetchone()
        return (feed[0] if feed else 0), record.entry_number

    def of_day(self, day_id: str) -> Sequence[Record]:
        """Return the newest revisions that were finished in a day, in that order."""
        return self._records.select("WHERE day_id = ? AND newest = 1 ORDER BY id", (day_id,))

    def of_author(self, author: str, form_ids: Collection[str]) -> Sequence[Record]:
        """Return what an officer finished of these forms and is not void, the oldest first."""
        marks = ", ".join("?" * len(form_ids))
        return self._records.select(
            "JOIN own_entries e ON e.feed = records.feed AND e.number = records.entry_number"
            f" WHERE e.author = ? AND form_id IN ({marks}) AND newest = 1 AND cancelled = ''"
            " ORDER BY records.id",
            (author, *form_ids),
        )

    def last_of(self, form_id: str, before: str = "") -> Record | None:
        """Return the file of a form that was finished last and is not void.

        Args:
            form_id: of any version.
            before: number of a file; only what was there when it was first finished counts.
        """
        earlier = " AND id < (SELECT min(id) FROM records WHERE number = ?)" if before else ""
        found = self._records.select(
            f"WHERE form_id = ? AND newest = 1 AND cancelled = ''{earlier}"
            " ORDER BY id DESC LIMIT 1",
            (form_id, before) if before else (form_id,),
        )
        return found[0] if found else None

    def of_form(self, form_id: str) -> Sequence[Record]:
        """Return the newest revisions of a form's records, the one finished last first."""
        return self._records.select("WHERE form_id = ? AND newest = 1 ORDER BY id DESC", (form_id,))

    def all(self, limit: int = 1000) -> Sequence[Record]:
        """Return newest revisions, the one finished last first."""
        return self._records.select("WHERE newest = 1 ORDER BY id DESC LIMIT ?", (limit,))

    def with_nik(self, nik: str) -> Sequence[Record]:
        """Return the files of a NIK that are not void, the one finished last first."""
        return self._records.select(
            "WHERE nik = ? AND newest = 1 AND cancelled = '' ORDER BY id DESC", (nik,)
        )

    def search(self, text: str, limit: int = 50) -> Sequence[Record]:
        """Return files by number, ticket, name or NIK (whole or last four), newest first."""
        digits = "".join(text.split())
        if digits.isdigit() and len(digits) == _NIK_DIGITS:
            return self._records.select(
                "WHERE nik = ? AND newest = 1 ORDER BY id DESC LIMIT ?", (digits, limit)
            )
        expression = match_expression(text)
        if not expression:
            return []
        return self._records.select(
            "JOIN records_search s ON s.rowid = records.id"
            " WHERE records_search MATCH ? AND newest = 1 ORDER BY s.rowid DESC LIMIT ?",
            (expression, limit),
        )

    def correct_times(self, first: int, last: int, by_ms: int) -> None:
        """Move when files were finished, of own entries `first` to `last`."""
        self._db.execute(
            "UPDATE records SET finished_ms = finished_ms + ?"
            " WHERE feed = ? AND entry_number BETWEEN ? AND ?",
            (by_ms, self._feed.row, first, last),
        )

    def judge(
        self,
        number: str,
        instance_id: str,
        state: str,
        reason: str = "",
        facts: Mapping[str, str] | None = None,
    ) -> bool:
        """Write the office's word on a revision; False when it is not (or no longer) here."""
        written = self._db.execute(
            "UPDATE records SET intake_state = ?, intake_reason = ?, intake_facts = ?"
            " WHERE instance_id = ? AND number = ?",
            (state, reason, _json(facts or {}), instance_id, number),
        )
        return bool(written.rowcount)

    def decide(self, decided: CaseDecided) -> bool:
        """Write a clerk's decision on a revision, over any former; False when it is not here."""
        written = self._db.execute(
            "UPDATE records SET decision_id = ?, decision_state = ?, decision_reason = ?,"
            " decision_paths = ?, decision_due = ?, decision_clerk = ?"
            " WHERE instance_id = ? AND number = ?",
            (
                decided.decision_id,
                decided.state,
                decided.reason,
                _json(decided.paths),
                decided.due,
                decided.clerk,
                decided.instance_id,
                decided.number,
            ),
        )
        return bool(written.rowcount)

    def cancel(self, number: str, reason: str, entry_number: int) -> bool:
        """Mark a file as void by its `record.cancelled` entry; the number is never used again."""
        written = self._db.execute(
            "UPDATE records SET cancelled = ?, cancel_entry = ?, cancel_feed = ?"
            " WHERE number = ? AND newest = 1",
            (reason, entry_number, self._feed.row, number),
        )
        return bool(written.rowcount)

    def emitted_again(self, instance_id: str, entry_number: int, head: str) -> None:
        """Note a revision's new entry after a new enrolment (decisions A1)."""
        self._db.execute(
            "UPDATE records SET feed = ?, entry_number = ?, head = ? WHERE instance_id = ?",
            (self._feed.row, entry_number, head, instance_id),
        )

    def place_of(self, number: str) -> Place | None:
        """Return where a file stands."""
        row = self._db.execute(f"{_PLACED} AND r.number = ?", (number,)).fetchone()
        return Place(row[1]) if row else None

    def places(self) -> Mapping[str, Place]:
        """Return number -> place of every file."""
        return {number: Place(place) for number, place in self._db.execute(_PLACED)}

    def counts(self) -> Places:
        """Return how many files stand where."""
        rows = self._db.execute(f"SELECT place, count(*) FROM ({_PLACED}) GROUP BY place")
        drafts = self._db.execute("SELECT count(*) FROM drafts").fetchone()[0]
        return Places(drafts=drafts, **dict(rows.fetchall()), unsent_bytes=self.unsent_bytes())

    def unsent_count(self) -> int:
        """Return how many files the office has not acknowledged."""
        return self.counts().unsent

    def unsent_bytes(self) -> int:
        """Return the bytes of all bodies that the office has not acknowledged."""
        row = self._db.execute(
            "SELECT coalesce(sum(length(e.body)), 0) FROM own_feeds f JOIN own_entries e"
            " ON e.feed = f.id AND e.number > f.acknowledged WHERE f.id = ?",
            (self._feed.row,),
        ).fetchone()
        return int(row[0])


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
