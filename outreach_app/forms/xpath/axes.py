"""The axes and node tests of XPath 1.0 (2.2, 2.3) on our nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from outreach_app.forms.xpath.nodes import (
    ATTRIBUTE,
    COMMENT,
    ELEMENT,
    NAMESPACE,
    PI,
    TEXT,
    Node,
)

Test: TypeAlias = Callable[[Node], bool]
Axis: TypeAlias = Callable[[Node], "list[Node] | tuple[Node, ...]"]

_XFORMS = "http://www.w3.org/2002/xforms"
_XML = "http://www.w3.org/XML/1998/namespace"


def children(node: Node) -> list[Node]:
    """Return active children; the text of a leaf as a node of its own."""
    if node.children:
        return [c for c in node.children if c.active]
    if node.kind == ELEMENT and node.text and node.active:
        return [Node("", "", node, node.text, TEXT)]
    return []


def descendants(node: Node) -> list[Node]:
    """Return everything active below, in document order."""
    found: list[Node] = []
    for child in children(node):
        found.append(child)
        found += descendants(child)
    return found


def _parent(node: Node) -> list[Node]:
    return [node.parent] if node.parent else []


def _beside(node: Node) -> tuple[list[Node], int]:
    if node.parent is None or node.kind in (ATTRIBUTE, NAMESPACE):
        return [node], 0
    rows = children(node.parent)
    return rows, next((n for n, row in enumerate(rows) if row is node), 0)


def _before(node: Node) -> list[Node]:
    rows, at = _beside(node)
    return rows[:at][::-1]


def _after(node: Node) -> list[Node]:
    rows, at = _beside(node)
    return rows[at + 1 :]


def _following(node: Node) -> list[Node]:
    return [n for up in node.up() for row in _after(up) for n in (row, *descendants(row))]


def _preceding(node: Node) -> list[Node]:
    return [n for up in node.up() for row in _before(up) for n in [row, *descendants(row)][::-1]]


def _namespaces(node: Node) -> list[Node]:
    """Return the declarations in force, one node each; the default one first."""
    if node.kind != ELEMENT:
        return []
    found: dict[str, str] = {"xml": _XML}
    for up in reversed(list(node.up())):
        for one in up.attributes:
            if one.kind == NAMESPACE:
                found[one.name] = one.text
    return [Node(k, "", node, found[k], NAMESPACE) for k in sorted(found) if found[k]]


AXES: Mapping[str, Axis] = {
    "child": children,
    "parent": _parent,
    "self": lambda n: [n],
    "attribute": lambda n: [a for a in n.attributes if a.kind == ATTRIBUTE],
    "namespace": _namespaces,
    "descendant": descendants,
    "descendant-or-self": lambda n: [n, *descendants(n)],
    "ancestor": lambda n: list(n.up())[1:],
    "ancestor-or-self": lambda n: list(n.up()),
    "preceding-sibling": _before,
    "following-sibling": _after,
    "preceding": _preceding,
    "following": _following,
}

_KINDS = {"text()": TEXT, "comment()": COMMENT}


def node_test(axis: str, test: str, namespaces: Mapping[str, str] | None) -> Test | None:
    """Return what a node must satisfy, None when any node will do.

    Args:
        axis: as written.
        test: a name, `*`, `p:*`, or a test such as `text()`.
        namespaces: prefix -> URI; None in forms, where local names alone decide.
    """
    principal = {"attribute": ATTRIBUTE, "namespace": NAMESPACE}.get(axis, ELEMENT)
    if test == "node()":
        return None
    if test in _KINDS:
        kind = _KINDS[test]
        return lambda n: n.kind == kind
    if test.startswith("processing-instruction("):
        target = test[len("processing-instruction(") : -1]
        return lambda n: n.kind == PI and target in ("", n.name)
    if test == "*":
        return lambda n: n.kind == principal
    prefix, _, local = test.rpartition(":")
    if namespaces is None:
        return lambda n: n.kind == principal and local in ("*", n.name)
    # Without a prefix: no namespace, or that in which forms are written.
    uris = (namespaces.get(prefix),) if prefix else ("", _XFORMS)
    return lambda n: n.kind == principal and local in ("*", n.name) and n.uri in uris


def in_order(nodes: list[Node]) -> list[Node]:
    """Return `nodes` in document order, each once."""
    unique: list[Node] = []
    seen: set[object] = set()
    for node in nodes:
        # Text nodes of leaves are made when asked for: their parent stands for them.
        key = (id(node.parent), node.kind, node.name) if _made(node) else id(node)
        if key not in seen:
            seen.add(key)
            unique.append(node)
    if len(unique) < 2:
        return unique
    places: dict[int, dict[int, int]] = {}
    return sorted(unique, key=lambda node: _order(node, places))


def _made(node: Node) -> bool:
    return node.kind == NAMESPACE or (
        node.kind == TEXT and node.parent is not None and not node.parent.children
    )


def _order(node: Node, places: dict[int, dict[int, int]]) -> tuple[int, ...]:
    """Return the places of a node and those above it; `places` keeps those of whole families."""
    found: list[int] = []
    for up in node.up():
        if up.parent is None:
            break
        family = places.get(id(up.parent))
        if family is None:
            family = places[id(up.parent)] = _family(up.parent)
        found.append(family.get(id(up), -1 if up.kind in (ATTRIBUTE, NAMESPACE) else 0))
    return tuple(reversed(found))


def _family(parent: Node) -> dict[int, int]:
    """Attributes stand before children (XPath 1.0, 5)."""
    before = len(parent.attributes)
    found = {id(one): n - before for n, one in enumerate(parent.attributes)}
    return found | {id(child): n for n, child in enumerate(parent.children)}
