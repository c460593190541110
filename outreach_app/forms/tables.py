"""Rows of looked-up lists from CSV text, read once and shared by every open file.

Columns are kept as they stand; a row becomes a node when a lookup asks for it, a cell when it is
read. So 50,000 rows cost little until somebody scans them.
"""

from __future__ import annotations

import csv
import io
from functools import lru_cache

from outreach_app.forms.xpath.nodes import Node


class _Row(Node):
    """One row; its cells are made when they are read."""

    __slots__ = ("_cells", "_columns")

    def __init__(self, parent: Node, columns: tuple[str, ...], cells: list[str]) -> None:
        super().__init__("item", "", parent)
        self._columns, self._cells = columns, cells

    def named(self, name: str) -> list[Node]:
        """Return the cell of column `name`."""
        self._grow()
        return super().named(name)

    def cell(self, name: str) -> str:
        """Return the text of column `name` without making a node of it."""
        return self._cells[self._columns.index(name)] if name in self._columns else ""

    def string(self) -> str:
        """Return all cells joined, as of any element."""
        self._grow()
        return super().string()

    def _grow(self) -> None:
        if not self.children:
            pairs = zip(self._columns, self._cells, strict=False)
            self.children = [Node(name, "", self, cell) for name, cell in pairs if name]


@lru_cache(maxsize=32)
def rows(text: str) -> Node:
    """Return an instance node with `root/item/column` of CSV `text`; `;` delimits if used."""
    text = text.removeprefix("\ufeff")
    heading = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if ";" in heading else ",")
    columns = tuple(name.strip() for name in next(lines, []))
    root = Node("root")
    blanks = [""] * len(columns)
    root.children = [_Row(root, columns, (line + blanks)[: len(columns)]) for line in lines if line]
    instance = Node("instance")
    instance.append(root)
    return instance
