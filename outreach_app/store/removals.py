"""Taking the content of files off this laptop; numbers, dates and the chain stay.

Erased: on the office's word (decisions A12). Purged: when its time came (decisions C34). Bodies and
salts of entries go, so do answers, search words, reasons, drafts and keys of scans. Bytes outside
this database and the traces in its pages are left over for `left_over`, so that a stop in between
loses nothing of the work.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from outreach_app.domain.erasure_entries import OF_LAPTOPS, OF_OFFICE, number_in
from outreach_app.domain.office_entries import OFFICE_RETURNED
from outreach_app.store.engine import Database

ERASED, PURGED = "erased", "purged"
_SCRUB = "removal.scrub"


@dataclass(frozen=True, slots=True)
class Removal:
    """A file whose content is gone.

    Attributes:
        why: `erased` or `purged`.
        at_ms: by the office's clock.
    """

    number: str
    why: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What is still to be cleaned.

    Attributes:
        blobs: sealed scans whose files have to go.
        pages: pages of the database may hold traces.
        numbers: files of which printed slips may be left.
    """

    blobs: tuple[bytes, ...]
    pages: bool
    numbers: tuple[str, ...]


class RemovalRoom:
    """Files without their content."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def remove(self, numbers: Collection[str], why: str, at_ms: int) -> int:
        """Take the content of files away, all or none; return how many entries lost their body.

        Doing it again finds nothing left. An erased file stays erased when it is purged later.
        """
        with self._db.atomic():
            emptied = self._empty("own_entries", OF_LAPTOPS, numbers)
            emptied += self._empty("office_entries", OF_OFFICE, numbers)
            if why == ERASED:
                self._forget_returned()
            for number in numbers:
                self._blank(number, erased=why == ERASED)
                self._db.execute(
                    "INSERT INTO removals (number, why, at_ms) VALUES (?1, ?2, ?3)"
                    " ON CONFLICT (number) DO UPDATE SET why = ?2 WHERE ?2 = 'erased'",
                    (number, why, at_ms),
                )
            if numbers:
                self._db.execute(
                    "INSERT INTO settings (key, value) VALUES (?, '1')"
                    " ON CONFLICT (key) DO NOTHING",
                    (_SCRUB,),
                )
        return emptied

    def _empty(self, table: str, kinds: Collection[str], numbers: Collection[str]) -> int:
        """Drop body and salt of every entry about these files; the hash covers a commitment."""
        marks = ", ".join("?" * len(kinds))
        rows = self._db.execute(
            f"SELECT feed, number, body FROM {table} WHERE body IS NOT NULL AND kind IN ({marks})",
            tuple(sorted(kinds)),
        )
        wanted = set(numbers)
        found = [(feed, number) for feed, number, body in rows if number_in(body) in wanted]
        for feed, number in found:
            self._db.execute(
                f"UPDATE {table} SET body = NULL, salt = NULL WHERE feed = ? AND number = ?",
                (feed, number),
            )
        return len(found)

    def _forget_returned(self) -> None:
        """Drop what this laptop gave back to a restored office, once the office has it."""
        self._db.execute(
            "UPDATE own_entries SET body = NULL, salt = NULL WHERE kind = ? AND number <="
            " (SELECT acknowledged FROM own_feeds WHERE id = own_entries.feed)",
            (OFFICE_RETURNED,),
        )

    def _blank(self, number: str, *, erased: bool) -> None:
        this = (number,)
        execute = self._db.execute
        execute(
            "DELETE FROM records_search WHERE rowid IN (SELECT id FROM records WHERE number = ?)",
            this,
        )
        code = ", check_code = ''" if erased else ""
        execute(
            "UPDATE records SET name = '', nik = '', answers = '{}', warnings = '[]',"
            " documents_missing = '[]', intake_facts = '{}', decision_reason = '',"
            f" decision_paths = '[]'{code} WHERE number = ?",
            this,
        )
        execute("UPDATE records SET cancelled = 'batal' WHERE number = ? AND cancelled <> ''", this)
        execute("UPDATE case_moves SET reason = '' WHERE number = ?", this)
        execute("UPDATE told SET note = '' WHERE number = ?", this)
        execute("DELETE FROM settled_words WHERE number = ?", this)
        execute("DELETE FROM draft_sources WHERE number = ?", this)
        execute(
            "DELETE FROM local_entities WHERE ? IN (SELECT value FROM json_each(numbers))", this
        )
        execute(
            "INSERT OR IGNORE INTO removed_blobs SELECT s.blob_id FROM draft_scans s"
            " JOIN drafts d ON d.draft_id = s.draft_id WHERE d.number = ?",
            this,
        )
        execute(
            "DELETE FROM draft_scans WHERE draft_id IN"
            " (SELECT draft_id FROM drafts WHERE number = ?)",
            this,
        )
        execute("DELETE FROM drafts WHERE number = ?", this)
        execute(
            "INSERT OR IGNORE INTO removed_blobs SELECT blob_id FROM scans"
            " WHERE number = ? AND length(key) > 0",
            this,
        )
        execute("UPDATE scans SET key = x'', done = 1 WHERE number = ?", this)

    def of(self, number: str) -> Removal | None:
        """Return why a file has no content, None when it has."""
        row = self._db.execute(
            "SELECT number, why, at_ms FROM removals WHERE number = ?", (number,)
        ).fetchone()
        return Removal(*row) if row else None

    def left_over(self) -> LeftOver:
        """Return what a removal has not cleaned yet."""
        blobs = self._db.execute("SELECT blob_id FROM removed_blobs ORDER BY blob_id").fetchall()
        row = self._db.execute("SELECT 1 FROM settings WHERE key = ?", (_SCRUB,)).fetchone()
        return LeftOver(
            tuple(blob_id for (blob_id,) in blobs), row is not None, tuple(self._numbers())
        )

    def cleaned(self, left: LeftOver) -> None:
        """Write every page anew and empty the log, so that no trace of a removed word is left.

        `secure_delete` overwrites what is deleted; what moved between pages before that it does
        not know. Only then, and only of what `left` names, it stands that nothing is left. Outside
        any transaction.
        """
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for blob_id in left.blobs:
            self._db.execute("DELETE FROM removed_blobs WHERE blob_id = ?", (blob_id,))
        if set(self._numbers()) <= set(left.numbers):
            self._db.execute("DELETE FROM settings WHERE key = ?", (_SCRUB,))

    def _numbers(self) -> Sequence[str]:
        rows = self._db.execute("SELECT number FROM removals ORDER BY number")
        return [number for (number,) in rows]
