"""A file is opened: former answers come back, what is known at once is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from outreach_app.forms.tree import Tree
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Surroundings


def preload(nodes: Iterable[Node], tree: Tree, around: Surroundings) -> None:
    """Fill in what a new file or card knows at once (ODK XForms specification, preload)."""
    for node in nodes:
        what = tree.form.bind(node.path).preload
        if what and not node.text:
            node.text, node.kept = _preloaded(what, around), ""


def give_ids(tree: Tree, around: Surroundings) -> None:
    """Give an old draft without an id one (D23)."""
    for path, bind in tree.form.binds.items():
        if bind.preload.startswith("uid"):
            preload(tree.at(path), tree, around)


def _preloaded(what: str, around: Surroundings) -> str:
    sort, _, detail = what.partition(" ")
    if sort == "uid":
        return f"uuid:{around.new_id()}"
    if sort == "date":
        return around.now.date().isoformat()
    if sort == "timestamp" and detail != "end":
        return around.now.isoformat(timespec="milliseconds")
    return around.properties.get(detail, "") if sort == "property" else ""


Write = Callable[[Node, str], None]


def bring_back(tree: Tree, values: Mapping[str, Any], write: Write) -> None:
    """Put former answers where they were, with as many cards as there were."""
    for card in [n for n in tree.root.walk() if n.repeated]:
        if card.parent:
            card.parent.remove(card)
    _restore(tree, tree.root, values, write)


def _restore(tree: Tree, node: Node, values: Mapping[str, Any], write: Write) -> None:
    for name, value in values.items():
        if isinstance(value, list):
            for one in value:
                card = tree.grow(node, f"{node.path}/{name}")
                if card and isinstance(one, Mapping):
                    _restore(tree, card, one, write)
            continue
        for child in _children(node, name):
            if isinstance(value, Mapping):
                _restore(tree, child, value, write)
            elif not child.children:
                write(child, str(value))


def _children(node: Node, name: str) -> list[Node]:
    if name.startswith("@"):
        return [fact for fact in node.attributes if fact.name == name[1:]]
    if name == "deprecatedID" and node.name == "meta" and not node.cards(name):
        name_former_id(node)
    return node.cards(name)[:1]


def name_former_id(meta: Node) -> Node | None:
    """Return the node that names the record this one replaces; made where the form has none."""
    own = next(iter(meta.cards("instanceID")), None)
    former = next(iter(meta.cards("deprecatedID")), None)
    if former is None and own is not None:
        former = Node("deprecatedID", f"{meta.path}/deprecatedID")
        former.prefix, former.uri = own.prefix, own.uri
        meta.append(former)
    return former
