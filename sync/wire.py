"""Reading and writing bytes that a stranger may have made.

Numbers are big-endian. A `Reader` never reads beyond its bytes and fails with ValueError only.
"""

from __future__ import annotations

import struct
from functools import lru_cache


class Reader:
    """Takes fields from the front of `data`, one after the other.

    Every method raises ValueError when the bytes end too soon or do not fit.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        end = self._at + size
        if size < 0 or end > len(self._data):
            raise ValueError("the bytes end too soon")
        piece = self._data[self._at : end]
        self._at = end
        return piece

    def expect(self, prefix: bytes) -> None:
        """Take `prefix` or fail."""
        if self.take(len(prefix)) != prefix:
            raise ValueError("wrong magic number or version")

    def u8(self) -> int:
        """Return one byte as a number."""
        at = self._at
        if at >= len(self._data):
            raise ValueError("the bytes end too soon")
        self._at = at + 1
        return self._data[at]

    def u32(self) -> int:
        """Return four bytes as a number."""
        return int.from_bytes(self.take(4))

    def u64(self) -> int:
        """Return eight bytes as a number."""
        return int.from_bytes(self.take(8))

    def i32(self) -> int:
        """Return four bytes as a signed number."""
        return int.from_bytes(self.take(4), signed=True)

    def i64(self) -> int:
        """Return eight bytes as a signed number."""
        return int.from_bytes(self.take(8), signed=True)

    def label(self) -> str:
        """Return a text with a two-byte length before it."""
        return self.take(int.from_bytes(self.take(2))).decode()

    def varint(self) -> int:
        """Return a number of 0 to 2**64 - 1 in LEB128, in its shortest form."""
        value = shift = 0
        while True:
            byte = self.u8()
            if byte < 0x80 and not shift:
                return byte  # by far the most
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift > 63:
                raise ValueError("a number is too long")
        if value >= 2**64 or (byte == 0 and shift):
            raise ValueError("a number is not in its shortest form")
        return value

    def signed_varint(self) -> int:
        """Return a signed number in zigzag LEB128."""
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    @property
    def at(self) -> int:
        """Return how many bytes were taken."""
        return self._at

    @property
    def left(self) -> int:
        """Return how many bytes are left."""
        return len(self._data) - self._at

    def end(self) -> None:
        """Fail unless everything was taken."""
        if self.left:
            raise ValueError("more bytes than belong here")


@lru_cache(256)  # authors and kinds: few, and one of each in every entry
def label(text: str) -> bytes:
    """Return a text in UTF-8 with a two-byte length before it.

    Raises:
        ValueError: longer than 65,535 bytes.
    """
    data = text.encode()
    if len(data) > 0xFFFF:
        raise ValueError("a text is too long")
    return struct.pack(">H", len(data)) + data


def varint(value: int) -> bytes:
    """Return 0 to 2**64 - 1 in LEB128."""
    if 0 <= value < 0x80:
        return bytes((value,))
    if not 0 <= value < 2**64:
        raise ValueError("a number is out of range")
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed_varint(value: int) -> bytes:
    """Return a signed 64-bit number in zigzag LEB128."""
    return varint((value << 1) ^ (value >> 63))
