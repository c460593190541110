"""A record as XForms submit it, and back: what other ODK tools read.

Source: ODK XForms specification (submission): irrelevant nodes and patterns are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from outreach_app.forms.entities import BLOCK
from outreach_app.forms.shape import Shape
from outreach_app.forms.xpath.nodes import ATTRIBUTE, ELEMENT, Node
from outreach_app.forms.xpath.trees import read_tree


def to_xml(root: Node) -> str:
    """Return the XML of the answers below `root`, blank ones as empty elements."""
    spaces = {n.prefix: n.uri for node in root.walk() for n in (node, *node.attributes) if n.uri}
    declared = "".join(
        f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}"
        for prefix, uri in sorted(spaces.items())
        if prefix != "xml"
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_element(root, declared)}'


def _element(node: Node, declared: str = "") -> str:
    name = f"{node.prefix}:{node.name}" if node.prefix else node.name
    facts = "".join(
        f" {f'{a.prefix}:' if a.prefix else ''}{a.name}={quoteattr(a.text)}"
        for a in node.attributes
        if a.kind == ATTRIBUTE and a.active
    )
    inner = "".join(_element(c) for c in node.children if c.active) or escape(node.text)
    start = f"<{name}{declared}{facts}"
    return f"{start}>{inner}</{name}>" if inner else f"{start}/>"


def from_xml(xml: str, shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """Return the values of a record, as `Session(values=…)` takes them.

    Raises:
        ExpressionError: FORMS_006 it is no XML.
    """
    root = next(n for n in read_tree(xml).children if n.kind == ELEMENT)
    return _values(root, f"/{root.name}", shapes)


def _facts(node: Node, shape: Shape) -> dict[str, Any]:
    known = {a.name for a in shape.attributes}
    return {f"@{a.name}": a.text for a in node.attributes if a.name in known and a.text}


def _values(node: Node, path: str, shapes: Mapping[str, Shape]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in node.children:
        shape = shapes.get(f"{path}/{child.name}") if child.kind == ELEMENT else None
        if shape is None:
            if child.name == "deprecatedID":  # made by a revision where the form has none
                found[child.name] = child.text
            continue
        value: Any = child.text
        if shape.children or child.name == BLOCK:
            value = _facts(child, shape) | _values(child, shape.path, shapes)
        if shape.repeated:
            found.setdefault(child.name, []).append(value)
        else:
            found[child.name] = value
    return found
