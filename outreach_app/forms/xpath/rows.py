"""Rows of lists that never change, found by what stands in their columns.

A table per combination of columns leads from what stands there to the numbers of the rows; it is
made when a lookup first asks. Text is looked for as it stands, numbers under a key that 17 and
17.0 share. What is found is only a candidate: who asks verifies it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias

from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.values import text_number

Key: TypeAlias = str | float
Wanted: TypeAlias = Mapping[str, Key]
"""Column -> text exactly as it stands, or a number."""

_NUMERIC = frozenset("0123456789-.,\t\n\r ")


class Rows(Protocol):
    """Rows by number, from 0."""

    def column(self, name: str) -> Sequence[str] | None:
        """Return the text of column `name` in every row; None when a row has several."""

    def take(self, numbers: Iterable[int]) -> list[Node]:
        """Return the rows with these numbers."""


class Listed:
    """Rows that stand there as nodes."""

    def __init__(self, nodes: list[Node]) -> None:
        self._nodes = nodes

    def column(self, name: str) -> Sequence[str] | None:
        """Return the text of the child `name` of every row; None when a row has several."""
        column: list[str] = []
        for row in self._nodes:
            cells = [c for c in row.children if c.name == name and c.active]
            if len(cells) > 1:
                return None
            column.append(cells[0].string() if cells else "")
        return column

    def take(self, numbers: Iterable[int]) -> list[Node]:
        """Return the rows with these numbers."""
        return [self._nodes[number] for number in numbers]


class Index:
    """Finds rows of one list."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._tables: dict[tuple[tuple[str, bool], ...], dict[object, list[int]] | None] = {}

    def find(self, wanted: Wanted) -> list[Node] | None:
        """Return the rows that may hold what is wanted, in order; None: they must be scanned."""
        columns = tuple([(name, isinstance(key, float)) for name, key in wanted.items()])
        if columns not in self._tables:
            self._tables[columns] = self._table(columns)
        table = self._tables[columns]
        if table is None:
            return None
        keys = [near(key) if isinstance(key, float) else key for key in wanted.values()]
        return self._rows.take(table.get(keys[0] if len(keys) == 1 else tuple(keys), ()))

    def _table(self, columns: tuple[tuple[str, bool], ...]) -> dict[object, list[int]] | None:
        sides: list[Iterable[Key]] = []
        for name, numeric in columns:
            texts = self._rows.column(name)
            if texts is None:
                return None
            sides.append(_numbers(texts) if numeric else texts)
        table: dict[object, list[int]] = {}
        keys: Iterable[object] = sides[0] if len(sides) == 1 else zip(*sides, strict=True)
        for number, key in enumerate(keys):
            if key in table:
                table[key].append(number)
            else:
                table[key] = [number]
        return table


def near(number: float) -> Key:
    """Return what numbers share that may be equal (D9)."""
    return round(number, 9) + 0.0 if math.isfinite(number) else str(number)


def _numbers(texts: Sequence[str]) -> list[Key]:
    """Return the number in each text, the text itself where there is none; each read once."""
    known = {text: _number(text) for text in set(texts)}
    return [known[text] for text in texts]


def _number(text: str) -> Key:
    if text[:1] not in _NUMERIC:
        return text
    number = text_number(text)
    return text if math.isnan(number) else near(number)
