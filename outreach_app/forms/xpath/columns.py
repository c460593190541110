"""A list as columns: a row becomes a node when somebody asks for it, a cell when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from outreach_app.forms.xpath.nodes import Node

Columns: TypeAlias = Sequence[tuple[str, Sequence[str]]]
"""(name, cells) in order, all of one length; a blank name is no column."""


class Late(Node):
    """A node whose children are read when somebody first looks at them."""

    __slots__ = ("_children", "_read")

    def __init__(self, name: str, read: Callable[[], list[Node]]) -> None:
        self._read: Callable[[], list[Node]] | None = read
        super().__init__(name)

    @property
    def children(self) -> list[Node]:
        """Return the children."""
        read = self._read
        if read is not None:  # two threads may both come here; they read the same
            children = read()
            for child in children:
                child.parent = self
            self._children, self._read = children, None
        return self._children

    @children.setter
    def children(self, children: list[Node]) -> None:
        """Have these children, until they are read."""
        self._children = children


class Table(Node):
    """A list with a row for each line.

    Args:
        read: returns the columns; called when the list is first looked at.
        name: of the list itself.
        row: name of each row.
    """

    __slots__ = ("_all", "_columns", "_made", "_read", "cells", "row")

    def __init__(self, read: Callable[[], Columns], name: str = "root", row: str = "item") -> None:
        self.row = row
        self._read = read
        self._columns: Columns | None = None
        self._made: dict[int, Node] = {}
        self.cells: dict[str, tuple[Sequence[str], ...]] = {}
        self._all: list[Node] | None = None
        super().__init__(name)

    @property
    def columns(self) -> Columns:
        """Return the columns."""
        if self._columns is None:
            self._columns = self._read()
            for name, cells in self._columns:
                self.cells[name] = (*self.cells.get(name, ()), cells)
        return self._columns

    def column(self, name: str) -> Sequence[str] | None:
        """Return the cells of column `name`, blank where there is none; None for several."""
        length = len(self)
        found = self.cells.get(name, ())
        if len(found) > 1:
            return None
        return found[0] if found else [""] * length

    def __len__(self) -> int:
        return len(self.columns[0][1]) if self.columns else 0

    def __bool__(self) -> bool:
        return True

    def take(self, numbers: Iterable[int]) -> list[Node]:
        """Return the rows with these numbers, from 0; each is made once."""
        made = self._made
        return [made.get(n) or made.setdefault(n, _Row(self, n)) for n in numbers]

    @property
    def children(self) -> list[Node]:
        """Return all rows."""
        if self._all is None:
            self._all = self.take(range(len(self)))
        return self._all

    @children.setter
    def children(self, _: list[Node]) -> None:
        """Rows come from the columns alone."""

    def named(self, name: str) -> list[Node]:
        """Return all rows, when they are asked for."""
        return list(self.children) if name == self.row else []


class _Row(Node):
    __slots__ = ("_all", "_number", "_table")

    def __init__(self, table: Table, number: int) -> None:
        self._table, self._number = table, number
        self._all: list[Node] | None = None
        super().__init__(table.row, "", table)
        self._named = {}

    def named(self, name: str) -> list[Node]:
        known = self._named or {}
        if name not in known:
            found = self._table.cells.get(name, ()) if name else ()
            known[name] = [Node(name, "", self, cells[self._number]) for cells in found]
            self._named = known
        return list(known[name])

    def strings(self, name: str) -> list[str]:
        return [cells[self._number] for cells in self._table.cells.get(name, ())]

    @property
    def place(self) -> int:
        return self._number + 1

    @property
    def children(self) -> list[Node]:
        if self._all is None:
            names = [name for name, _ in self._table.columns if name]
            left = {name: self.named(name) for name in names}
            self._all = [left[name].pop(0) for name in names]
        return self._all

    @children.setter
    def children(self, _: list[Node]) -> None:
        pass
