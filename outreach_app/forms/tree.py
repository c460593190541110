"""The nodes of an open file, found by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outreach_app.forms.definition import Form
from outreach_app.forms.fitting import fitted
from outreach_app.forms.xpath.nodes import DOCUMENT, Node
from outreach_app.forms.xpath.values import text_number


class Tree:
    """Answers as nodes.

    Attributes:
        document: above the root.
        by_path: path of the definition -> its nodes, one in each card.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.document = Node("", kind=DOCUMENT)
        self.root = form.start.grow(self.document)
        self.document.children = [self.root]
        self.by_path: dict[str, list[Node]] = {}

    def fit(self, path: str, text: str) -> str:
        """Return what the form made for `path` as its type, and its range, hold it."""
        return self.within(path, fitted(self.form.bind(path).kind, text))

    def within(self, path: str, text: str) -> str:
        """Return `text`, blank when it is outside the range of its question (spec: range)."""
        item = self.form.questions.get(path)
        if not text or item is None or item.range is None:
            return text
        low, high = sorted((item.range.start, item.range.end))
        return text if low <= text_number(text) <= high else ""

    def at(self, path: str) -> list[Node]:
        """Return the nodes of a definition path, relevant or not."""
        return self.by_path.get(path, [])

    def find(self, address: str) -> Node | None:
        """Return the node at a path with card positions; without one, the first card's."""
        plain = self.by_path.get(address)
        if plain and len(plain) == 1:
            return plain[0]
        nodes: list[Node] = [self.document]
        for step in address.split("/")[1:]:
            name, _, place = step.removesuffix("]").partition("[")
            nodes = [c for n in nodes for c in _named(n, name)]
            if place:
                nodes = nodes[int(place) - 1 : int(place)] if place.isdigit() else []
        return nodes[0] if nodes else None

    def index(self, top: Node) -> list[Node]:
        """Make `top` and all below known; return them, attributes too."""
        found = _whole(top)
        for node in found:
            self.by_path.setdefault(node.path, []).append(node)
            node.truth = self.form.bind(node.path).kind == "boolean"
        return found

    def forget(self, top: Node) -> set[str]:
        """Undo `index`; return the paths that lost a node."""
        gone = _whole(top)
        left: list[Node] = []
        for node in reversed(gone):
            alike = self.by_path[node.path]
            if alike and alike[-1] is node:  # as when a count takes the last cards
                alike.pop()
            else:
                left.append(node)
        ids = {id(n) for n in left}
        for path in {n.path for n in left}:
            self.by_path[path] = [n for n in self.by_path[path] if id(n) not in ids]
        return {n.path for n in gone}

    def singles(self) -> Mapping[str, Node]:
        """Return the nodes that stand outside every repeat, by path."""
        return {
            path: nodes[0]
            for path, nodes in self.by_path.items()
            if len(nodes) == 1 and not any(n.repeated for n in nodes[0].up())
        }

    def grow(self, parent: Node, path: str) -> Node | None:
        """Put one more card of the repeat `path` below `parent`, at the definition's place."""
        shape = self.form.shapes.get(path)
        if shape is None or not shape.repeated:
            return None
        card = shape.grow(parent)
        self.put(parent, card)
        return card

    def put(self, parent: Node, child: Node) -> None:
        """Put `child` after its like below `parent`, so that the definition's order is kept."""
        order = list(dict.fromkeys(c.name for c in self.form.shapes[parent.path].children))
        upto = order[: order.index(child.name) + 1]
        parent.insert(sum(c.name in upto for c in parent.children), child)


def _named(node: Node, name: str) -> Iterable[Node]:
    if name.startswith("@"):
        return [a for a in node.attributes if a.name == name[1:]]
    return node.cards(name)


def _whole(top: Node) -> list[Node]:
    return [n for node in top.walk() for n in (node, *node.attributes)]


def below(top: Node, path: str) -> list[Node]:
    """Return the nodes of `path` below `top`, whose path is the beginning of it."""
    nodes = [top]
    for name in path[len(top.path) :].split("/")[1:]:
        nodes = [child for node in nodes for child in _named(node, name)]
    return nodes
