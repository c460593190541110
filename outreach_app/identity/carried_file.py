"""One file that goes to the office by hand, beside its feed: sealed to the office, signed here.

    "OUTRONE" ‖ u8 version ‖ msgpack(Envelope) ‖ SHA-256 of all before

Inside are the very entries that tell the file, so the office can compare them with what came in the
feed, hash by hash. They are evidence: they join no chain and make no second file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from outreach_app.domain.carried_entries import MAGIC, is_carried
from outreach_app.identity import wrapping
from sync.courier_errors import CourierRefused, Why
from sync.entry import Entry, commit, rehash
from sync.keys import DeviceKeys, OfficeCard, key_id, verify

VERSION = 1
_DIGEST = 32
_SEAL = b"outreach/carried/1"
_SIGN = b"outreach/carried-signature/1"


Row = tuple[bytes, int, bytes, int, int, str, str, bytes, bytes, bytes]
"""An entry: feed, number, previous, time, offset, author, kind, salt, body, hash."""


class Content(msgspec.Struct, frozen=True, array_like=True):
    """What only the office reads.

    Attributes:
        number: of the file.
        state: `ditahan`, `ditolak` … as the laptop knew it.
        reason: code of the reason, with `facts`.
        entries: entries of the laptop's feed that tell the file, oldest first.
    """

    number: str
    state: str
    reason: str
    facts: dict[str, str]
    officer: str
    entries: tuple[Row, ...]


class Envelope(msgspec.Struct, frozen=True, array_like=True):
    """What anybody reads; nothing of a person."""

    office_id: bytes
    key_id: bytes
    feed_id: bytes
    device_number: int
    time_ms: int
    sealed: bytes
    signature: bytes = b""

    def message(self) -> bytes:
        """Return what is signed."""
        return _SIGN + msgspec.msgpack.encode(msgspec.structs.replace(self, signature=b""))


@dataclass(frozen=True, slots=True)
class Carried:
    """A carried file, opened and checked.

    Attributes:
        file_id: SHA-256 of its bytes.
        entries: as the laptop's feed has them; every hash and commitment fits.
    """

    file_id: bytes
    envelope: Envelope
    content: Content
    entries: tuple[Entry, ...]


def pack(
    content: Content,
    entries: Sequence[Entry],
    keys: DeviceKeys,
    card: OfficeCard,
    envelope: Envelope,
) -> bytes:
    """Return the bytes of a file.

    Args:
        content: its `entries` are filled in here.
        entries: of the laptop's feed, with their bodies.
        keys: of the laptop.
        card: the office's, with its newest sealing key.
        envelope: without `key_id`, seal and signature.
    """
    rows = tuple(_row(one) for one in entries)
    inside = msgspec.msgpack.encode(msgspec.structs.replace(content, entries=rows))
    sealed = wrapping.seal(card.sealing_key, inside, _SEAL + envelope.feed_id)
    made = msgspec.structs.replace(envelope, key_id=key_id(card.sealing_key), sealed=sealed)
    made = msgspec.structs.replace(made, signature=keys.sign(made.message()))
    data = MAGIC + bytes((VERSION,)) + msgspec.msgpack.encode(made)
    return data + hashlib.sha256(data).digest()


def envelope_of(data: bytes) -> Envelope:
    """Return what anybody may read of a file.

    Raises:
        CourierRefused: NOT_OURS, NEWER, DAMAGED.
    """
    if not is_carried(data):
        raise CourierRefused(Why.NOT_OURS)
    if len(data) < len(MAGIC) + 1 + _DIGEST:
        raise CourierRefused(Why.TRUNCATED)
    if data[len(MAGIC)] != VERSION:
        raise CourierRefused(Why.NEWER, version=data[len(MAGIC)])
    if hashlib.sha256(data[:-_DIGEST]).digest() != data[-_DIGEST:]:
        raise CourierRefused(Why.DAMAGED)
    try:
        return msgspec.msgpack.decode(data[len(MAGIC) + 1 : -_DIGEST], type=Envelope)
    except msgspec.MsgspecError as error:
        raise CourierRefused(Why.DAMAGED) from error


def opened(data: bytes, seeds: Mapping[bytes, bytes], signing_key: bytes) -> Carried:
    """Return a file opened by the office, everything in it checked.

    Args:
        data: as it came.
        seeds: key id -> the office's private sealing key.
        signing_key: of the laptop, as the office enrolled it.

    Raises:
        CourierRefused: NOT_SIGNED; CANNOT_BE_OPENED, also when that key was destroyed;
            OTHER_HISTORY an entry is not what its hash says.
    """
    envelope = envelope_of(data)
    if not verify(signing_key, envelope.signature, envelope.message()):
        raise CourierRefused(Why.NOT_SIGNED)
    seed = seeds.get(envelope.key_id)
    if seed is None:
        raise CourierRefused(Why.CANNOT_BE_OPENED)
    try:
        inside = wrapping.unseal(seed, envelope.sealed, _SEAL + envelope.feed_id)
        content = msgspec.msgpack.decode(inside, type=Content)
    except (wrapping.DoesNotOpen, msgspec.MsgspecError) as error:
        raise CourierRefused(Why.CANNOT_BE_OPENED) from error
    try:
        entries = tuple(_entry(row) for row in content.entries)
    except ValueError as error:
        raise CourierRefused(Why.OTHER_HISTORY) from error
    if not entries or any(rehash(one) != one.hash for one in entries):
        raise CourierRefused(Why.OTHER_HISTORY)
    return Carried(hashlib.sha256(data).digest(), envelope, content, entries)


def _row(one: Entry) -> Row:
    at = (one.feed_id, one.number, one.previous, one.time_ms, one.clock_offset_s)
    return (*at, one.author, one.kind, one.salt or b"", one.body or b"", one.hash)


def _entry(row: Row) -> Entry:
    feed_id, number, previous, time_ms, offset_s, author, kind, salt, body, digest = row
    said = (author, kind, salt, body, commit(salt, body))
    return Entry(feed_id, number, previous, time_ms, offset_s, *said, digest)
