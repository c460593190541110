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
from itertools import chain, compress

from outreach_app.domain import column_kinds
from sync.wire import Reader, varint

NUMBER = 1
_DIGITS = re.compile(rb"(-?\d[\d.eE+-]*)")
_KEY = re.compile(rb'"([^"\\]*)":[\[{]*$')
_TEXT, _NUMBER, _BACKSLASH, _QUOTE = b"\0", b"\1", b"\2", b"\3"
_MOST_SHAPES = 10_000
_MOST_BYTES = 64 * 2**20
_MOST_PLACES, _MOST_KNOWN, _MOST_VALUES = 10_000, 1_000_000, 2_000_000
"""Of one shape, of all kinds and shapes, of all bodies: a place may cost a byte on the way and a
hundred in memory. What does not fit goes as it is."""


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
        places = {shape: _places(shape) for shape in shapes}
        _bounded(places.values())
        pieces = {shape: _PLACE.split(shape) for shape in shapes}
        indexes = [reader.varint() for _ in kinds]
        chosen = [shapes[i - 1] if i else None for i in indexes]
        if sum(len(shape or b"") for shape in chosen) > _MOST_BYTES:
            raise ValueError("it unpacks to too much")
        plan = list(zip(kinds, chosen, strict=True))
        times = Counter(plan)
        _bounded(places.get(shape or b"", 0) for _, shape in times)
        if sum(places.get(shape or b"", 0) for shape in chosen) > _MOST_VALUES:
            raise ValueError("too many values")
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


@dataclass(frozen=True, slots=True)
class _Cut:
    """A body in pieces.

    Attributes:
        frame: what is neither in quotes nor a number; a quote for each quoted text.
        quoted: keys and texts in order.
        numbers: in order.
    """

    frame: bytes
    quoted: list[bytes]
    numbers: list[bytes]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What to do with the values of a body of one kind and shape.

    Attributes:
        index: of the shape, from 1.
    """

    index: int
    texts: list[_Append]
    numbers: list[_Append]


@dataclass(slots=True)
class _Table:
    """The run as it grows."""

    shapes: dict[bytes, int] = field(default_factory=dict)
    indexes: list[int] = field(default_factory=list)
    columns: dict[_Column, list[bytes]] = field(default_factory=dict)
    plain: list[bytes] = field(default_factory=list)
    known: dict[tuple[str, bytes, bytes], _Shape | None] = field(default_factory=dict)
    masks: dict[bytes, tuple[list[bool], list[bool]]] = field(default_factory=dict)
    keys: dict[bytes, bytes | None] = field(default_factory=dict)
    places: int = 0
    values: int = 0

    def add(self, kind: str, body: bytes) -> None:
        cut = _cut(body)
        shape = self._shape(kind, cut) if cut else None
        if cut is None or shape is None or self._full(shape):
            self.indexes.append(0)
            self.plain.append(body)
            return
        self.indexes.append(shape.index)
        self.values += len(shape.texts) + len(shape.numbers)
        texts: Iterable[bytes] = compress(cut.quoted, self.masks[cut.frame][1])
        if b"\\" in body:
            texts = map(_unshielded, texts)
        for append, value in zip(shape.texts, texts, strict=True):
            append(value)
        for append, value in zip(shape.numbers, cut.numbers, strict=True):
            append(value)

    def _full(self, shape: _Shape) -> bool:
        return self.values + len(shape.texts) + len(shape.numbers) > _MOST_VALUES

    def _shape(self, kind: str, cut: _Cut) -> _Shape | None:
        """Return the shape of a body, a new one if there is room for it."""
        if cut.frame not in self.masks:
            are = [text.startswith(b":") for text in cut.frame.split(b'"')[1:]]
            self.masks[cut.frame] = are, [not key for key in are]
        is_key = self.masks[cut.frame][0]
        # Bodies with one frame and the same keys have one shape: no need to join it each time.
        which = (kind, cut.frame, b'"'.join(compress(cut.quoted, is_key)))
        if which not in self.known:
            self.known[which] = self._new(kind, _text_of(cut, is_key))
        return self.known[which]

    def _new(self, kind: str, shape: bytes) -> _Shape | None:
        if shape not in self.shapes and len(self.shapes) >= _MOST_SHAPES:
            return None
        places = _places(shape)
        if places > _MOST_PLACES or self.places + places > _MOST_KNOWN:
            return None
        self.places += places
        index = 1 + self.shapes.setdefault(shape, len(self.shapes))
        slots = _slots(kind, _PLACE.split(shape), self.keys)
        appends = [self.columns.setdefault(slot, []).append for slot in slots]
        texts, numbers = (
            [append for append, slot in zip(appends, slots, strict=True) if slot[2] == sort]
            for sort in (_TEXT, _NUMBER)
        )
        return _Shape(index, texts, numbers)

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


def _cut(body: bytes) -> _Cut | None:
    """Return a body in pieces; None when they would not give it back.

    Cut at its quotes and not by one pattern for all: `bytes.split` is many times quicker.
    """
    if _TEXT in body or _NUMBER in body or b"\n" in body or _BACKSLASH in body or _QUOTE in body:
        return None
    shielded = body
    if b"\\" in body:
        shielded = body.replace(b"\\\\", _BACKSLASH).replace(b'\\"', _QUOTE)
    pieces = shielded.split(b'"')
    if not len(pieces) % 2:
        return None
    frame = b'"'.join(pieces[::2])
    if frame == frame.translate(None, b"0123456789"):
        return _Cut(frame, pieces[1::2], [])
    around = _DIGITS.split(frame)
    return _Cut(_NUMBER.join(around[::2]), pieces[1::2], around[1::2])


def _unshielded(text: bytes) -> bytes:
    return text.replace(_QUOTE, b'\\"').replace(_BACKSLASH, b"\\\\")


def _text_of(cut: _Cut, is_key: Sequence[bool]) -> bytes:
    """Return a shape: the body with its values taken out."""
    texts = cut.frame.split(b'"')
    middle = (
        b'"' + quoted + b'"' if key else _TEXT
        for quoted, key in zip(cut.quoted, is_key, strict=True)
    )
    pieces = chain.from_iterable(zip(texts, chain(middle, (b"",)), strict=True))
    return _unshielded(b"".join(pieces))


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


def _places(shape: bytes) -> int:
    return shape.count(_TEXT) + shape.count(_NUMBER)


def _bounded(places: Iterable[int]) -> None:
    total = 0
    for many in places:
        total += many
        if many > _MOST_PLACES or total > _MOST_KNOWN:
            raise ValueError("too many places")


def _joined(quoted: Sequence[bytes], sources: Sequence[Iterator[bytes]]) -> bytes:
    parts = [b""] * (2 * len(sources) + 1)
    parts[::2] = quoted
    parts[1::2] = list(map(next, sources))
    return b"".join(parts)
