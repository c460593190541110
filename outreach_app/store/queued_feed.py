"""The feed for whoever works on another thread: every call is a job of the store thread.

So the sync runner never touches the database itself (decisions A15).
"""

from __future__ import annotations

from collections.abc import Sequence

from outreach_app.store.thread import StoreThread
from sync.entry import Entry, Head
from sync.receipt import Receipt
from sync.storage import DeviceStorage, Evidence, Followed, Marks, Standing


class QueuedFeed:
    """`sync.storage.DeviceStorage` over a `StoreThread`; each call is one transaction.

    Args:
        thread: its store's own feed has begun.
    """

    def __init__(self, thread: StoreThread) -> None:
        self._run = thread.run
        self._feed_id = thread.run(lambda store: store.feed.feed_id)

    @property
    def feed_id(self) -> bytes:
        """Return the id of the laptop's own feed."""
        return self._feed_id

    def head(self) -> Head:
        """Return the own feed's head."""
        return self._run(lambda store: store.feed.head())

    def append(self, entry: Entry) -> None:
        """Add `entry` to the own feed; casework does it inside its own jobs instead."""
        self._run(lambda store: store.feed.append(entry))

    def entry(self, number: int) -> Entry | None:
        """Return an entry of the own feed."""
        return self._run(lambda store: store.feed.entry(number))

    def hash_at(self, number: int) -> bytes | None:
        """Return the hash of an own entry."""
        return self._run(lambda store: store.feed.hash_at(number))

    def entries_after(self, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` own entries above `number`."""
        return self._run(lambda store: store.feed.entries_after(number, limit))

    def marks(self) -> Marks:
        """Return what receipts have said so far."""
        return self._run(lambda store: store.feed.marks())

    def record_receipt(self, receipt: Receipt) -> Marks:
        """Raise the marks by a checked receipt."""
        return self._run(lambda store: store.feed.record_receipt(receipt))

    def standing(self) -> Standing:
        """Return the office's last word on this laptop."""
        return self._run(lambda store: store.feed.standing())

    def clock_offset_s(self) -> int:
        """Return office clock minus laptop clock."""
        return self._run(lambda store: store.feed.clock_offset_s())

    def record_contact(self, standing: Standing, clock_offset_s: int) -> None:
        """Store what an answer said besides its receipt."""
        self._run(lambda store: store.feed.record_contact(standing, clock_offset_s))

    def followed(self) -> Sequence[Followed]:
        """Return the office feeds of which anything is stored."""
        return self._run(lambda store: store.feed.followed())

    def store_incoming(
        self, feed_id: bytes, entries: Sequence[Entry], proof: Evidence | None = None
    ) -> int:
        """Store entries of an office feed; return how many were new."""
        return self._run(lambda store: store.feed.store_incoming(feed_id, entries, proof))

    def incoming_proof(self, feed_id: bytes) -> Evidence | None:
        """Return the office's signature over the head of one of its feeds."""
        return self._run(lambda store: store.feed.incoming_proof(feed_id))

    def incoming_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return stored entries of an office feed above `number`."""
        return self._run(lambda store: store.feed.incoming_after(feed_id, number, limit))


def device_storage(thread: StoreThread) -> DeviceStorage:
    """Return the storage that `sync.engine.Engine` asks for."""
    return QueuedFeed(thread)
