"""`instance('x')/root/item[column = …]` by a table instead of a scan.

Rows are found under a normalised key (17 and 17.0 share one) and then verified by the predicate
itself, so a lookup can never answer otherwise than a scan would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outreach_app.forms.xpath import values
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Run, Scope
from outreach_app.forms.xpath.syntax import (
    Binary,
    Call,
    Expression,
    Filter,
    Negate,
    Path,
    Step,
    Text,
)

_OF_CONTEXT = frozenset(
    ["string", "number", "string-length", "normalize-space", "name", "local-name", "namespace-uri"]
)
_NUMERIC = frozenset("0123456789-.,\t\n\r ")
Key = tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A path whose step `at` is answered from a table: `select` gets the nodes before it."""

    at: int
    start: Callable[[Scope], list[Node]]
    select: Callable[[Scope, list[Node]], list[Node]]


def find(path: Path, run: Callable[[Expression], Run]) -> Lookup | None:
    """Return how to look `path` up, None when it has to be scanned."""
    start = path.start
    if not (isinstance(start, Call) and start.name == "instance" and start.args):
        return None
    at = next((n for n, s in enumerate(path.steps) if s.predicates), None)
    if at is None or not isinstance(start.args[0], Text) or not all(map(_plain, path.steps[:at])):
        return None
    step = path.steps[at]
    pairs = dict(_pairs(step.predicates[0]))
    if not pairs or not _plain(Step(step.axis, step.test)):
        return None
    from outreach_app.forms.xpath.paths import predicates

    instance = run(start)
    columns, wanted = tuple(pairs), [run(e) for e in pairs.values()]
    verify = predicates(step.predicates, run)
    name = step.test.rpartition(":")[2]

    def select(c: Scope, nodes: list[Node]) -> list[Node]:
        key = _key([w(c) for w in wanted])
        if key is None:
            return [n for node in nodes for n in verify(c, node.named(name))]
        return [n for node in nodes for n in verify(c, rows(node, name, columns, key))]

    return Lookup(at, lambda c: values.to_nodes(instance(c)), select)


def rows(parent: Node, name: str, columns: tuple[str, ...], key: Key) -> list[Node]:
    """Return children `name` whose `columns` may equal `key`; for lists that never change."""
    if parent.index is None:
        parent.index = {}
    table = parent.index.get((name, *columns))
    if table is None:
        table = {}
        for row in parent.named(name):
            cells = tuple([normal(row.cell(column)) for column in columns])
            table.setdefault(cells, []).append(row)
        parent.index[name, *columns] = table
    return table.get(key, [])


def normal(text: str) -> str | float:
    """Return what texts share that may be equal: the number where there is one."""
    if text[:1] not in _NUMERIC:
        return text
    number = values.text_number(text)
    return text if math.isnan(number) else round(number, 9) + 0.0


def _key(wanted: list[values.Value]) -> Key | None:
    """Return the key, None when a value is of a sort that a table cannot answer."""
    key: list[str | float] = []
    for value in wanted:
        if isinstance(value, bool) or (isinstance(value, list) and len(value) > 1):
            return None
        if isinstance(value, float):
            key.append(round(value, 9) + 0.0 if math.isfinite(value) else values.to_text(value))
        else:
            key.append(normal(values.to_text(value)))
    return tuple(key)


def _plain(step: Step) -> bool:
    return step.axis == "child" and not step.predicates and step.test not in ("*", "node()")


def _pairs(predicate: Expression) -> Iterator[tuple[str, Expression]]:
    """Yield (column, wanted) of every equality that must hold and does not read the row."""
    if not isinstance(predicate, Binary):
        return
    if predicate.operator == "and":
        if not any(_positional(side) for side in (predicate.left, predicate.right)):
            yield from _pairs(predicate.left)
            yield from _pairs(predicate.right)
    elif predicate.operator == "=":
        for column, wanted in (
            (predicate.left, predicate.right),
            (predicate.right, predicate.left),
        ):
            match column:
                case Path(start=".", steps=(step,)) if _plain(step) and not reads_row(wanted):
                    yield step.test.rpartition(":")[2], wanted
                    return


def _positional(expression: Expression) -> bool:
    match expression:
        case Call(name=name, args=args):
            return name in ("position", "last") or any(map(_positional, args))
        case Binary(left=left, right=right):
            return _positional(left) or _positional(right)
        case Negate(argument=argument):
            return _positional(argument)
    return False


def reads_row(expression: Expression) -> bool:
    """Tell whether the value depends on the row that a predicate stands on."""
    match expression:
        case Path(start=start):
            return start == "." or (not isinstance(start, str) and reads_row(start))
        case Filter(argument=argument) | Negate(argument=argument):
            return reads_row(argument)
        case Binary(left=left, right=right):
            return reads_row(left) or reads_row(right)
        case Call(name=name, args=args):
            own = name in ("position", "last", "once") or (not args and name in _OF_CONTEXT)
            return own or any(map(reads_row, args))
    return False
