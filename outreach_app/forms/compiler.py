"""Expressions compiled once to closures; nothing of the text is left at run time."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import TypeAlias

from outreach_app.forms import functions as _functions  # registers its calls
from outreach_app.forms import values as v
from outreach_app.forms.calls import CALLS, Context, Run
from outreach_app.forms.nodes import Node
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.syntax import (
    Binary,
    Call,
    Expression,
    Filter,
    Negate,
    Number,
    Path,
    Step,
    Text,
    walk,
)

_ = _functions
Select: TypeAlias = Callable[[Context, list[Node]], list[Node]]

_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "mod": lambda a, b: math.fmod(a, b) if b and not math.isinf(a) else math.nan,
    "div": lambda a, b: a / b if b else math.nan if not a else math.copysign(math.inf, a),
}


def compile_expression(expression: Expression) -> Run:
    """Return a closure that evaluates `expression` in a context.

    Raises:
        ExpressionError: FORMS_002 unknown function; FORMS_003 wrong number of arguments.
    """
    match expression:
        case Number(value=number):
            return lambda _: number
        case Text(value=text):
            return lambda _: text
        case Negate(argument=argument):
            run = compile_expression(argument)
            return lambda c: -v.to_number(run(c))
        case Call():
            return _call(expression)
        case Binary():
            return _binary(expression)
        case Filter(argument=argument, predicates=predicates):
            inner, filters = compile_expression(argument), _predicates(predicates)
            return lambda c: filters(c, v.to_nodes(inner(c)))
        case Path():
            return _path(expression)


def _call(call: Call) -> Run:
    known = CALLS.get(call.name)
    if known is None:
        raise ExpressionError("FORMS_002", function=call.name)
    if not known.least <= len(call.args) <= known.most:
        raise ExpressionError("FORMS_003", function=call.name)
    return known.build(*(compile_expression(arg) for arg in call.args))


def _binary(binary: Binary) -> Run:
    left, right = compile_expression(binary.left), compile_expression(binary.right)
    sign = binary.operator
    if sign == "or":
        return lambda c: v.to_bool(left(c)) or v.to_bool(right(c))
    if sign == "and":
        return lambda c: v.to_bool(left(c)) and v.to_bool(right(c))
    if sign == "=":
        return lambda c: v.equal(left(c), right(c))
    if sign == "!=":
        return lambda c: not v.equal(left(c), right(c))
    if sign == "|":
        return lambda c: _union(v.to_nodes(left(c)), v.to_nodes(right(c)))
    if compare := _COMPARE.get(sign):
        return lambda c: bool(compare(v.to_number(left(c)), v.to_number(right(c))))
    count = _ARITHMETIC[sign]
    return lambda c: count(v.to_number(left(c)), v.to_number(right(c)))


def _union(left: list[Node], right: list[Node]) -> list[Node]:
    return left + [node for node in right if not any(node is other for other in left)]


def _path(path: Path) -> Run:
    if indexed := _indexed(path):
        return indexed
    steps = [_step(step) for step in path.steps]
    if path.start == ".":
        return lambda c: _follow(c, [c.node], steps)
    if path.start == "/":
        narrow = _narrowing(path)
        return lambda c: narrow(c) if narrow else _follow(c, [c.document], steps)
    start = compile_expression(path.start)  # type: ignore[arg-type]  # text starts are handled
    return lambda c: _follow(c, v.to_nodes(start(c)), steps)


def _follow(context: Context, nodes: list[Node], steps: list[Select]) -> list[Node]:
    for step in steps:
        nodes = step(context, nodes)
    return nodes


def _narrowing(path: Path) -> Run | None:
    """Absolute paths mean "of this card" inside a repeat (ODK), unless a predicate says else."""
    if not path.steps or any(step.axis != "child" for step in path.steps):
        return None
    steps = [(_step(s), s.test, not s.predicates) for s in path.steps]

    def run(c: Context) -> list[Node]:
        above = {node.path: node for node in c.current.up() if node.repeated}
        nodes, where = [c.document], ""
        for place, (step, name, plain) in enumerate(steps, 1):
            where += f"/{name}"
            if plain and where in above and place < len(steps):
                nodes = [above[where]]
            else:
                nodes = step(c, nodes)
        return nodes

    return run


def _step(step: Step) -> Select:
    axis = _AXES.get(step.axis)
    if axis is None:
        raise ExpressionError("FORMS_001", at=step.axis)
    test, filters = step.test, _predicates(step.predicates)

    def run(c: Context, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            hits = axis(node, test)
            found += filters(c, hits) if step.predicates else hits
        return found

    return run


def _matching(nodes: list[Node], test: str) -> list[Node]:
    return [n for n in nodes if test in ("node()", "*", n.name)]


_AXES: dict[str, Callable[[Node, str], list[Node]]] = {
    "child": lambda n, t: n.children if t == "node()" else n.named(t),
    "parent": lambda n, t: _matching([n.parent], t) if n.parent else [],
    "self": lambda n, t: _matching([n], t),
    "descendant": lambda n, t: _matching(list(n.walk())[1:], t),
    "descendant-or-self": lambda n, t: _matching(list(n.walk()), t),
    "ancestor": lambda n, t: _matching(list(n.up())[1:], t),
    "ancestor-or-self": lambda n, t: _matching(list(n.up()), t),
    "preceding-sibling": lambda n, t: _beside(n, t, before=True),
    "following-sibling": lambda n, t: _beside(n, t, before=False),
}


def _beside(node: Node, test: str, *, before: bool) -> list[Node]:
    rows = node.parent.children if node.parent else [node]
    at = next(i for i, row in enumerate(rows) if row is node)
    return _matching(rows[:at][::-1] if before else rows[at + 1 :], test)


def _predicates(predicates: tuple[Expression, ...]) -> Select:
    runs = [compile_expression(p) for p in predicates]

    def select(c: Context, nodes: list[Node]) -> list[Node]:
        for run in runs:
            size = len(nodes)
            nodes = [n for at, n in enumerate(nodes, 1) if _holds(run(c.at(n, at, size)), at)]
        return nodes

    return select


def _holds(value: v.Value, position: int) -> bool:
    return value == position if isinstance(value, float) else v.to_bool(value)


def _indexed(path: Path) -> Run | None:
    """`instance('x')/root/item[column = …]/cell` by a table instead of a scan (perf.md)."""
    match path:
        case Path(
            start=Call(name="instance", args=(Text(value=name),)),
            steps=(
                Step(axis="child", test="root", predicates=()),
                Step(
                    axis="child",
                    test=item,
                    predicates=(
                        Binary(
                            operator="=",
                            left=Path(
                                start=".", steps=(Step(axis="child", test=column, predicates=()),)
                            ),
                            right=wanted,
                        ),
                    ),
                ),
                *rest,
            ),
        ) if not _looks_here(wanted):
            run, steps = compile_expression(wanted), [_step(s) for s in rest]

            def look_up(c: Context) -> list[Node]:
                key, root = v.to_text(run(c)), c.lists.get(name)
                return _follow(c, root.indexed(item, column, key), steps) if root else []

            return look_up
    return None


def _looks_here(expression: Expression) -> bool:
    """Tell whether it reads the list's own row, or compares as a number."""
    return any(
        (isinstance(e, Path) and e.start == ".") or isinstance(e, Number | Negate | Binary)
        for e in walk(expression)
    )
