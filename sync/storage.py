"""What `sync` asks of the two databases; it opens none itself (decisions A15).

The laptop implements `DeviceStorage`, the office `OfficeStorage`. `sync.reference` holds both on
plain sqlite3, and `sync.contract` the tests that every implementation must pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from sync.entry import Entry, Head
from sync.receipt import Receipt


class Standing(StrEnum):
    """How the office regards a device's feed."""

    ACTIVE = "active"
    FROZEN = "frozen"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a device has learnt from receipts; the row starts with these defaults.

    Attributes:
        office_epoch: of the newest receipt, 0 before the first.
        acknowledged: entries 1 to this number are stored at the office.
        safe: entries 1 to this number, and what they refer to, are in a verified backup of the
            office.
    """

    office_epoch: int = 0
    acknowledged: int = 0
    safe: int = 0

    def risen(self, receipt: Receipt) -> Marks:
        """Return the marks after `receipt`: they rise, and only a newer epoch sets them anew."""
        if receipt.office_epoch < self.office_epoch:
            return self
        if receipt.office_epoch > self.office_epoch:
            return Marks(receipt.office_epoch, receipt.number, receipt.safe)
        return replace(
            self,
            acknowledged=max(self.acknowledged, receipt.number),
            safe=max(self.safe, receipt.safe),
        )


@dataclass(frozen=True, slots=True)
class Followed:
    """An office feed that the device follows, and how far it has it.

    Attributes:
        feed_id: of the office feed.
        head: newest entry stored here.
    """

    feed_id: bytes
    head: Head


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is kept of a segment once its entries are stored (decisions A4).

    Attributes:
        outer: the segment's outer header as it came.
        sealed_digest: SHA-256 of the sealed bytes, which are not kept.
        signature: of the sender over both, 64 bytes.
    """

    outer: bytes
    sealed_digest: bytes
    signature: bytes


