"""Functions of nodes and lists. Source: XPath 1.0 4.1, ODK XForms specification (functions)."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable

from outreach_app.forms.xpath import lookups
from outreach_app.forms.xpath import values as v
from outreach_app.forms.xpath.nodes import ATTRIBUTE, ELEMENT, Node
from outreach_app.forms.xpath.scope import EvaluationError, Run, Scope, call, nodes_of

_MODULUS = 2147483647


def _count(name: str, counts: Callable[[Node], bool]) -> None:
    @call(name, 1)
    def build(run: Run) -> Run:
        return lambda c: float(sum(map(counts, nodes_of(run(c), name))))


@call("count", 1)
def _count_all(run: Run) -> Run:
    return lambda c: float(len(nodes_of(run(c), "count")))


_count("count-non-empty", lambda n: n.string() != "")


@call("last", 0)
def _last() -> Run:
    return lambda c: float(c.size)


@call("position", 0, 1)
def _position(*runs: Run) -> Run:
    if not runs:
        return lambda c: float(c.position)

    def run(c: Scope) -> v.Value:
        nodes = nodes_of(runs[0](c), "position")
        return float(nodes[0].place) if nodes else 0.0

    return run


@call("current", 0)
def _current() -> Run:
    return lambda c: [c.current]


@call("instance", 1)
def _instance(name: Run) -> Run:
    def run(c: Scope) -> v.Value:
        wanted = v.to_text(name(c))
        found = c.around.lists.get(wanted)
        if found is None:
            raise EvaluationError("FORMS_021", name=wanted)
        return [found]

    return run


def _named(name: str, of: Callable[[Node], str]) -> None:
    @call(name, 0, 1)
    def build(*runs: Run) -> Run:
        def run(c: Scope) -> v.Value:
            nodes = nodes_of(runs[0](c), name) if runs else [c.node]
            return of(nodes[0]) if nodes else ""

        return run


_named("name", lambda n: f"{n.prefix}:{n.name}" if n.prefix else n.name)
_named("local-name", lambda n: n.name)
_named("namespace-uri", lambda n: n.uri if n.kind in (ELEMENT, ATTRIBUTE) else "")


@call("id", 1)
def _id(run: Run) -> Run:
    def find(c: Scope) -> v.Value:
        wanted = {word for text in v.texts(run(c)) for word in text.split()}
        top = list(c.node.up())[-1]
        return [
            n
            for n in top.walk()
            if any(
                a.name == "id" and a.kind == ATTRIBUTE and a.text in wanted for a in n.attributes
            )
        ]

    return find


@call("lang", 1)
def _lang(run: Run) -> Run:
    def speaks(c: Scope) -> v.Value:
        wanted = v.to_text(run(c)).lower()
        for node in c.node.up():
            for one in node.attributes:
                if one.name == "lang" and one.prefix == "xml":
                    return one.text.lower() == wanted or one.text.lower().startswith(f"{wanted}-")
        return False

    return speaks


@call("pulldata", 4)
def _pulldata(name: Run, column: Run, key: Run, wanted: Run) -> Run:
    def run(c: Scope) -> v.Value:
        top = c.around.lists.get(v.to_text(name(c)))
        if top is None:
            raise EvaluationError("FORMS_021", name=v.to_text(name(c)))
        text = v.to_text(wanted(c))
        named, steps = v.to_text(key(c)), v.to_text(column(c)).split("/")
        for root in top.children:
            found = lookups.rows(root, "item", {named: text})
            for row in root.named("item") if found is None else found:
                if any(cell.string() == text for cell in row.named(named)):
                    return _cell(row, steps)
        return ""

    return run


def _cell(row: Node, steps: list[str]) -> str:
    for step in steps:
        if step.startswith("@"):
            return next((a.text for a in row.attributes if a.name == step[1:]), "")
        found = row.named(step)
        if not found:
            return ""
        row = found[0]
    return row.string()


@call("indexed-repeat", 3, 11)
def _indexed_repeat(target: Run, *pairs: Run) -> Run:
    """Pairs of repeat and number, in any order; an index below 1 or no number counts as 1."""
    if len(pairs) % 2:
        raise EvaluationError("FORMS_003", function="indexed-repeat")

    def run(c: Scope) -> v.Value:
        outside = Scope(c.node, c.around, c.around.document)
        found = nodes_of(target(outside), "indexed-repeat") or nodes_of(target(c), "indexed-repeat")
        found = _all_like(found, c)
        for cards, index in zip(pairs[::2], pairs[1::2], strict=True):
            number = v.to_number(index(c))
            place = 1 if math.isnan(number) or number < 1 else int(number)
            paths = {n.path for n in nodes_of(cards(c), "indexed-repeat")}
            found = [n for n in found if _stands_in(n, paths, place)]
        return v.to_text(found)

    return run


def _all_like(found: list[Node], c: Scope) -> list[Node]:
    """Return every node with the path of the first, in all cards: the pairs choose."""
    if not found:
        return []
    names = found[0].path.split("/")[1:]
    nodes = [c.around.document]
    for name in names:
        nodes = [child for node in nodes for child in node.named(name)]
    return nodes


def _stands_in(node: Node, paths: set[str], place: int) -> bool:
    return any(up.path in paths and up.place == place for up in node.up())


@call("randomize", 1, 2)
def _randomize(rows: Run, *seeds: Run) -> Run:
    def run(c: Scope) -> v.Value:
        nodes = nodes_of(rows(c), "randomize")
        if seeds:
            return shuffled(nodes, seed_number(seeds[0](c)))
        key = (id(rows), id(c.current), *map(id, nodes))
        if key not in c.around.orders:
            c.around.orders[key] = shuffled(nodes, c.around.draw() * _MODULUS)
        return c.around.orders[key]

    return run


def seed_number(value: v.Value) -> float:
    """Return the seed: a whole number, 0 for blank, else 8 bytes of SHA-256 as double (D10)."""
    found = v.to_number(value)
    if math.isfinite(found):
        return float(math.trunc(found))
    text = v.to_text(value)
    if not text.strip():
        return 0.0
    digest = hashlib.sha256(text.encode()).digest()[:8]
    return float(int.from_bytes(digest, "big", signed=True))


def shuffled(nodes: list[Node], seed: float) -> list[Node]:
    """Return `nodes` in the order every engine gives for `seed` (Park-Miller, Fisher-Yates)."""
    state = math.fmod(math.trunc(seed), _MODULUS)
    if state <= 0:
        state += _MODULUS - 1
    out: list[Node] = []
    for at, node in enumerate(nodes):
        state = math.fmod(state * 16807, _MODULUS)
        place = math.floor((state - 1) / (_MODULUS - 1) * (at + 1))
        out.append(node)
        if place != at:
            out[at] = out[place]
            out[place] = node
    return out
