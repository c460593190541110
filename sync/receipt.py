"""The office's signed word that it stores a feed up to a number (decisions A6).

A receipt says "bytes stored, chain good", never what an entry means.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_PREFIX = b"outreach/receipt/1"
_FIELDS = struct.Struct(">16sQ32sQ32sQ64s")
RECEIPT_BYTES = _FIELDS.size
"""168 bytes."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the office holds of one device's feed.

    Attributes:
        office_id: 16 bytes.
        office_epoch: rises when the office is restored from a backup.
        feed_id: of the device.
        number: entries 1 to number are stored, 0 for none.
        hash: of entry `number`, or the feed's `h(0)`.
        safe: entries 1 to safe are in a verified backup of the office.
        signature: Ed25519 by the office over `signed_part`, 64 bytes.
    """

    office_id: bytes
    office_epoch: int
    feed_id: bytes
    number: int
    hash: bytes
    safe: int
    signature: bytes = b""

    def signed_part(self) -> bytes:
        """Return the bytes that the office signs."""
        return _PREFIX + self._pack(bytes(64))[:-64]

    def encode(self) -> bytes:
        """Return the 168 bytes that travel and are kept as evidence."""
        return self._pack(self.signature)

    def _pack(self, signature: bytes) -> bytes:
        return _FIELDS.pack(
            self.office_id,
            self.office_epoch,
            self.feed_id,
            self.number,
            self.hash,
            self.safe,
            signature,
        )


def decode_receipt(data: bytes) -> Receipt:
    """Return the receipt in `data`; its signature is not yet checked.

    Raises:
        ValueError: not 168 bytes.
    """
    if len(data) != RECEIPT_BYTES:
        raise ValueError(f"a receipt has {RECEIPT_BYTES} bytes")
    return Receipt(*_FIELDS.unpack(data))