class DeviceStorage(Protocol):
    """The device's side: its own feed, what the office said, and the office's feeds.

    Every method is atomic. Called inside a transaction that the caller has open, it joins that
    transaction; else it makes its own and commits it before it returns. All calls may come
    through another thread's queue, one at a time.
    """

    @property
    def feed_id(self) -> bytes:
        """Return the id of the device's own feed; it never changes."""

    def head(self) -> Head:
        """Return the own feed's head, `Head(0, feed_id)` when it is empty."""

    def append(self, entry: Entry) -> None:
        """Add `entry` to the own feed, in the caller's transaction (decisions A14).

        Raises:
            ChainBroken: it is of another feed, or does not follow `head()`.
        """

    def entry(self, number: int) -> Entry | None:
        """Return an entry of the own feed."""

    def hash_at(self, number: int) -> bytes | None:
        """Return the hash of an own entry; `feed_id` for 0; None when there is none."""

    def entries_after(self, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` own entries numbered above `number`, in order."""

    def marks(self) -> Marks:
        """Return what receipts have said so far."""

    def record_receipt(self, receipt: Receipt) -> Marks:
        """Store `marks().risen(receipt)` and, where they changed, the receipt's bytes as evidence.

        The caller has checked signature and hash. Idempotent.
        """

    def standing(self) -> Standing:
        """Return the office's last word on this device, ACTIVE before the first."""

    def clock_offset_s(self) -> int:
        """Return office clock minus device clock as last learnt, 0 before that."""

    def record_contact(self, standing: Standing, clock_offset_s: int) -> None:
        """Store what an answer said besides its receipt. Idempotent."""

    def followed(self) -> Sequence[Followed]:
        """Return the office feeds of which anything is stored, in the order they first came."""

    def store_incoming(
        self, feed_id: bytes, entries: Sequence[Entry], proof: Evidence | None = None
    ) -> int:
        """Store entries of an office feed in one transaction; return how many were new.

        `proof`, the office's signature over the last of them, is kept in place of the former one
        when that entry is the head afterwards: a restored office believes its own signature only.

        `entries` are verified and run on from one to the next. Those already here with the same
        hash are skipped, so doing it again changes nothing. An unknown feed starts at
        `Head(0, feed_id)`.

        Raises:
            ChainBroken: a number is here with another hash, or the first new one does not
                follow what is here; nothing is stored then.
        """

    def incoming_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` stored entries of an office feed above `number`, in order."""

    def incoming_proof(self, feed_id: bytes) -> Evidence | None:
        """Return the office's signature over the head of one of its feeds, None without one."""


@dataclass(frozen=True, slots=True)
class Device:
    """A device as enrolled; never changes.

    Attributes:
        feed_id: of its feed, `feed_start(office_id, signing_key, device_number)`.
        device_number: 7 for D007.
        unit: the team or office it belongs to.
        signing_key: Ed25519 public, 32 bytes.
        sealing_key: X25519 public, 32 bytes.
        certificate: `DeviceCertificate.encode()`.
    """

    feed_id: bytes
    device_number: int
    unit: str
    signing_key: bytes
    sealing_key: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class DeviceFeed:
    """What the office holds of one device's feed: the row that a writer locks.

    Attributes:
        head: newest entry of the contiguous chain; `Head(0, feed_id)` at enrolment. Once the
            feed is frozen it no longer moves.
        safe: entries 1 to this number are in a verified backup.
        forked_at: the first number with two hashes, None while there is none. Entries from
            there on are held until a clerk chooses.
        revoked_at: `head.number` when the device was revoked, None while it is not. Entries
            above it are held until a clerk looks at them.
    """

    head: Head
    safe: int = 0
    forked_at: int | None = None
    revoked_at: int | None = None

    @property
    def standing(self) -> Standing:
        """Return the word for the device; a fork outweighs a revocation."""
        if self.forked_at is not None:
            return Standing.FROZEN
        return Standing.ACTIVE if self.revoked_at is None else Standing.REVOKED


@dataclass(frozen=True, slots=True)
class OfficeFeed:
    """A feed that the office writes.

    Attributes:
        feed_id: `office_feed_start(office_id, office_epoch, audience)`.
        audience: feed id of the one device it is for, or b"" for all.
        head: newest entry.
    """

    feed_id: bytes
    audience: bytes
    head: Head


class OfficeTransaction(Protocol):
    """One transaction of the office's database.

    What it reads is consistent; what it writes is seen by others after the commit only.
    """

    def add_device(self, device: Device) -> None:
        """Enrol a device: its row and its `DeviceFeed(Head(0, feed_id))`. Idempotent.

        Raises:
            ChainBroken: the feed id is taken by another device.
        """

    def device(self, feed_id: bytes) -> Device | None:
        """Return an enrolled device, revoked or not."""

    def lock_feed(self, feed_id: bytes) -> DeviceFeed:
        """Return the row of a device's feed, locked until the transaction ends (decisions A9).

        Raises:
            DeviceUnknown: there is no such device.
        """

    def set_feed(self, feed_id: bytes, feed: DeviceFeed) -> None:
        """Replace the row that `lock_feed` returned."""

    def hashes_at(self, feed_id: bytes, number: int) -> frozenset[bytes]:
        """Return every hash stored at a number, all branches; `{feed_id}` for 0."""

    def store(
        self, feed_id: bytes, entries: Sequence[Entry], evidence: Evidence, *, held: bool
    ) -> int:
        """Store entries under (feed, number, hash) and the evidence; return how many were new.

        Entries already stored under that key are left as they are. `held`: they wait for a clerk
        (fork or revocation) and must not be projected. The feed's row is locked by the caller.
        """

    def entries_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return stored entries that are not held, above `number`, in order, at most `limit`."""

    def held_entries(self, feed_id: bytes) -> Sequence[Entry]:
        """Return the held entries of a feed by number, then hash."""

    def record_refusal(self, feed_id: bytes, reason: str, time_ms: int) -> None:
        """Write down that something claiming to be of this feed was refused, for the audit."""

    def add_office_feed(self, feed_id: bytes, audience: bytes) -> None:
        """Start an office feed at `Head(0, feed_id)`; nothing happens if it is there."""

    def office_feeds(self, device_feed_id: bytes) -> Sequence[OfficeFeed]:
        """Return the feeds for this device, its own first, then those for all, oldest first."""

    def lock_office_feed(self, feed_id: bytes) -> Head:
        """Return an office feed's head, its row locked until the transaction ends.

        So numbers are committed in order and no reader skips one (decisions A10).

        Raises:
            ChainBroken: there is no such feed.
        """

    def append_office(self, entry: Entry) -> None:
        """Add an entry to an office feed and move its head; the row is locked by the caller.

        Raises:
            ChainBroken: it does not follow the head.
        """

    def office_entries_after(self, feed_id: bytes, number: int, limit: int) -> Sequence[Entry]:
        """Return at most `limit` entries of an office feed above `number`, in order."""


class OfficeStorage(Protocol):
    """The office's database; its methods may be called from any thread at once."""

    def transaction(self) -> AbstractContextManager[OfficeTransaction]:
        """Open a transaction for writing: commits when the block ends, rolls back on an error.

        Raises:
            OfficeBusy: a lock could not be had in time; nothing was written.
        """


class BlobStorage(Protocol):
    """Where sealed blobs lie; `sync.blob_folder` keeps them as files."""

    def whole(self, blob_id: bytes) -> bool:
        """Tell whether all of a blob is here, its digest checked."""

    def have(self, blob_id: bytes) -> int:
        """Return how many bytes from the front are here."""

    def extend(self, blob_id: bytes, size: int, offset: int, data: bytes) -> int:
        """Store bytes that join on to what is here, durably; return how many are here then.

        Bytes that are here already, or that would leave a gap, are passed over. When `size` bytes
        are here they are hashed: the blob is whole then, or all of it is dropped.
        """

    def read(self, blob_id: bytes, offset: int = 0, size: int | None = None) -> bytes:
        """Return bytes of a whole blob.

        Raises:
            KeyError: it is not here.
        """

    def drop(self, blob_id: bytes) -> None:
        """Delete a blob and what is here of it; nothing happens when it is not."""


@dataclass(frozen=True, slots=True)
class WaitingBlob:
    """A blob that the office does not have yet.

    Attributes:
        size: of the sealed bytes.
        have: bytes that the office last said it has; only courier files go by it.
    """

    blob_id: bytes
    size: int
    have: int = 0


class BlobLoss(StrEnum):
    """Why the bytes of a waiting blob cannot be sent."""

    MISSING = "missing"
    DAMAGED = "damaged"


class BlobQueue(Protocol):
    """The device's blobs that wait to be sent."""

    def waiting(self) -> Sequence[WaitingBlob]:
        """Return them, the oldest first."""

    def read(self, blob_id: bytes, offset: int, size: int) -> bytes:
        """Return bytes of one.

        Raises:
            KeyError: it is not here.
        """

    def heard(self, blob_id: bytes, have: int) -> None:
        """Note how many bytes from the front the office has. Idempotent."""

    def done(self, blob_id: bytes) -> None:
        """Note that the office has it, or does not want it; it waits no more. Idempotent."""

    def lost(self, blob_id: bytes, why: BlobLoss) -> None:
        """Note that its bytes cannot be sent from here; it waits no more. Idempotent."""
