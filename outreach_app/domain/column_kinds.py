"""How the values of one column become bytes: as lines, or packed where all have one pattern.

Random digits and ids are what nothing shrinks; packed they cost their information and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

LINES, UUIDS, DIGITS = 0, 1, 2
_UUID = re.compile(rb"(?:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PREFIX = b"uuid:"
_DIGITS = re.compile(rb"[0-9]{8,18}")


def pack(values: Sequence[bytes]) -> tuple[int, bytes]:
    """Return kind and bytes of a column; `values` hold no line end."""
    sizes = set(map(len, values))
    if len(sizes) == 1 and all(map(_UUID.fullmatch, values)):
        prefixed = bytes((values[0].startswith(_PREFIX),))
        plain = (value.removeprefix(_PREFIX).replace(b"-", b"") for value in values)
        return UUIDS, prefixed + b"".join(bytes.fromhex(one.decode()) for one in plain)
    sizes.discard(0)
    if len(sizes) == 1 and all(not v or _DIGITS.fullmatch(v) for v in values):
        size = sizes.pop()
        numbers = [int(v) + 1 if v else 0 for v in values]
        return DIGITS, bytes((size,)) + _planes(numbers, _width(size))
    return LINES, b"\n".join(values)


def unpack(kind: int, data: bytes, count: int) -> list[bytes]:
    """Return the `count` values of a column.

    Raises:
        ValueError: `data` is not what `pack` makes.
    """
    readers: dict[int, Callable[[bytes, int], list[bytes]]] = {
        LINES: _lines,
        UUIDS: _uuids,
        DIGITS: _digits,
    }
    if kind not in readers:
        raise ValueError("a column of an unknown kind")
    values = readers[kind](data, count)
    if len(values) != count:
        raise ValueError("a column has another length")
    return values


def _lines(data: bytes, count: int) -> list[bytes]:
    if data.count(b"\n") != count - 1:
        raise ValueError("a column of lines has another length")
    return data.split(b"\n")


def _uuids(data: bytes, count: int) -> list[bytes]:
    if len(data) != 1 + 16 * count or data[0] > 1:
        raise ValueError("a column of ids has another length")
    prefix = _PREFIX * data[0]
    hexes = [data[at : at + 16].hex().encode() for at in range(1, len(data), 16)]
    return [prefix + b"-".join((h[:8], h[8:12], h[12:16], h[16:20], h[20:])) for h in hexes]


def _digits(data: bytes, count: int) -> list[bytes]:
    size = data[0] if data else 0
    width = _width(size)
    if not 8 <= size <= 18 or len(data) != 1 + width * count:
        raise ValueError("a column of digits has another length")
    planes = [data[1 + at * count : 1 + (at + 1) * count] for at in range(width)]
    values = [int.from_bytes(bytes(one)) for one in zip(*planes, strict=True)]
    if any(value > 10**size for value in values):
        raise ValueError("a number is too long")
    return [b"%0*d" % (size, value - 1) if value else b"" for value in values]


def _width(size: int) -> int:
    largest: int = 10**size
    return (largest.bit_length() + 7) // 8


def _planes(numbers: Sequence[int], width: int) -> bytes:
    """Return big-endian numbers byte by byte: first all highest bytes, which repeat."""
    rows = b"".join(number.to_bytes(width) for number in numbers)
    return b"".join(rows[at::width] for at in range(width))
