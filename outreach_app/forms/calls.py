"""What a function call is: a name, how many arguments, and how to build its closure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from outreach_app.forms import values as v
from outreach_app.forms.nodes import Node

MANY = 255


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression is evaluated.

    Attributes:
        node: the context node; changes inside predicates.
        current: the node that the expression belongs to.
        document: above the form's root node.
        lists: secondary instances by id.
        now: WIB.
        new_id: makes a UUID.
        label: (node of the question, choice value) -> its label, for `jr:choice-name`.
        position: of the node among those a predicate looks at.
    """

    node: Node
    current: Node
    document: Node
    lists: Mapping[str, Node]
    now: datetime
    new_id: Callable[[], str]
    label: Callable[[str, str], str]
    position: int = 1
    size: int = 1

    def at(self, node: Node, position: int, size: int) -> Context:
        """Return the context inside a predicate."""
        return replace(self, node=node, position=position, size=size)


Run: TypeAlias = Callable[[Context], v.Value]


@dataclass(frozen=True, slots=True)
class Known:
    """A function that expressions may call."""

    least: int
    most: int
    build: Callable[..., Run]


CALLS: dict[str, Known] = {}


def call(
    name: str, least: int, most: int | None = None
) -> Callable[[Callable[..., Run]], Callable[..., Run]]:
    """Register a builder: it gets compiled arguments and returns a closure."""

    def register(build: Callable[..., Run]) -> Callable[..., Run]:
        CALLS[name] = Known(least, least if most is None else most, build)
        return build

    return register


def plain(name: str, least: int, most: int | None = None) -> Callable[..., Callable[..., v.Value]]:
    """Register a function of its arguments' values alone."""

    def register(function: Callable[..., v.Value]) -> Callable[..., v.Value]:
        def build(*runs: Run) -> Run:
            return lambda c: function(*(run(c) for run in runs))

        CALLS[name] = Known(least, least if most is None else most, build)
        return function

    return register


# The calls that need the context; those of values alone stand in `functions`.


@call("if", 3)
def _if(test: Run, then: Run, other: Run) -> Run:
    return lambda c: then(c) if v.to_bool(test(c)) else other(c)


@call("coalesce", 1, MANY)
def _coalesce(*runs: Run) -> Run:
    return lambda c: next((t for run in runs if (t := v.to_text(run(c)))), "")


@call("once", 1)
def _once(run: Run) -> Run:
    return lambda c: c.node.text or v.to_text(run(c))


@call("today", 0)
def _today() -> Run:
    return lambda c: c.now.date().isoformat()


@call("now", 0)
def _now() -> Run:
    return lambda c: c.now.isoformat(timespec="milliseconds")


@call("uuid", 0, 1)
def _uuid(*_: Run) -> Run:
    return lambda c: c.new_id()


@call("current", 0)
def _current() -> Run:
    return lambda c: [c.current]


@call("last", 0)
def _last() -> Run:
    return lambda c: float(c.size)


@call("position", 0, 1)
def _position(*runs: Run) -> Run:
    def run(c: Context) -> v.Value:
        nodes = v.to_nodes(runs[0](c)) if runs else []
        if runs:
            return float(nodes[0].place) if nodes else math.nan
        return float(c.position)

    return run


@call("instance", 1)
def _instance(name: Run) -> Run:
    def run(c: Context) -> v.Value:
        # A list's top node stands above its `root`, as the document does above the form's.
        top = c.lists.get(v.to_text(name(c)))
        if top is None:
            return []
        holder = Node("", "")
        holder.children = [top]
        return [holder]

    return run


@call("pulldata", 4)
def _pulldata(name: Run, column: Run, key: Run, wanted: Run) -> Run:
    def run(c: Context) -> v.Value:
        top = c.lists.get(v.to_text(name(c)))
        rows = top.indexed("item", v.to_text(key(c)), v.to_text(wanted(c))) if top else []
        cells = rows[0].named(v.to_text(column(c))) if rows else []
        return cells[0].text if cells else ""

    return run


@call("jr:choice-name", 2)
def _choice_name(value: Run, path: Run) -> Run:
    return lambda c: c.label(v.to_text(path(c)).strip(), v.to_text(value(c)))


@call("indexed-repeat", 3, 7)
def _indexed_repeat(target: Run, *pairs: Run) -> Run:
    def run(c: Context) -> v.Value:
        wanted = v.to_nodes(target(c.at(c.document, 1, 1)))
        for cards, index in zip(pairs[::2], pairs[1::2], strict=False):
            place = v.to_number(index(c))
            paths = {n.path for n in v.to_nodes(cards(c))}
            wanted = [
                n for n in wanted if any(up.path in paths and up.place == place for up in n.up())
            ]
        return wanted

    return run
