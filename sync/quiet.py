"""Asking "is anything new?" in few bytes when the device has sent all it has (README, "Quiet").

The device proves that it holds exactly what the office holds: both compute the same digest of
heads and marks and a MAC over it, with a key that only the two can derive. Whatever does not fit,
or is not understood, leads to the full exchange; so this can save bytes and never cost truth.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.entry import Head
from sync.keys import sealing_public_key
from sync.storage import Marks

_ASK = struct.Struct(">c32sq8s16s")
_SAME = struct.Struct(">cq16s")
ASK_BYTES, SAME_BYTES = _ASK.size, _SAME.size
NONCE_BYTES = 8
IN_FULL = b"f"
"""The office's other answer: ask in full. It is not signed and needs no trust."""
_KEY = b"outreach/quiet-key/1"
_STATE = b"outreach/quiet/1"
_MAC_BYTES = 16


def quiet_key(own_seed: bytes, their_key: bytes, office_id: bytes, feed_id: bytes) -> bytes:
    """Return the key that device and office share.

    Args:
        own_seed: private X25519 key of one side, 32 bytes.
        their_key: public X25519 key of the other.
        office_id: 16 bytes.
        feed_id: of the device.
    """
    shared = X25519PrivateKey.from_private_bytes(own_seed).exchange(sealing_public_key(their_key))
    return HKDF(SHA256(), 32, salt=None, info=_KEY + office_id + feed_id).derive(shared)


def state_digest(
    office_id: bytes, head: Head, marks: Marks, cursors: Mapping[bytes, Head]
) -> bytes:
    """Return the digest of everything that both sides must agree on.

    Args:
        office_id: 16 bytes.
        head: of the device's feed.
        marks: of the newest receipt.
        cursors: office feed id -> newest entry there, feeds without entries left out.
    """
    said = [feed + struct.pack(">Q32s", at.number, at.hash) for feed, at in cursors.items()]
    numbers = struct.pack(">QQQ", marks.office_epoch, marks.acknowledged, marks.safe)
    own = struct.pack(">Q32s", head.number, head.hash)
    return hashlib.sha256(_STATE + office_id + own + numbers + b"".join(sorted(said))).digest()


@dataclass(frozen=True, slots=True)
class QuietAsk:
    """The question, 65 bytes.

    Attributes:
        feed_id: of the device.
        time_ms: the device's clock.
        nonce: 8 random bytes.
        mac: over the fields before it and the state.
    """

    feed_id: bytes
    time_ms: int
    nonce: bytes
    mac: bytes = bytes(_MAC_BYTES)

    def signed(self, key: bytes, state: bytes) -> QuietAsk:
        """Return the question with its MAC."""
        mac = _mac(key, self._pack(b"")[:-_MAC_BYTES] + state)
        return QuietAsk(self.feed_id, self.time_ms, self.nonce, mac)

    def fits(self, key: bytes, state: bytes) -> bool:
        """Tell whether the asker knows the key and is in this state."""
        return hmac.compare_digest(self.signed(key, state).mac, self.mac)

    def encode(self) -> bytes:
        """Return the bytes that travel."""
        return self._pack(self.mac)

    def _pack(self, mac: bytes) -> bytes:
        return _ASK.pack(b"q", self.feed_id, self.time_ms, self.nonce, mac)


def decode_ask(data: bytes) -> QuietAsk | None:
    """Return the question in `data`, None when it is something else."""
    if len(data) != ASK_BYTES or data[:1] != b"q":
        return None
    _, *fields = _ASK.unpack(data)
    return QuietAsk(*fields)


def same(key: bytes, ask: bytes, time_ms: int) -> bytes:
    """Return the answer "nothing is new" to the bytes of a question."""
    plain = _SAME.pack(b"s", time_ms, b"")[:-_MAC_BYTES]
    return plain + _mac(key, plain + ask)


def office_time_ms(key: bytes, ask: bytes, answer: bytes) -> int | None:
    """Return the office's clock out of a true answer "nothing is new", None for any other."""
    if len(answer) != SAME_BYTES or answer[:1] != b"s":
        return None
    _, time_ms, _ = _SAME.unpack(answer)
    return int(time_ms) if hmac.compare_digest(same(key, ask, time_ms), answer) else None


def _mac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")[:_MAC_BYTES]
