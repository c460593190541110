"""One entry of a feed, and how its hash binds it to all before it.

Source: decisions A2, A3. Every number is big-endian; fixed fields have no length prefix.
`sync` never reads `author`, `kind` or `body`.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, replace
from functools import lru_cache

HASH_SIZE = 32
SALT_SIZE = 16
MAX_NUMBER = 2**63 - 1
MAX_LABEL_BYTES = 255
"""An author or a kind, in UTF-8. The format leaves room for 65,535."""
MAX_BODY_BYTES = 4 * 2**20

_ENTRY_PREFIX = b"outreach/entry/1"
_FIXED = struct.Struct(">16s32sQ32sqi")
_FEED_PREFIX = b"outreach/feed/1"
_OFFICE_FEED_PREFIX = b"outreach/office-feed/1"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a feed stands.

    Attributes:
        number: of the newest entry, 0 when the feed is empty.
        hash: of that entry; of an empty feed `h(0)`, which is also the feed's id.
    """

    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain.

    Attributes:
        feed_id: 32 bytes.
        number: from 1, without gaps.
        previous: hash of the entry before; `feed_id` for number 1.
        time_ms: the writer's clock, milliseconds UTC; never used for order.
        clock_offset_s: office minus device, as last learnt.
        author: who did it, opaque here; at most 255 bytes of UTF-8.
        kind: what it is, opaque here; at most 255 bytes of UTF-8.
        salt: 16 random bytes, None when erased.
        body: bytes of the application, None when erased.
        commitment: SHA-256(salt ‖ body), which outlives an erasure.
        hash: `entry_hash` of the fields above.
    """

    feed_id: bytes
    number: int
    previous: bytes
    time_ms: int
    clock_offset_s: int
    author: str
    kind: str
    salt: bytes | None
    body: bytes | None
    commitment: bytes
    hash: bytes

    @property
    def head(self) -> Head:
        """Return the feed's head right after this entry."""
        return Head(self.number, self.hash)

    @property
    def erased(self) -> bool:
        """Tell whether body and salt are gone."""
        return self.body is None

    def without_body(self) -> Entry:
        """Return the entry as it stands after an erasure; its hash is unchanged."""
        return replace(self, salt=None, body=None)


def feed_start(office_id: bytes, device_public_key: bytes, device_number: int) -> bytes:
    """Return `h(0)` of a device's feed, which is the feed's id.

    Args:
        office_id: 16 bytes.
        device_public_key: Ed25519 signing key, 32 bytes.
        device_number: 0 to 2**32 - 1.
    """
    number = struct.pack(">I", device_number)
    return hashlib.sha256(_FEED_PREFIX + office_id + device_public_key + number).digest()


def office_feed_start(office_id: bytes, office_epoch: int, audience: bytes) -> bytes:
    """Return `h(0)` of an office feed, which is the feed's id.

    Args:
        office_id: 16 bytes.
        office_epoch: a restored office starts new feeds (decisions A8).
        audience: `feed_id` of the one device it is for, or b"" for the broadcast feed.
    """
    epoch = struct.pack(">Q", office_epoch)
    return hashlib.sha256(_OFFICE_FEED_PREFIX + office_id + epoch + audience).digest()


def commit(salt: bytes, body: bytes) -> bytes:
    """Return the commitment to a body: SHA-256(salt ‖ body)."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt has {SALT_SIZE} bytes")
    return hashlib.sha256(salt + body).digest()


def entry_hash(
    feed_id: bytes,
    number: int,
    previous: bytes,
    *,
    time_ms: int,
    clock_offset_s: int,
    author: str,
    kind: str,
    commitment: bytes,
) -> bytes:
    """Return `h(n)` (decisions A2).

    Raises:
        ValueError: a field does not fit its place in the format.
    """
    if not len(feed_id) == len(previous) == len(commitment) == HASH_SIZE:
        raise ValueError("feed id, previous hash and commitment have 32 bytes")
    if not 1 <= number <= MAX_NUMBER:
        raise ValueError("entries are numbered from 1")
    try:
        fixed = _FIXED.pack(_ENTRY_PREFIX, feed_id, number, previous, time_ms, clock_offset_s)
    except struct.error as error:
        raise ValueError("time or clock offset out of range") from error
    return hashlib.sha256(fixed + _label(author) + _label(kind) + commitment).digest()


def next_entry(
    feed_id: bytes,
    head: Head,
    *,
    time_ms: int,
    clock_offset_s: int,
    author: str,
    kind: str,
    body: bytes,
    salt: bytes,
) -> Entry:
    """Return the entry that follows `head`; `salt` is 16 random bytes, never used twice.

    Raises:
        ValueError: a field does not fit its place in the format.
    """
    if len(body) > MAX_BODY_BYTES:
        raise ValueError(f"a body has at most {MAX_BODY_BYTES} bytes")
    commitment = commit(salt, body)
    number = head.number + 1
    digest = entry_hash(
        feed_id,
        number,
        head.hash,
        time_ms=time_ms,
        clock_offset_s=clock_offset_s,
        author=author,
        kind=kind,
        commitment=commitment,
    )
    return Entry(
        feed_id,
        number,
        head.hash,
        time_ms,
        clock_offset_s,
        author,
        kind,
        salt,
        body,
        commitment,
        digest,
    )


def rehash(entry: Entry) -> bytes:
    """Return the hash that the fields of `entry` have; equal to `entry.hash` when sound.

    Raises:
        ValueError: the body is not the one committed to, or a field does not fit.
    """
    if (entry.body is None) != (entry.salt is None):
        raise ValueError("salt and body are erased together")
    whole = entry.body is not None and entry.salt is not None
    if whole and commit(entry.salt or b"", entry.body or b"") != entry.commitment:
        raise ValueError("the body is not the one committed to")
    return entry_hash(
        entry.feed_id,
        entry.number,
        entry.previous,
        time_ms=entry.time_ms,
        clock_offset_s=entry.clock_offset_s,
        author=entry.author,
        kind=entry.kind,
        commitment=entry.commitment,
    )


@lru_cache(256)
def _label(text: str) -> bytes:
    data = text.encode()
    if len(data) > MAX_LABEL_BYTES:
        raise ValueError(f"an author or a kind has at most {MAX_LABEL_BYTES} bytes")
    return struct.pack(">H", len(data)) + data
