"""Both storages on plain sqlite3: small enough to read, and what the contract tests run on first.

Applications bring their own (`sync.storage`); nothing here is encrypted.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sync.blob_folder import BlobFolder
from sync.entry import Entry, Head
from sync.errors import ChainBroken, DeviceUnknown
from sync.receipt import Receipt
from sync.storage import (
    BlobLoss,
    Device,
    DeviceFeed,
    Evidence,
    Followed,
    Marks,
    OfficeFeed,
    Standing,
    WaitingBlob,
)

_COLUMNS = (
    "feed_id, number, previous, time_ms, offset_s, author, kind, salt, body, commitment, hash"
)
_ENTRIES = f"""CREATE TABLE IF NOT EXISTS entries ({_COLUMNS}, held INTEGER DEFAULT 0,
    PRIMARY KEY (feed_id, number, hash))"""


def _insert(db: sqlite3.Connection, entry: Entry, *, held: bool = False) -> int:
    row = (
        entry.feed_id,
        entry.number,
        entry.previous,
        entry.time_ms,
        entry.clock_offset_s,
        entry.author,
        entry.kind,
        entry.salt,
        entry.body,
        entry.commitment,
        entry.hash,
        held,
    )
    places = ", ".join("?" * len(row))
    return db.execute(f"INSERT OR IGNORE INTO entries VALUES ({places})", row).rowcount  # noqa: S608


def _select(db: sqlite3.Connection, rest: str, values: Sequence[object]) -> list[Entry]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM entries {rest}", values)  # noqa: S608 - own words
    return [Entry(*row) for row in rows]


def _head(db: sqlite3.Connection, feed_id: bytes) -> Head:
    found = db.execute(
        "SELECT number, hash FROM entries WHERE feed_id = ? ORDER BY number DESC LIMIT 1",
        (feed_id,),
    ).fetchone()
    return Head(*found) if found else Head(0, feed_id)


class PlainDevice:
    """A `DeviceStorage` on one connection; for one thread."""

    def __init__(self, path: str, feed_id: bytes) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute(_ENTRIES)
        self._db.execute("CREATE TABLE IF NOT EXISTS facts (name PRIMARY KEY, value)")
        proofs = "proofs (feed_id PRIMARY KEY, outer, sealed_digest, signature)"
        self._db.execute(f"CREATE TABLE IF NOT EXISTS {proofs}")
        self._feed_id = feed_id

    @property
    def feed_id(self) -> bytes:
        """Return the own feed's id."""
        return self._feed_id

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Group changes: all or none; inside another transaction this joins it."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def head(self) -> Head:
        """Return the own feed's head."""
        return _head(self._db, self._feed_id)

    def append(self, entry: Entry) -> None:
        """Add an own entry."""
        with self.transaction():
            head = self.head()
            if entry.feed_id != self._feed_id or entry.previous != head.hash:
                raise ChainBroken("does not follow the head")
            _insert(self._db, entry)

    def entry(self, number: int) -> Entry | None:
        """Return an own entry."""
        found = self.entries_after(number - 1, 1)
        return found[0] if found and found[0].number == number else None

    def hash_at(self, number: int) -> bytes | None:
        """Return the hash of an own entry."""
        if number == 0:
            return self._feed_id
        found = self.entry(number)
        return found.hash if found else None

    def entries_after(self, number: int, limit: int) -> Sequence[Entry]:
        """Return own entries above `number`."""
        return self.incoming_after(self._feed_id, number, limit)

    def incoming_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return stored entries of a feed above `number`."""
        rest = "WHERE feed_id = ? AND number > ? ORDER BY number LIMIT ?"
        return _select(self._db, rest, (feed_id, number, limit))

    def _fact(self, name: str, default: object) -> object:
        found = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else default

    def _keep(self, **facts: object) -> None:
        for name, value in facts.items():
            self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def marks(self) -> Marks:
        """Return what receipts have said."""
        names = ("office_epoch", "acknowledged", "safe")
        return Marks(*(int(str(self._fact(name, 0))) for name in names))

    def record_receipt(self, receipt: Receipt) -> Marks:
        """Store what a receipt says."""
        with self.transaction():
            marks = self.marks().risen(receipt)
            self._keep(
                office_epoch=marks.office_epoch,
                acknowledged=marks.acknowledged,
                safe=marks.safe,
                receipt=receipt.encode(),
            )
        return marks

    def standing(self) -> Standing:
        """Return the office's last word."""
        return Standing(str(self._fact("standing", Standing.ACTIVE.value)))

    def clock_offset_s(self) -> int:
        """Return office clock minus device clock."""
        return int(str(self._fact("clock_offset_s", 0)))

    def record_contact(self, standing: Standing, clock_offset_s: int) -> None:
        """Store what an answer said besides its receipt."""
        with self.transaction():
            self._keep(standing=standing.value, clock_offset_s=clock_offset_s)

    def followed(self) -> Sequence[Followed]:
        """Return the office feeds stored here."""
        query = (
            "SELECT feed_id FROM entries WHERE feed_id != ? GROUP BY feed_id ORDER BY min(rowid)"
        )
        rows = self._db.execute(query, (self._feed_id,)).fetchall()
        return [Followed(feed, _head(self._db, feed)) for (feed,) in rows]

    def store_incoming(
        self, feed_id: bytes, entries: Sequence[Entry], proof: Evidence | None = None
    ) -> int:
        """Store entries of an office feed."""
        with self.transaction():
            new = 0
            for entry in entries:
                head = _head(self._db, feed_id)
                if entry.number <= head.number:
                    rest = "WHERE feed_id = ? AND number = ? AND hash = ?"
                    if not _select(self._db, rest, (feed_id, entry.number, entry.hash)):
                        raise ChainBroken("that number is here with another hash")
                    continue
                if entry.previous != head.hash:
                    raise ChainBroken("does not follow what is here")
                new += _insert(self._db, entry)
            if proof and entries and _head(self._db, feed_id) == entries[-1].head:
                kept = (feed_id, proof.outer, proof.sealed_digest, proof.signature)
                self._db.execute("INSERT OR REPLACE INTO proofs VALUES (?, ?, ?, ?)", kept)
            return new

    def incoming_proof(self, feed_id: bytes) -> Evidence | None:
        """Return the office's signature over the head of one of its feeds."""
        query = "SELECT outer, sealed_digest, signature FROM proofs WHERE feed_id = ?"
        found = self._db.execute(query, (feed_id,)).fetchone()
        return Evidence(*found) if found else None


