"""A codec for `sync`: bodies of one run as columns, which compress to little more than half.

A body is cut at its JSON values without reading what they mean: what is left is its shape, and each
value goes to the column of the key before it. Joining the pieces gives the body back byte for
byte, whatever it was; a body in which this is not certain goes as it is. Source: decisions A11;
perf.md, "columns beat level".

    data  = varint count of shapes ‖ shapes ‖ for each body its shape + 1, or 0 ‖ varint length ‖
            for each column in order of first use u8 kind ‖ varint length ‖
            the columns' values, kind by kind ‖ bodies as they are
    shape = varint length ‖ the text between the values; a byte 0 stands for a text, 1 for a number
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from outreach_app.domain import column_kinds
from sync.wire import Reader, varint

NUMBER = 1
_VALUE = re.compile(
    rb'(?<=[\[:,])(?:"((?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*)"(?!:)|(-?\d[\d.eE+-]*))'
)
_KEY = re.compile(rb'"([^"\\]*)":[\[{]*$')
_TEXT, _NUMBER = b"\0", b"\1"
_MOST_SHAPES = 10_000
_MOST_BYTES = 64 * 2**20


class ColumnCodec:
    """`sync.codec.Codec` number 1."""

    number = NUMBER

    def encode(self, kinds: Sequence[str], bodies: Sequence[bytes]) -> bytes:
        """Return the bodies as columns."""
        table = _Table()
        for kind, body in zip(kinds, bodies, strict=True):
            table.add(kind, body)
        return table.encode()

    def decode(self, kinds: Sequence[str], data: bytes) -> list[bytes]:
        """Return the bodies exactly as they were.

        Raises:
            ValueError: `data` is not what `encode` makes.
        """
        reader = Reader(data)
        count = reader.varint()
        if count > _MOST_SHAPES:
            raise ValueError("too many shapes")
        shapes = [reader.take(reader.varint()) for _ in range(count)]
        indexes = [reader.varint() for _ in kinds]
        chosen = [shapes[i - 1] if i else None for i in indexes]
        if sum(len(shape or b"") for shape in chosen) > _MOST_BYTES:
            raise ValueError("it unpacks to too much")
        plan = [
            (kind, shape, _slots(kind, shape)) for kind, shape in zip(kinds, chosen, strict=True)
        ]
        counts: dict[_Column, int] = {}
        for _, _, slots in plan:
            for slot in slots:
                counts[slot] = counts.get(slot, 0) + 1
        heads = [(reader.u8(), reader.varint(), name) for name in counts]
        columns = {
            name: iter(column_kinds.unpack(kind, reader.take(length), counts[name]))
            for kind, length, name in sorted(heads, key=lambda head: head[0])
        }
        bodies = [
            reader.take(reader.varint())
            if shape is None
            else _joined(shape, [next(columns[slot]) for slot in slots])
            for _, shape, slots in plan
        ]
        reader.end()
        return bodies


_Column = tuple[str, bytes, bytes]
"""Kind of entry, key before the value, sort of the value."""


@dataclass(slots=True)
class _Table:
    """The run as it grows."""

    shapes: dict[bytes, int] = field(default_factory=dict)
    indexes: list[int] = field(default_factory=list)
    columns: dict[_Column, list[bytes]] = field(default_factory=dict)
    plain: list[bytes] = field(default_factory=list)
    slots: dict[tuple[str, bytes], list[_Column]] = field(default_factory=dict)

    def add(self, kind: str, body: bytes) -> None:
        shape, values = _cut(body)
        if shape is None or (shape not in self.shapes and len(self.shapes) >= _MOST_SHAPES):
            self.indexes.append(0)
            self.plain.append(body)
            return
        self.indexes.append(1 + self.shapes.setdefault(shape, len(self.shapes)))
        slots = self.slots.get((kind, shape))
        if slots is None:
            slots = self.slots[kind, shape] = _slots(kind, shape)
        for slot, value in zip(slots, values, strict=True):
            self.columns.setdefault(slot, []).append(value)

    def encode(self) -> bytes:
        parts = [varint(len(self.shapes))]
        parts += [varint(len(shape)) + shape for shape in self.shapes]
        parts += [varint(index) for index in self.indexes]
        packed = [column_kinds.pack(values) for values in self.columns.values()]
        parts += [bytes((kind,)) + varint(len(data)) for kind, data in packed]
        # Texts first, then what is dense already: the compressor does better on each alone.
        parts += [data for _, data in sorted(packed, key=lambda one: one[0])]
        parts += [varint(len(body)) + body for body in self.plain]
        return b"".join(parts)


def _cut(body: bytes) -> tuple[bytes | None, list[bytes]]:
    """Return shape and values of a body; None when cutting would not be certain."""
    if _TEXT in body or _NUMBER in body or b"\n" in body:
        return None, []
    values: list[bytes] = []

    def note(found: re.Match[bytes]) -> bytes:
        text = found.group(1)
        values.append(found.group(2) if text is None else text)
        return _NUMBER if text is None else _TEXT

    shape = _VALUE.sub(note, body)
    return (shape, values) if _joined(shape, values) == body else (None, [])


_PLACE = re.compile(rb"[\x00\x01]")


def _slots(kind: str, shape: bytes | None) -> list[_Column]:
    """Return the column of each value of a shape."""
    if shape is None:
        return []
    slots: list[_Column] = []
    key = b""
    ends = [0, *(m.end() for m in _PLACE.finditer(shape))]
    for start, end in pairwise(ends):
        found = _KEY.search(shape[start : end - 1])
        key = found.group(1) if found else key
        slots.append((kind, key, shape[end - 1 : end]))
    return slots


def _joined(shape: bytes, values: Sequence[bytes]) -> bytes:
    given = iter(values)

    def fill(found: re.Match[bytes]) -> bytes:
        value = next(given)
        return b'"' + value + b'"' if found.group() == _TEXT else value

    return _PLACE.sub(fill, shape)
