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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from outreach_app.domain import column_kinds
from sync.wire import Reader, varint

NUMBER = 1
_VALUE = re.compile(
    rb'(?<=[\[:,])(?:"((?:[^"\\\x00-\x1f]++|\\[^\x00-\x1f])*+)"(?!:)|(-?\d[\d.eE+-]*))'
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
        pieces = {shape: _PLACE.split(shape) for shape in shapes}
        indexes = [reader.varint() for _ in kinds]
        chosen = [shapes[i - 1] if i else None for i in indexes]
        if sum(len(shape or b"") for shape in chosen) > _MOST_BYTES:
            raise ValueError("it unpacks to too much")
        plan = list(zip(kinds, chosen, strict=True))
        times = Counter(plan)
        slots_of = _slots_of(times, pieces)
        counts: dict[_Column, int] = {}
        for pair, many in times.items():
            for slot in slots_of[pair]:
                counts[slot] = counts.get(slot, 0) + many
        heads = [(reader.u8(), reader.varint(), name) for name in counts]
        columns = {
            name: iter(column_kinds.unpack(kind, reader.take(length), counts[name]))
            for kind, length, name in sorted(heads, key=lambda head: head[0])
        }
        quoted = {shape: _quoted(pieces[shape]) for shape in shapes}
        sources = {pair: [columns[slot] for slot in slots] for pair, slots in slots_of.items()}
        bodies = [
            reader.take(reader.varint())
            if pair[1] is None
            else _joined(quoted[pair[1]], sources[pair])
            for pair in plan
        ]
        reader.end()
        return bodies


_Column = tuple[str, bytes, bytes]
"""Kind of entry, key before the value, sort of the value."""
_Append = Callable[[bytes], None]
"""Adds to a column; kept for each shape, as looking a column up costs more than the rest."""


@dataclass(slots=True)
class _Table:
    """The run as it grows."""

    shapes: dict[bytes, int] = field(default_factory=dict)
    indexes: list[int] = field(default_factory=list)
    columns: dict[_Column, list[bytes]] = field(default_factory=dict)
    plain: list[bytes] = field(default_factory=list)
    appends: dict[tuple[str, bytes], list[_Append]] = field(default_factory=dict)
    keys: dict[bytes, bytes | None] = field(default_factory=dict)

    def add(self, kind: str, body: bytes) -> None:
        shape, values = _cut(body)
        if shape is None or (shape not in self.shapes and len(self.shapes) >= _MOST_SHAPES):
            self.indexes.append(0)
            self.plain.append(body)
            return
        self.indexes.append(1 + self.shapes.setdefault(shape, len(self.shapes)))
        appends = self.appends.get((kind, shape))
        if appends is None:
            slots = _slots(kind, _PLACE.split(shape), self.keys)
            appends = [self.columns.setdefault(slot, []).append for slot in slots]
            self.appends[kind, shape] = appends
        for append, value in zip(appends, values, strict=True):
            append(value)

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
    """Return shape and values of a body; None when it holds bytes that stand for values."""
    if _TEXT in body or _NUMBER in body or b"\n" in body:
        return None, []
    # What stands between, text or None, number or None, and so on: one call for the whole body.
    cut = _VALUE.split(body)
    values, numbers = cut[1::3], cut[2::3]
    parts = [_TEXT] * (2 * len(values) + 1)
    parts[::2] = cut[::3]
    for at, number in enumerate(numbers):
        if number is not None:
            values[at], parts[2 * at + 1] = number, _NUMBER
    return b"".join(parts), values


_PLACE = re.compile(rb"([\x00\x01])")


def _slots(kind: str, pieces: Sequence[bytes], keys: dict[bytes, bytes | None]) -> list[_Column]:
    """Return the column of each value.

    Args:
        kind: of the entry.
        pieces: of a shape, texts and places in turn.
        keys: text before a value -> the key in it; filled here, since few texts differ.
    """
    slots: list[_Column] = []
    key = b""
    for before, place in zip(pieces[::2], pieces[1::2], strict=False):
        if before not in keys:
            found = _KEY.search(before)
            keys[before] = found.group(1) if found else None
        named = keys[before]
        key = key if named is None else named
        slots.append((kind, key, place))
    return slots


def _slots_of(
    wanted: Iterable[tuple[str, bytes | None]], pieces: Mapping[bytes, Sequence[bytes]]
) -> dict[tuple[str, bytes | None], list[_Column]]:
    """Return the columns of each pair of kind and shape; none for a body that goes as it is."""
    keys: dict[bytes, bytes | None] = {}
    return {
        (kind, shape): [] if shape is None else _slots(kind, pieces[shape], keys)
        for kind, shape in wanted
    }


def _quoted(pieces: Sequence[bytes]) -> list[bytes]:
    """Return the texts between the places, with the quotes that belong around a text's place."""
    quoted = list(pieces[::2])
    for at, place in enumerate(pieces[1::2]):
        if place == _TEXT:
            quoted[at] += b'"'
            quoted[at + 1] = b'"' + quoted[at + 1]
    return quoted


def _joined(quoted: Sequence[bytes], sources: Sequence[Iterator[bytes]]) -> bytes:
    parts = [b""] * (2 * len(sources) + 1)
    parts[::2] = quoted
    parts[1::2] = list(map(next, sources))
    return b"".join(parts)