class PlainBlobQueue:
    """A `BlobQueue` on one connection and a folder; for one thread."""

    def __init__(self, path: str, folder: Path) -> None:
        self.blobs = BlobFolder(folder)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS blobs (blob_id PRIMARY KEY, size, have DEFAULT 0,"
            " done DEFAULT 0, lost DEFAULT '')"
        )

    def add(self, sealed: bytes) -> bytes:
        """Keep a sealed blob and let it wait; return its id."""
        blob_id = self.blobs.add(sealed)
        self._db.execute(
            "INSERT OR IGNORE INTO blobs (blob_id, size) VALUES (?, ?)", (blob_id, len(sealed))
        )
        return blob_id

    def waiting(self) -> Sequence[WaitingBlob]:
        """Return what waits."""
        rows = self._db.execute(
            "SELECT blob_id, size, have FROM blobs WHERE NOT done AND lost = '' ORDER BY rowid"
        )
        return [WaitingBlob(*row) for row in rows]

    def read(self, blob_id: bytes, offset: int, size: int) -> bytes:
        """Return bytes of one."""
        return self.blobs.read(blob_id, offset, size)

    def heard(self, blob_id: bytes, have: int) -> None:
        """Note how much the office has."""
        self._db.execute("UPDATE blobs SET have = ? WHERE blob_id = ?", (have, blob_id))

    def done(self, blob_id: bytes) -> None:
        """Let it wait no more."""
        self._db.execute("UPDATE blobs SET done = 1 WHERE blob_id = ?", (blob_id,))

    def lost(self, blob_id: bytes, why: BlobLoss) -> None:
        """Let it wait no more, with the reason."""
        self._db.execute("UPDATE blobs SET lost = ? WHERE blob_id = ?", (str(why), blob_id))


