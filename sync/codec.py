"""How a run of bodies becomes bytes and comes back, byte for byte: a plug (decisions A11).

Bodies stay opaque. The plain codec puts them one after the other; an application's codec may turn
records of one form into columns. If a codec fails, the office asks for the plain one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sync.wire import Reader, varint

PLAIN = 0
"""Number of the codec that both ends always have."""


class Codec(Protocol):
    """Turns the bodies of a run into bytes and back."""

    @property
    def number(self) -> int:
        """Return 0 to 255, as the segment names it."""

    def encode(self, kinds: Sequence[str], bodies: Sequence[bytes]) -> bytes:
        """Return all bodies as one piece."""

    def decode(self, kinds: Sequence[str], data: bytes) -> list[bytes]:
        """Return the bodies exactly as they were.

        Raises:
            ValueError: `data` is not what `encode` makes.
        """


class PlainCodec:
    """Bodies one after the other, each with its length before it."""

    number = PLAIN

    def encode(self, kinds: Sequence[str], bodies: Sequence[bytes]) -> bytes:
        """Return the bodies, each after its length in LEB128."""
        return b"".join(varint(len(body)) + body for body in bodies)

    def decode(self, kinds: Sequence[str], data: bytes) -> list[bytes]:
        """Return as many bodies as there are kinds."""
        reader = Reader(data)
        bodies = [reader.take(reader.varint()) for _ in kinds]
        reader.end()
        return bodies
