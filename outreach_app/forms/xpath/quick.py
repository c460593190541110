"""What forms ask all day, without the general machinery: `../a`, `current()/../b`, `[a = …]`.

Everything here answers as `paths` and `values` do; what it does not know it leaves to them.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import TypeAlias

from outreach_app.forms.xpath import values
from outreach_app.forms.xpath.lookups import reads_row
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Run, Scope
from outreach_app.forms.xpath.syntax import Binary, Call, Expression, Path, Step, walk

Select: TypeAlias = Callable[[Scope, list[Node]], list[Node]]
Holds: TypeAlias = Callable[[str], bool]

_UP = Step("parent", "node()")
_CURRENT = Call("current", ())
_CHANGING = frozenset(("random", "uuid", "once", "randomize"))
"""Functions whose value may differ from row to row although they read no row."""
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_TESTS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def column(path: Expression) -> str | None:
    """Return the name in a path to children of the context node, None for any other."""
    if isinstance(path, Path) and path.start == "." and len(path.steps) == 1:
        return _name(path.steps[0])
    return None


def _name(step: Step) -> str | None:
    if step.axis != "child" or step.predicates or step.test.endswith((")", "*")):
        return None
    return step.test.rpartition(":")[2]


def route(path: Path) -> Run | None:
    """Return the closure of a path up and then down by names, None for any other."""
    if path.start not in (".", _CURRENT):
        return None
    ups = next((n for n, s in enumerate(path.steps) if s != _UP), len(path.steps))
    names = [_name(step) for step in path.steps[ups:]]
    if not names or None in names:
        return None
    first, rest = str(names[0]), tuple(map(str, names[1:]))
    own = path.start == "."
    if own and not ups and not rest:
        return lambda c: c.node.named(first)

    def run(c: Scope) -> values.Value:
        node: Node | None = c.node if own else c.current
        for _ in range(ups):
            node = node.parent if node is not None else None
        nodes = node.named(first) if node is not None else []
        for name in rest:
            nodes = [below for above in nodes for below in above.named(name)]
        return nodes

    return run


def kept(predicate: Expression, run: Callable[[Expression], Run]) -> Select | None:
    """Return what keeps the nodes for which a column compares with a value that is not theirs.

    The value is asked once for all nodes. None: `predicate` is of another sort.
    """
    if predicate == Call("last", ()):
        return lambda _, nodes: nodes[-1:]
    if not isinstance(predicate, Binary):
        return None
    if predicate.operator == "and":
        return _both(*[_part(side, run) for side in (predicate.left, predicate.right)])
    if predicate.operator == "=" and predicate.left == Call("position", ()):
        return _placed(predicate, run)
    if predicate.operator not in _MIRRORED:
        return None
    return _compared(predicate, run)


def _part(side: Expression, run: Callable[[Expression], Run]) -> Select | None:
    if not isinstance(side, Binary) or side.left == Call("position", ()):
        return None
    return kept(side, run)


def _both(one: Select | None, other: Select | None) -> Select | None:
    """Neither asks for places, so one after the other keeps what both together would."""
    if one is None or other is None:
        return None
    return lambda c, nodes: other(c, one(c, nodes))


def _placed(predicate: Binary, run: Callable[[Expression], Run]) -> Select | None:
    """`position() = …`: the node at a place that is the same for all."""
    if not _same_for_all(predicate.right):
        return None
    wanted = run(predicate.right)

    def select(c: Scope, nodes: list[Node]) -> list[Node]:
        if not nodes:
            return []
        value = wanted(Scope(nodes[0], c.around, c.current, 1, len(nodes)))
        if isinstance(value, bool):
            return nodes if value else []  # every place is a true number
        several = isinstance(value, list)
        places = (
            map(values.text_number, values.texts(value)) if several else [values.to_number(value)]
        )
        near = {round(p) for p in places if math.isfinite(p) and values.close(round(p), p)}
        return [nodes[n - 1] for n in sorted(near) if 0 < n <= len(nodes)]

    return select


def _compared(predicate: Binary, run: Callable[[Expression], Run]) -> Select | None:
    sign = predicate.operator
    name, other = column(predicate.left), predicate.right
    if name is None:
        name, other, sign = column(predicate.right), predicate.left, _MIRRORED[sign]
    if name is None or not _same_for_all(other):
        return None
    wanted, everything = run(other), run(predicate)
    equal = sign in ("=", "!=")
    compare = _equal(sign) if equal else _ordered(sign)
    # No node counts as one empty text when asked for equality (D26).
    blank = ("",) if equal else ()

    def select(c: Scope, nodes: list[Node]) -> list[Node]:
        if not nodes:
            return []
        c.around.spend(len(nodes))
        inner = Scope(nodes[0], c.around, c.current, 1, len(nodes))
        holds = compare(wanted(inner))
        if holds is not None:
            return _holding(nodes, name, holds, blank)
        found: list[Node] = []
        for at, node in enumerate(nodes, 1):
            inner.node, inner.position = node, at
            if everything(inner):
                found.append(node)
        return found

    return select


def _same_for_all(other: Expression) -> bool:
    if reads_row(other):
        return False
    return not any(isinstance(e, Call) and e.name in _CHANGING for e in walk(other))


def _holding(nodes: list[Node], name: str, holds: Holds, blank: tuple[str, ...]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        texts = node.strings(name)
        if holds(texts[0]) if len(texts) == 1 else any(map(holds, texts or blank)):
            found.append(node)
    return found


def _equal(sign: str) -> Callable[[values.Value], Holds | None]:
    negated = sign == "!="

    def compare(wanted: values.Value) -> Holds | None:
        if type(wanted) is str:
            return wanted.__ne__ if negated else wanted.__eq__
        if type(wanted) is float:
            close, number = values.close, values.text_number
            return lambda text: close(number(text), wanted) != negated
        if isinstance(wanted, list) and not negated:
            some = {node.string() for node in wanted} or {""}
            return some.__contains__
        return None

    return compare


def _ordered(sign: str) -> Callable[[values.Value], Holds | None]:
    test, number = _TESTS[sign], values.text_number

    def compare(wanted: values.Value) -> Holds | None:
        if not isinstance(wanted, list):
            limit = values.to_number(wanted)
            return lambda text: test(number(text), limit)
        limits = [number(node.string()) for node in wanted]
        return lambda text: any(test(number(text), limit) for limit in limits)

    return compare
