"""What a finished record creates or changes in lists of entities, as its XML says it.

Nothing is changed here: the block travels in the record, whole. Source: ODK Entities
specification 2024.1 (2025.1 for blocks in repeats); design page xforms.md, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from outreach_app.forms.definition import Bind
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.shape import Shape
from outreach_app.forms.tree import Tree
from outreach_app.forms.xpath.nodes import Node

BLOCK = "entity"
_YES = ("1", "true")
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_RESERVED = ("name", "label")


@dataclass(frozen=True, slots=True)
class Entity:
    """One action on a list.

    Attributes:
        dataset: name of the list.
        entity_id: UUID.
        create, update: both for create-or-update.
        base_version: the one that the form saw; blank for what is new.
        trunk_version: the last one of the server before changes here.
        branch_id: of this run of changes here.
        properties: property -> relevant answer.
    """

    dataset: str
    entity_id: str
    create: bool
    update: bool
    label: str
    base_version: str
    trunk_version: str
    branch_id: str
    properties: Mapping[str, str]


def check(start: Shape, binds: Mapping[str, Bind]) -> None:
    """Refuse names that no list can have.

    Raises:
        ExpressionError: FORMS_038 of a list or a property.
    """
    for shape in start.walk():
        lists = [a.default for a in shape.attributes if a.name == "dataset"]
        if shape.name == BLOCK:
            for name in lists:
                _check(name, name)
    for path, bind in binds.items():
        if bind.saveto:
            _check(bind.saveto, path.rpartition("/")[2])
            if bind.saveto.lower() in _RESERVED:
                raise ExpressionError("FORMS_038", name=path.rpartition("/")[2], what=bind.saveto)


def _check(name: str, where: str) -> None:
    if not _NAME.fullmatch(name) or name.startswith("__"):
        raise ExpressionError("FORMS_038", name=where, what=name)


def settle(tree: Tree, new_id: Callable[[], str]) -> None:
    """Give what is new an id, when the file is finished, where no rule of the form gives it one.

    The rest stays as the form computed it: a finished file may be opened again.
    """
    for block in _blocks(tree):
        for fact in block.attributes:
            own = fact.name == "id" and tree.form.bind(fact.path).calculate is None
            if own and not fact.text and _yes(block, "create"):
                fact.text, fact.kept = new_id(), ""


def entities(tree: Tree) -> Iterator[Entity]:
    """Yield what the answers create or change, in the order of the form.

    Nothing is new without a label, and nothing is changed or new without an id (as phones do it).
    """
    for block in _blocks(tree):
        create, update = _yes(block, "create"), _yes(block, "update")
        if not _fact(block, "id") or not (update or (create and _label(block).strip())):
            continue
        yield Entity(
            dataset=_fact(block, "dataset"),
            entity_id=_fact(block, "id"),
            create=create,
            update=update,
            label=_label(block),
            base_version=_fact(block, "baseVersion"),
            trunk_version=_fact(block, "trunkVersion"),
            branch_id=_fact(block, "branchId"),
            properties=_properties(tree, block),
        )


def _blocks(tree: Tree) -> list[Node]:
    return [n for n in tree.root.walk() if n.name == BLOCK and n.active and _fact(n, "dataset")]


def _properties(tree: Tree, block: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for path, bind in tree.form.binds.items():
        for node in tree.at(path) if bind.saveto else ():
            if node.active and _owner(node) is block:
                found[bind.saveto] = node.text
    return found


def _owner(node: Node) -> Node | None:
    """Return the block of the nearest card (or the form) around an answer that has one."""
    for above in node.up():
        for meta in above.cards("meta"):
            for block in meta.cards(BLOCK):
                return block
    return None


def _label(block: Node) -> str:
    return next((n.text for n in block.cards("label") if n.active), "")


def _fact(block: Node, name: str) -> str:
    return next((a.text for a in block.attributes if a.name == name and a.active), "")


def _yes(block: Node, name: str) -> bool:
    return _fact(block, name).strip().lower() in _YES
