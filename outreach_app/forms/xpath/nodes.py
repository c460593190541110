"""One kind of node for the answers of a file, the rows of lists, and any XML.

A leaf keeps its text itself, without a child node; `text()` makes one when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outreach_app.forms.xpath.rows import Index

ELEMENT, ATTRIBUTE, TEXT, COMMENT, PI, NAMESPACE, DOCUMENT = range(7)


class Node:
    """One node.

    Attributes:
        path: of its definition, without positions: `/data/child/name`; empty outside forms.
        text: its own answer in XForms lexical form; empty for groups.
        kept: what a person chose, though a filter does not offer it now.
        relevant: by its own rule.
        active: relevant, and everything above it too; only active nodes are seen by paths.
        repeated: it is one card of a repeat.
        truth: its type is boolean; as a number `true` is 1 (as on phones).
    """

    __slots__ = (
        "_named",
        "_places",
        "active",
        "attributes",
        "children",
        "index",
        "kept",
        "kind",
        "name",
        "parent",
        "path",
        "prefix",
        "relevant",
        "repeated",
        "text",
        "truth",
        "uri",
    )

    def __init__(
        self,
        name: str,
        path: str = "",
        parent: Node | None = None,
        text: str = "",
        kind: int = ELEMENT,
    ) -> None:
        self.name, self.path, self.parent, self.text, self.kind = name, path, parent, text, kind
        self.prefix = self.uri = self.kept = ""
        self.relevant = self.active = True
        self.repeated = self.truth = False
        self.children: list[Node] = []
        self.attributes: tuple[Node, ...] = ()
        self._named: dict[str, list[Node]] | None = None
        self._places: dict[int, int] | None = None
        self.index: dict[str, Index] | None = None

    # Reading ------------------------------------------------------------------------------

    @property
    def value(self) -> str:
        """Return the answer, empty when the node is not active."""
        return self.text if self.active else ""

    def string(self) -> str:
        """Return the string value: of a group, that of all active text inside."""
        if not self.children:
            return self.text if self.active else ""
        return "".join(c.string() for c in self.children if c.kind in (ELEMENT, TEXT))

    def named(self, name: str) -> list[Node]:
        """Return the active children called `name`."""
        found = (self._named or self._by_name()).get(name)
        if found is None:
            return []
        if len(found) == 1:
            return found[:] if found[0].active else []
        return [c for c in found if c.active]

    def _by_name(self) -> dict[str, list[Node]]:
        self._named = {}
        for child in self.children:
            if child.kind == ELEMENT:
                self._named.setdefault(child.name, []).append(child)
        return self._named

    def strings(self, name: str) -> list[str]:
        """Return the string value of every active child called `name`."""
        found = (self._named or self._by_name()).get(name)
        if found is None:
            return []
        return [c.string() if c.children else c.text for c in found if c.active]

    def cards(self, name: str) -> list[Node]:
        """Return the children called `name`, relevant or not."""
        return [c for c in self.children if c.name == name and c.kind == ELEMENT]

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

    @property
    def place(self) -> int:
        """Return its position among nodes of its name, relevant or not, from 1."""
        if self.parent is None:
            return 1
        if self.parent._places is None:
            self.parent._places = dict(self.parent.numbered())
        return self.parent._places.get(id(self), 1)

    def numbered(self) -> Iterator[tuple[int, int]]:
        """Yield (id, place) of the children."""
        seen: dict[str, int] = {}
        for child in self.children:
            if child.kind == ELEMENT:
                seen[child.name] = seen.get(child.name, 0) + 1
                yield id(child), seen[child.name]

    @property
    def address(self) -> str:
        """Return the path with the positions of cards: `/data/child[2]/name`."""
        steps = [f"{n.name}[{n.place}]" if n.repeated else n.name for n in self.up()]
        return "/" + "/".join(reversed(steps[:-1]))

    # Changing -----------------------------------------------------------------------------

    def insert(self, at: int, child: Node) -> None:
        """Put `child` at place `at` among the children."""
        child.parent = self
        after = self.children[at:]
        self.children.insert(at, child)
        if self._named is None or any(c.name == child.name for c in after):
            self._named = self._places = None
        else:  # the last of its name: nobody else is counted anew
            alike = self._named.setdefault(child.name, [])
            alike.append(child)
            if self._places is not None:
                self._places[id(child)] = len(alike)
        child.refresh()

    def append(self, child: Node) -> None:
        """Put `child` after the other children."""
        self.insert(len(self.children), child)

    def remove(self, child: Node) -> None:
        """Take `child` out; it keeps its answers."""
        self.children.remove(child)
        self._named = self._places = None

    def replace_children(self, children: list[Node]) -> None:
        """Have exactly these children; `active` of everything is set by who asks for it."""
        if children != self.children:
            for child in children:
                child.parent = self
            self.children = children
            self._named = self._places = None

    def refresh(self) -> list[Node]:
        """Bring `active` of this node and all below in line; return the nodes that changed."""
        active = self.relevant and (self.parent is None or self.parent.active)
        if active == self.active:
            return []
        self.active = active
        changed = [self]
        for child in self.children:
            changed += child.refresh()
        return changed
