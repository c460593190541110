"""The store's feed for the sync runner: every call is a job of the store thread (decisions A15)."""

from __future__ import annotations

from collections.abc import Sequence

from outreach_app.store import StoreThread
from sync.entry import Entry, Head
from sync.receipt import Receipt
from sync.storage import Followed, Marks, Standing


class ThreadedFeed:
    """A `sync.storage.DeviceStorage` that any thread may use."""

    def __init__(self, thread: StoreThread) -> None:
        self._run = thread.run

    @property
    def feed_id(self) -> bytes:
        """Return the id of the own feed."""
        return self._run(lambda s: s.feed.feed_id)

    def head(self) -> Head:
        """Return the own feed's head."""
        return self._run(lambda s: s.feed.head())

    def append(self, entry: Entry) -> None:
        """Add an own entry, in a transaction of its own."""
        self._run(lambda s: s.feed.append(entry))

    def entry(self, number: int) -> Entry | None:
        """Return an own entry."""
        return self._run(lambda s: s.feed.entry(number))

    def hash_at(self, number: int) -> bytes | None:
        """Return the hash of an own entry."""
        return self._run(lambda s: s.feed.hash_at(number))

    def entries_after(self, number: int, limit: int) -> Sequence[Entry]:
        """Return own entries above `number`."""
        return self._run(lambda s: s.feed.entries_after(number, limit))

    def marks(self) -> Marks:
        """Return what receipts have said."""
        return self._run(lambda s: s.feed.marks())

    def record_receipt(self, receipt: Receipt) -> Marks:
        """Store what a receipt says."""
        return self._run(lambda s: s.feed.record_receipt(receipt))

    def standing(self) -> Standing:
        """Return the office's word on this laptop."""
        return self._run(lambda s: s.feed.standing())

    def clock_offset_s(self) -> int:
        """Return office clock minus laptop clock."""
        return self._run(lambda s: s.feed.clock_offset_s())

    def record_contact(self, standing: Standing, clock_offset_s: int) -> None:
        """Store what an answer said besides its receipt."""
        self._run(lambda s: s.feed.record_contact(standing, clock_offset_s))

    def followed(self) -> Sequence[Followed]:
        """Return the office feeds stored here."""
        return self._run(lambda s: s.feed.followed())

    def store_incoming(self, feed_id: bytes, entries: Sequence[Entry]) -> int:
        """Store entries of an office feed."""
        return self._run(lambda s: s.feed.store_incoming(feed_id, entries))

    def incoming_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return stored entries of an office feed."""
        return self._run(lambda s: s.feed.incoming_after(feed_id, number, limit))
