"""Location paths as closures over lists of nodes. Source: XPath 1.0, 2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath import lookups, quick, values
from outreach_app.forms.xpath.axes import AXES, in_order, node_test
from outreach_app.forms.xpath.nodes import ELEMENT, Node
from outreach_app.forms.xpath.scope import Run, Scope, nodes_of
from outreach_app.forms.xpath.syntax import Expression, Number, Path, Step

Select: TypeAlias = Callable[[Scope, list[Node]], list[Node]]
Compile: TypeAlias = Callable[[Expression], Run]

_FORWARD = ("child", "self", "attribute")


class Dialect(Protocol):
    """What a path has to know of `compiler.Dialect`."""

    @property
    def in_form(self) -> bool:
        """Tell whether absolute paths inside a repeat mean the own card."""

    @property
    def namespaces(self) -> Mapping[str, str] | None:
        """Return prefix -> URI, None where local names decide."""


def path(expression: Path, run: Compile, dialect: Dialect) -> Run:
    """Return the closure of a path."""
    if dialect.in_form and (short := quick.route(expression)):
        return short
    parts = _shortened(expression.steps)
    steps = [_step(step, run, dialect) for step in parts]
    if any(s.axis.startswith(("desc", "foll", "prec")) for s in parts[:-1]):
        steps = [_sorted(step) for step in steps]
    if expression.start == ".":
        return lambda c: _follow(c, [c.node], steps)
    if expression.start == "/":
        if dialect.in_form and parts and all(_named(s) for s in parts):
            return _own_card(parts, steps)
        return lambda c: _follow(c, [_top(c)], steps)
    if lookup := lookups.find(expression, run, dialect.in_form):
        before, select, rest = lookup.at, lookup.select, steps[lookup.at + 1 :]
        first = steps[:before]
        return lambda c: _follow(c, select(c, _follow(c, lookup.start(c), first)), rest)
    start = run(expression.start)  # type: ignore[arg-type]  # text starts are handled above
    return lambda c: _follow(c, nodes_of(start(c), "/"), steps)


def _top(scope: Scope) -> Node:
    """Return the document: that of the answers in a form, else the context's own."""
    if scope.around.document.children:
        return scope.around.document
    return list(scope.node.up())[-1]


def _follow(scope: Scope, nodes: list[Node], steps: list[Select]) -> list[Node]:
    for step in steps:
        nodes = step(scope, nodes)
    return nodes


def _named(step: Step) -> bool:
    return step.axis == "child" and step.test not in ("*", "node()", "text()")


def _local(test: str) -> str:
    """Return the local name that a step asks for, empty when it asks for another thing."""
    return "" if test.endswith((")", "*")) else test.rpartition(":")[2]


def _shortened(steps: tuple[Step, ...]) -> list[Step]:
    """Join `//` and a child without predicates into one walk down."""
    found: list[Step] = []
    for step in steps:
        anywhere = found and found[-1] == Step("descendant-or-self", "node()")
        if anywhere and step.axis == "child" and not step.predicates:
            found[-1] = Step("descendant", step.test)
        else:
            found.append(step)
    return found


def _own_card(parts: list[Step], steps: list[Select]) -> Run:
    """Absolute paths mean "of this card" inside a repeat (ODK), unless a predicate says else.

    The last step is never narrowed: `count(/data/p)` counts all of them (D4).
    """
    names = [s.test.rpartition(":")[2] for s in parts]
    wheres = ["/" + "/".join(names[: n + 1]) for n in range(len(names))]
    plain = not any(s.predicates for s in parts)
    whole, last = wheres[-1], len(parts) - 1
    searched = next((n for n, s in enumerate(parts) if s.predicates), len(parts))

    def run(c: Scope) -> list[Node]:
        if plain and (one := c.around.singles.get(whole)) is not None:
            return [one] if one.active else []
        above = {node.path: node for node in c.current.up() if node.repeated}
        nodes = [_top(c)]
        for n, step in enumerate(steps):
            if n < last and n < searched and wheres[n] in above:
                own = above[wheres[n]]
                nodes = [own] if own.active else []
            else:
                nodes = step(c, nodes)
        return nodes

    return run


def _sorted(step: Select) -> Select:
    return lambda c, nodes: in_order(step(c, nodes))


def _step(step: Step, run: Compile, dialect: Dialect) -> Select:
    select = predicates(step.predicates, run, dialect.in_form) if step.predicates else None
    axis = AXES[step.axis]
    if dialect.in_form and _named(step):
        name = step.test.rpartition(":")[2]
        return _children(name, select)
    if dialect.in_form and step.axis == "descendant" and _local(step.test):
        return _anywhere(_local(step.test), select)
    if ":" in step.test and dialect.namespaces is not None:
        prefix = step.test.partition(":")[0]
        if prefix not in dialect.namespaces and not step.test.startswith("processing"):
            raise ExpressionError("FORMS_001", at=step.test)
    test = node_test(step.axis, step.test, dialect.namespaces)
    forward = step.axis in _FORWARD

    def many(c: Scope, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            reached = axis(node)
            c.around.spend(len(reached) + 1)
            hits = [n for n in reached if test is None or test(n)]
            found += select(c, hits) if select else hits
        return found if forward else in_order(found)

    return many


def _children(name: str, select: Select | None) -> Select:
    def children(c: Scope, nodes: list[Node]) -> list[Node]:
        if len(nodes) == 1:
            hits = nodes[0].named(name)
            return select(c, hits) if select else hits
        c.around.spend(len(nodes))
        if select:
            return [n for node in nodes for n in select(c, node.named(name))]
        return [n for node in nodes for n in node.named(name)]

    return children


def _anywhere(name: str, select: Select | None) -> Select:
    def below(node: Node, found: list[Node]) -> int:
        seen = len(node.children)
        for child in node.children:
            if child.active and child.kind == ELEMENT:
                if child.name == name:
                    found.append(child)
                if child.children:
                    seen += below(child, found)
        return seen

    def anywhere(c: Scope, nodes: list[Node]) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            hits: list[Node] = []
            c.around.spend(below(node, hits) + 1)
            found += select(c, hits) if select else hits
        return found if len(nodes) < 2 else in_order(found)

    return anywhere


def predicates(found: tuple[Expression, ...], run: Compile, in_form: bool) -> Select:
    """Return what keeps of some nodes those for which every predicate holds, one after another."""
    tests = [(in_form and quick.kept(p, run)) or _predicate(p, run) for p in found]
    if len(tests) == 1:
        return tests[0]

    def select(c: Scope, nodes: list[Node]) -> list[Node]:
        for test in tests:
            nodes = test(c, nodes)
        return nodes

    return select


def _predicate(predicate: Expression, run: Compile) -> Select:
    if isinstance(predicate, Number):
        at = int(predicate.value) - 1 if predicate.value >= 1 else -1
        return lambda _, nodes: nodes[at : at + 1] if at >= 0 else []
    test = run(predicate)

    def select(c: Scope, nodes: list[Node]) -> list[Node]:
        c.around.spend(len(nodes))
        inner = Scope(c.node, c.around, c.current, 1, len(nodes))
        kept: list[Node] = []
        for at, node in enumerate(nodes, 1):
            inner.node, inner.position = node, at
            value = test(inner)
            if value == at if type(value) is float else values.to_bool(value):
                kept.append(node)
        return kept

    return select
