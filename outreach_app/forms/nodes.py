"""The tree of answers, and the rows of looked-up lists: one kind of node for both."""

from __future__ import annotations

from collections.abc import Iterator


class Node:
    """One node of an instance.

    Attributes:
        path: of its definition, without positions: `/data/child/name`.
        text: its own answer in XForms lexical form; empty for groups.
        relevant: by its own rule; a node counts only if all above it are relevant too.
        repeated: it is one card of a repeat.
    """

    __slots__ = ("_index", "children", "name", "parent", "path", "relevant", "repeated", "text")

    def __init__(self, name: str, path: str, parent: Node | None = None, text: str = "") -> None:
        self.name = name
        self.path = path
        self.parent = parent
        self.text = text
        self.relevant = True
        self.repeated = False
        self.children: list[Node] = []
        self._index: dict[str, dict[str, list[Node]]] = {}

    @property
    def value(self) -> str:
        """Return the answer, empty when the node does not count (XForms spec: relevance)."""
        return self.text if self.counts else ""

    @property
    def counts(self) -> bool:
        """Tell whether the node and everything above it is relevant."""
        node: Node | None = self
        while node is not None:
            if not node.relevant:
                return False
            node = node.parent
        return True

    def string(self) -> str:
        """Return the string value: of a group, that of all answers inside."""
        return "".join(c.string() for c in self.children) if self.children else self.value

    def named(self, name: str) -> list[Node]:
        """Return the children called `name`; `*` for all."""
        return self.children if name == "*" else [c for c in self.children if c.name == name]

    def indexed(self, name: str, column: str, wanted: str) -> list[Node]:
        """Return children `name` whose child `column` is `wanted`; for lists that never change."""
        key = f"{name}/{column}"
        if key not in self._index:
            rows: dict[str, list[Node]] = {}
            for row in self.named(name):
                for cell in row.named(column)[:1]:
                    rows.setdefault(cell.text, []).append(row)
            self._index[key] = rows
        return self._index[key].get(wanted, [])

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def up(self) -> Iterator[Node]:
        """Yield this node, then its parent, up to the top."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def siblings(self) -> list[Node]:
        """Return the nodes of the same name beside it, itself included."""
        return self.parent.named(self.name) if self.parent else [self]

    @property
    def place(self) -> int:
        """Return its position among nodes of its name, from 1."""
        return next(n for n, node in enumerate(self.siblings(), 1) if node is self)

    @property
    def address(self) -> str:
        """Return the path with the positions of cards: `/data/child[2]/name`."""
        steps = [f"{n.name}[{n.place}]" if n.repeated else n.name for n in self.up()]
        return "/" + "/".join(reversed(steps[:-1]))