class PlainOffice:
    """An `OfficeStorage`: one connection, one lock; transactions are told apart by it."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute(_ENTRIES)
        self._lock = threading.RLock()
        self.devices: dict[bytes, Device] = {}
        self.evidence: list[Evidence] = []
        self.refusals: list[str] = []
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS feeds"
            " (feed_id PRIMARY KEY, number, hash, safe, fork, revoked)"
        )
        self._db.execute("CREATE TABLE IF NOT EXISTS office_feeds (feed_id PRIMARY KEY, audience)")

    @contextmanager
    def transaction(self) -> Iterator[PlainOffice]:
        """Open a transaction."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def add_device(self, device: Device) -> None:
        """Enrol a device."""
        if self.devices.setdefault(device.feed_id, device) != device:
            raise ChainBroken("the feed id is taken")
        row = (device.feed_id, 0, device.feed_id, 0, None, None)
        self._db.execute("INSERT OR IGNORE INTO feeds VALUES (?, ?, ?, ?, ?, ?)", row)

    def device(self, feed_id: bytes) -> Device | None:
        """Return an enrolled device."""
        return self.devices.get(feed_id)

    def lock_feed(self, feed_id: bytes) -> DeviceFeed:
        """Return the row of a device's feed."""
        query = "SELECT number, hash, safe, fork, revoked FROM feeds WHERE feed_id = ?"
        row = self._db.execute(query, (feed_id,)).fetchone()
        if row is None:
            raise DeviceUnknown("no such device")
        return DeviceFeed(Head(row[0], row[1]), *row[2:])

    def set_feed(self, feed_id: bytes, feed: DeviceFeed) -> None:
        """Replace the row."""
        row = (
            feed_id,
            feed.head.number,
            feed.head.hash,
            feed.safe,
            feed.forked_at,
            feed.revoked_at,
        )
        self._db.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?)", row)

    def hashes_at(self, feed_id: bytes, number: int) -> frozenset[bytes]:
        """Return every hash stored at a number."""
        if number == 0:
            return frozenset((feed_id,))
        rest = "WHERE feed_id = ? AND number = ?"
        return frozenset(e.hash for e in _select(self._db, rest, (feed_id, number)))

    def store(
        self, feed_id: bytes, entries: Sequence[Entry], evidence: Evidence, *, held: bool
    ) -> int:
        """Store entries and evidence."""
        self.evidence.append(evidence)
        return sum(_insert(self._db, entry, held=held) for entry in entries)

    def entries_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return stored entries that are not held."""
        rest = "WHERE feed_id = ? AND number > ? AND NOT held ORDER BY number LIMIT ?"
        return _select(self._db, rest, (feed_id, number, limit))

    def held_entries(self, feed_id: bytes) -> Sequence[Entry]:
        """Return held entries."""
        rest = "WHERE feed_id = ? AND held ORDER BY number, hash"
        return _select(self._db, rest, (feed_id,))

    def record_refusal(self, feed_id: bytes, reason: str, time_ms: int) -> None:
        """Write down a refusal."""
        self.refusals.append(reason)

    def add_office_feed(self, feed_id: bytes, audience: bytes) -> None:
        """Start an office feed."""
        self._db.execute("INSERT OR IGNORE INTO office_feeds VALUES (?, ?)", (feed_id, audience))

    def office_feeds(self, device_feed_id: bytes) -> Sequence[OfficeFeed]:
        """Return the feeds for a device, its own first."""
        query = (
            "SELECT feed_id, audience FROM office_feeds WHERE audience IN (?, ?) "
            "ORDER BY length(audience) DESC, rowid"
        )
        rows = self._db.execute(query, (device_feed_id, b"")).fetchall()
        return [OfficeFeed(feed, who, _head(self._db, feed)) for feed, who in rows]

    def lock_office_feed(self, feed_id: bytes) -> Head:
        """Return an office feed's head."""
        query = "SELECT 1 FROM office_feeds WHERE feed_id = ?"
        if self._db.execute(query, (feed_id,)).fetchone() is None:
            raise ChainBroken("no such feed")
        return _head(self._db, feed_id)

    def append_office(self, entry: Entry) -> None:
        """Add an entry to an office feed."""
        if entry.previous != self.lock_office_feed(entry.feed_id).hash:
            raise ChainBroken("does not follow the head")
        _insert(self._db, entry)

    def office_entries_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return entries of an office feed."""
        return self.entries_after(feed_id, number, limit)
