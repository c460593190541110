"""`instance('x')/root/item[column = …]` by a table instead of a scan.

Rows that are found are verified by the predicate itself, so a lookup can never answer otherwise
than a scan would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from outreach_app.forms.xpath import values
from outreach_app.forms.xpath.columns import Table
from outreach_app.forms.xpath.moments import Moment
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.rows import Index, Key, Listed, Rows, Wanted
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
    [
        "position",
        "string",
        "number",
        "string-length",
        "normalize-space",
        "name",
        "local-name",
        "namespace-uri",
    ]
)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A path whose step `at` is answered from a table: `select` gets the nodes before it."""

    at: int
    start: Callable[[Scope], list[Node]]
    select: Callable[[Scope, list[Node]], list[Node]]


def find(path: Path, run: Callable[[Expression], Run], in_form: bool) -> Lookup | None:
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
    verify = predicates(step.predicates, run, in_form)
    name = step.test.rpartition(":")[2]

    def select(c: Scope, nodes: list[Node]) -> list[Node]:
        keys = _keys(w(c) for w in wanted)
        pairs = None if keys is None else dict(zip(columns, keys, strict=True))
        found: list[Node] = []
        for node in nodes:
            some = rows(node, name, pairs) if pairs else None
            found += verify(c, node.named(name) if some is None else some)
        return found

    return Lookup(at, lambda c: values.to_nodes(instance(c)), select)


def rows(parent: Node, name: str, wanted: Wanted) -> list[Node] | None:
    """Return children `name` that may hold what is wanted, None when they have to be scanned.

    For lists that never change.
    """
    if parent.index is None:
        parent.index = {}
    index = parent.index.get(name)
    if index is None:
        index = parent.index[name] = Index(_rows(parent, name))
    return index.find(wanted)


def _rows(parent: Node, name: str) -> Rows:
    if isinstance(parent, Table):
        return parent if name == parent.row else Listed([])
    return Listed(parent.named(name))


def _keys(wanted: Iterable[values.Value]) -> list[Key] | None:
    """Return what to look for, None when a value is of a sort that a table cannot answer."""
    keys: list[Key] = []
    for value in wanted:
        if isinstance(value, list):
            if len(value) > 1:
                return None
            value = value[0].string() if value else ""
        elif isinstance(value, (bool, Moment)):
            return None
        keys.append(value)
    return keys


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
            own = name in ("last", "once") or (not args and name in _OF_CONTEXT)
            return own or any(map(reads_row, args))
    return False
