"""`sync.storage.DeviceStorage` on the laptop's database: the own feed and the office's feeds.

An entry is written in the transaction of the change that it records, so the feed is the audit log
and the outbox at once (architecture, decisions A14).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from outreach_app.store.engine import Database
from outreach_app.store.entries import EntryTable
from sync.entry import Entry, Head
from sync.errors import ChainBroken
from sync.receipt import Receipt
from sync.storage import Evidence, Followed, Marks, Standing


class FeedRoom:
    """The laptop's own feed, what receipts said of it, and the office feeds it follows."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._own = EntryTable(db, "own_entries")
        self._office = EntryTable(db, "office_entries")
        newest = db.execute("SELECT id, feed_id FROM own_feeds ORDER BY id DESC LIMIT 1").fetchone()
        self._row: int = newest[0] if newest else 0
        self._feed_id: bytes = newest[1] if newest else b""

    def begin(self, feed_id: bytes) -> None:
        """Make `feed_id` the laptop's own feed; nothing happens when it already is.

        After a new enrolment there is a new feed; the former one stays readable and is never
        continued (decisions A1). Not inside a transaction.
        """
        if self._db.conn.in_transaction:
            raise RuntimeError("the own feed is begun on its own")
        with self._db.atomic():
            found = self._db.execute("SELECT id FROM own_feeds WHERE feed_id = ?", (feed_id,))
            row = found.fetchone()
            if row is None:
                row = (self._start(feed_id),)
            elif row[0] < self._row:
                raise ValueError("a former feed is never continued")
        self._row, self._feed_id = int(row[0]), feed_id

    def _start(self, feed_id: bytes) -> int:
        added = self._db.execute(
            "INSERT INTO own_feeds (feed_id, head_number, head_hash, office_epoch, acknowledged,"
            " safe, standing, clock_offset_s) VALUES (?, 0, ?, 0, 0, 0, ?,"
            " coalesce((SELECT clock_offset_s FROM own_feeds ORDER BY id DESC LIMIT 1), 0))",
            (feed_id, feed_id, Standing.ACTIVE.value),
        )
        return int(added.lastrowid or 0)

    @property
    def row(self) -> int:
        """Return the row id of the own feed, for the rooms that refer to it."""
        if not self._row:
            raise LookupError("the laptop has no feed yet: call begin(certificate.feed_id)")
        return self._row

    @property
    def feed_id(self) -> bytes:
        """Return the id of the laptop's own feed."""
        return self._feed_id if self.row else b""

    def head(self) -> Head:
        """Return the own feed's head."""
        return Head(*self._one("head_number, head_hash"))

    def append(self, entry: Entry) -> None:
        """Add `entry` to the own feed, in the caller's transaction.

        Raises:
            ChainBroken: it is of another feed, or does not follow `head()`.
        """
        with self._db.atomic():
            head = self.head()
            if entry.feed_id != self.feed_id or not _follows(entry, head):
                raise ChainBroken("does not follow the head", number=entry.number)
            self._own.add(self.row, entry)
            self._set("head_number = ?, head_hash = ?", entry.number, entry.hash)

    def entry(self, number: int) -> Entry | None:
        """Return an entry of the own feed."""
        return next(iter(self.entries_after(number - 1, 1)), None) if number > 0 else None

    def hash_at(self, number: int) -> bytes | None:
        """Return the hash of an own entry; `feed_id` for 0; None when there is none."""
        return self._own.hash_at(self.row, number) if number else self.feed_id

    def entries_after(self, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` own entries numbered above `number`, in order."""
        return self._own.after(self.row, self.feed_id, number, limit)

    def waiting_kinds(self) -> Mapping[str, int]:
        """Return kind -> how many own entries the office has not acknowledged."""
        rows = self._db.execute(
            "SELECT e.kind, count(*) FROM own_entries e JOIN own_feeds f ON f.id = e.feed"
            " WHERE f.id = ? AND e.number > f.acknowledged GROUP BY e.kind ORDER BY e.kind",
            (self.row,),
        )
        return dict(rows.fetchall())

    def count(self, kind: str, since: int) -> int:
        """Return how many own entries of `kind` there are from number `since` on."""
        return self._own.count(self.row, kind, since)

    def marks(self) -> Marks:
        """Return what receipts have said so far."""
        return Marks(*self._one("office_epoch, acknowledged, safe"))

    def record_receipt(self, receipt: Receipt) -> Marks:
        """Raise the marks and keep a receipt that moved them as evidence; return them."""
        with self._db.atomic():
            marks = self.marks()
            risen = marks.risen(receipt)
            if risen != marks:
                self._set(
                    "office_epoch = ?, acknowledged = ?, safe = ?",
                    risen.office_epoch,
                    risen.acknowledged,
                    risen.safe,
                )
                self._db.execute(
                    "INSERT INTO receipts VALUES (NULL, ?, ?, ?)",
                    (self.row, receipt.number, receipt.encode()),
                )
        return risen

    def standing(self) -> Standing:
        """Return the office's last word on this laptop, ACTIVE before the first."""
        return Standing(self._one("standing")[0])

    def clock_offset_s(self) -> int:
        """Return office clock minus laptop clock as last learnt, 0 before that."""
        return int(self._one("clock_offset_s")[0])

    def record_contact(self, standing: Standing, clock_offset_s: int) -> None:
        """Store what an answer said besides its receipt."""
        self._set("standing = ?, clock_offset_s = ?", standing.value, clock_offset_s)

    def followed(self) -> Sequence[Followed]:
        """Return the office feeds of which anything is stored, in the order they first came."""
        rows = self._db.execute(
            "SELECT feed_id, head_number, head_hash FROM office_feeds ORDER BY id"
        )
        return [Followed(feed_id, Head(number, digest)) for feed_id, number, digest in rows]

    def store_incoming(
        self, feed_id: bytes, entries: Sequence[Entry], proof: Evidence | None = None
    ) -> int:
        """Store entries of an office feed in one transaction; return how many were new.

        Raises:
            ChainBroken: other content under a known number, or a gap; nothing is stored then.
        """
        if not entries:
            return 0
        with self._db.atomic():
            row, head = self._office_feed(feed_id)
            first = head
            for entry in entries:
                head = self._take(row, head, entry)
            self._db.execute(
                "UPDATE office_feeds SET head_number = ?, head_hash = ? WHERE id = ?",
                (head.number, head.hash, row),
            )
            if proof is not None and entries[-1].head == head:
                self._db.execute(
                    "INSERT OR REPLACE INTO office_proofs (feed, outer, sealed_digest, signature)"
                    " VALUES (?, ?, ?, ?)",
                    (row, proof.outer, proof.sealed_digest, proof.signature),
                )
            return head.number - first.number

    def incoming_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` stored entries of an office feed above `number`, in order."""
        found = self._db.execute("SELECT id FROM office_feeds WHERE feed_id = ?", (feed_id,))
        row = found.fetchone()
        return self._office.after(row[0], feed_id, number, limit) if row else []

    def incoming_proof(self, feed_id: bytes) -> Evidence | None:
        """Return the office's signature over the head of one of its feeds, None without one."""
        row = self._db.execute(
            "SELECT p.outer, p.sealed_digest, p.signature FROM office_proofs p"
            " JOIN office_feeds f ON f.id = p.feed WHERE f.feed_id = ?",
            (feed_id,),
        ).fetchone()
        return Evidence(*row) if row else None

    def _take(self, row: int, head: Head, entry: Entry) -> Head:
        """Store one office entry unless it is here already; return the head after it."""
        if entry.number <= head.number:
            if self._office.hash_at(row, entry.number) != entry.hash:
                raise ChainBroken("another entry has this number", number=entry.number)
            return head
        if not _follows(entry, head):
            raise ChainBroken("does not follow what is here", number=entry.number)
        self._office.add(row, entry)
        return entry.head

    def _office_feed(self, feed_id: bytes) -> tuple[int, Head]:
        found = self._db.execute(
            "SELECT id, head_number, head_hash FROM office_feeds WHERE feed_id = ?", (feed_id,)
        )
        if row := found.fetchone():
            return row[0], Head(row[1], row[2])
        added = self._db.execute(
            "INSERT INTO office_feeds (feed_id, head_number, head_hash, applied)"
            " VALUES (?, 0, ?, 0)",
            (feed_id, feed_id),
        )
        return int(added.lastrowid or 0), Head(0, feed_id)

    def _one(self, columns: str) -> tuple[Any, ...]:
        found = self._db.execute(f"SELECT {columns} FROM own_feeds WHERE id = ?", (self.row,))
        return tuple(found.fetchone())

    def _set(self, assignments: str, *values: object) -> None:
        self._db.execute(f"UPDATE own_feeds SET {assignments} WHERE id = ?", (*values, self.row))


def _follows(entry: Entry, head: Head) -> bool:
    return entry.number == head.number + 1 and entry.previous == head.hash
