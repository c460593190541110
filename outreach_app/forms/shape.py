"""What the answers of a form look like before anybody answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from outreach_app.forms.xpath.nodes import ATTRIBUTE, ELEMENT, Node


@dataclass(frozen=True, slots=True)
class Shape:
    """One node of the primary instance.

    Attributes:
        path: of the definition, `/data/child/name`, attributes as `/data/child/@id`.
        template: the pattern of a repeat only, never part of a new file (`jr:template`).
    """

    name: str
    path: str
    default: str = ""
    repeated: bool = False
    template: bool = False
    attribute: bool = False
    uri: str = ""
    prefix: str = ""
    children: tuple[Shape, ...] = ()
    attributes: tuple[Shape, ...] = ()

    def grow(self, parent: Node | None = None) -> Node:
        """Return fresh nodes of this shape, patterns left out."""
        kind = ATTRIBUTE if self.attribute else ELEMENT
        node = Node(self.name, self.path, parent, self.default, kind)
        node.uri, node.prefix, node.repeated = self.uri, self.prefix, self.repeated
        node.children = [c.grow(node) for c in self.children if not c.template]
        node.attributes = tuple(a.grow(node) for a in self.attributes)
        return node

    def walk(self) -> Iterator[Shape]:
        """Yield this shape and all below, attributes first."""
        yield self
        yield from self.attributes
        for child in self.children:
            yield from child.walk()


_JR = "http://openrosa.org/javarosa"


def read_shape(node: Node, above: str, repeats: frozenset[str]) -> Shape:
    """Return the shape of an element of the primary instance, with every row it has."""
    path = f"{above}/{node.name}"
    children = tuple(read_shape(c, path, repeats) for c in node.children if c.kind == ELEMENT)
    attributes = [a for a in node.attributes if a.kind == ATTRIBUTE]
    return Shape(
        name=node.name,
        path=path,
        default="" if children else node.text.strip(),
        repeated=path in repeats,
        template=any(a.name == "template" and a.uri == _JR for a in attributes),
        uri=node.uri,
        prefix=node.prefix,
        children=children,
        attributes=tuple(
            Shape(a.name, f"{path}/@{a.name}", a.text, False, False, True, a.uri, a.prefix)
            for a in attributes
            if a.uri != _JR
        ),
    )


def several(node: Node, above: str) -> Iterator[str]:
    """Yield the paths that stand more than once below one node: cards, whatever the body says."""
    path = f"{above}/{node.name}"
    children = [c for c in node.children if c.kind == ELEMENT]
    counted = Counter(c.name for c in children)
    yield from (f"{path}/{name}" for name, times in counted.items() if times > 1)
    for child in children:
        yield from several(child, path)


def patterns(start: Shape) -> dict[str, Shape]:
    """Return the pattern of every path: the template of a repeat where there is one."""
    found: dict[str, Shape] = {}
    for shape in start.walk():
        if shape.path not in found or (shape.template and not found[shape.path].template):
            found[shape.path] = shape
    return found
