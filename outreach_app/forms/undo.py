"""How a file stands at one moment, to go back to after trying something."""

from __future__ import annotations

from outreach_app.forms.computing import Errors
from outreach_app.forms.tree import Tree
from outreach_app.forms.xpath.nodes import Node

Aside = dict[tuple[int, str], list[Node]]


class Photograph:
    """The nodes, their answers, and the cards put aside."""

    def __init__(self, tree: Tree, errors: Errors, aside: Aside) -> None:
        self._tree, self._errors, self._aside = tree, errors, aside
        self._former_errors = dict(errors)
        self._former_aside = {key: list(cards) for key, cards in aside.items()}
        self._by_path = {path: list(nodes) for path, nodes in tree.by_path.items()}
        self._nodes = [
            (n, n.text, n.kept, n.relevant, n.active, list(n.children))
            for nodes in tree.by_path.values()
            for n in nodes
        ]

    def gone(self) -> list[Node]:
        """Return the outermost cards that are no longer there, in document order."""
        lost = [n for n, *_ in self._nodes if n.repeated and not self._stands(n)]
        ids = {id(n) for n in lost}
        return [n for n in lost if not any(id(up) in ids for up in list(n.up())[1:])]

    def _stands(self, node: Node) -> bool:
        return any(node is n for n in self._tree.at(node.path))

    def bring_back(self) -> None:
        """Make everything as it was."""
        self._errors.clear()
        self._errors.update(self._former_errors)
        self._aside.clear()
        self._aside.update(self._former_aside)
        self._tree.by_path.clear()
        self._tree.by_path.update(self._by_path)
        for node, text, kept, relevant, active, children in self._nodes:
            node.text, node.kept, node.relevant, node.active = text, kept, relevant, active
            node.replace_children(children)
