"""Only what an answer touches is computed again, each rule once, in the form's order."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from typing import TypeAlias

from outreach_app.forms.definition import Rule
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.tree import Tree, below
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Scope, Surroundings, bounded
from outreach_app.forms.xpath.values import Value, to_bool, to_nodes, to_text

ALL = ""
"""Stands for every path."""
Errors: TypeAlias = dict[tuple[Node, str], ExpressionError]


class Computing:
    """Plans rules and runs them.

    Attributes:
        errors: what could not be computed, by node and what was asked (`calculate` …).
        bring_to_count: brings a counted repeat to its number; returns the cards that came or went.
    """

    def __init__(self, tree: Tree, around: Surroundings) -> None:
        self.tree, self.form, self.around = tree, tree.form, around
        self.errors: Errors = {}
        self.bring_to_count: Callable[[Rule], set[Node]] = lambda _: set()
        self._work: dict[int, dict[int, Node] | None] = {}
        self._heap: list[int] = []
        self._watches: list[set[str]] = []

    # Planning -----------------------------------------------------------------------------

    def plan(self, place: int, nodes: Iterable[Node] | None) -> None:
        """Plan a rule for some nodes, or for all with None."""
        if place not in self._work:
            heapq.heappush(self._heap, place)
            self._work[place] = {}
        planned = self._work[place]
        if nodes is None:
            self._work[place] = None
        elif planned is not None:
            planned.update((id(n), n) for n in nodes)

    def plan_where(self, wanted: Callable[[Rule], bool]) -> None:
        """Plan every rule that is `wanted`, for all its nodes."""
        for place, rule in enumerate(self.form.rules):
            if wanted(rule):
                self.plan(place, None)

    def watch(self) -> set[str]:
        """Return a set to which every path that changes is added; `ALL` when anything may have."""
        self._watches.append(set())
        return self._watches[-1]

    def note(self, path: str) -> None:
        """Tell those who watch that `path` changed."""
        for watch in self._watches:
            watch.add(path)

    def touch(self, node: Node) -> None:
        """Plan what reads `node`, in the card that both share where there is one."""
        self.note(node.path)
        for place, anchor in self.form.dependents.get(node.path, ()):
            path = self.form.rules[place].path
            if not anchor or len(self.tree.at(path)) < 2:
                self.plan(place, None)
                continue
            shared = next((n for n in node.up() if n.path == anchor), None)
            if shared is not None:
                self.plan(place, below(shared, path))

    def touch_path(self, path: str) -> None:
        """Plan what reads any node of `path`."""
        self.note(path)
        for place, _ in self.form.dependents.get(path, ()):
            self.plan(place, None)

    def plan_own(self, node: Node) -> None:
        """Plan the rules of the node itself."""
        for place in self.form.own.get(node.path, ()):
            self.plan(place, [node])

    # Running ------------------------------------------------------------------------------

    def run(self) -> set[Node]:
        """Run what is planned and whatever reads what it changes; return what changed."""
        changed: set[Node] = set()
        while self._heap:
            place = heapq.heappop(self._heap)
            planned = self._work.pop(place)
            rule = self.form.rules[place]
            if rule.what == "count":
                changed |= self.bring_to_count(rule)
                continue
            nodes = list(self.tree.at(rule.path)) if planned is None else planned.values()
            for node in nodes:
                for touched in self._apply(rule, node):
                    changed.add(touched)
                    self.touch(touched)
                    if rule.what == "relevant":
                        self.plan_own(touched)
        return changed

    def _apply(self, rule: Rule, node: Node) -> list[Node]:
        """Run one rule on one node and return the nodes whose value may have changed."""
        if rule.what != "relevant" and not node.active:
            return []
        if rule.what == "choices" and not (node.kept or node.text):
            return []  # nothing chosen that a filter could take back; lists are read when drawn
        before = node.text
        try:
            self._keep(rule, node, rule.run(Scope(node, self.around.begin())))
            if self.errors:
                self.errors.pop((node, rule.what), None)
        except EvaluationError as error:
            self.errors[node, rule.what] = error
            return []
        if rule.what == "relevant":
            return node.refresh()
        return [node] if node.text != before else []

    def _keep(self, rule: Rule, node: Node, value: Value) -> None:
        if node.kept:
            self.note(node.path)
        if rule.what == "relevant":
            node.relevant = to_bool(value)
        elif rule.what == "calculate":
            node.text = self.tree.fit(node.path, bounded(to_text(value)))
            node.kept = ""
        elif node.kept or node.text:
            node.kept = node.kept or node.text
            node.text = self._still_offered(rule, node, to_nodes(value))

    def _still_offered(self, rule: Rule, node: Node, rows: list[Node]) -> str:
        itemset = self.form.questions[rule.path].itemset
        if itemset is None or itemset.value is None:
            return node.kept
        value = itemset.value
        offered = {to_text(value(Scope(row, self.around, node))) for row in rows}
        chosen = node.kept.split()
        if self.form.questions[rule.path].kind == "rank" and offered != set(chosen):
            return ""  # all options or nothing (spec)
        return " ".join(choice for choice in chosen if choice in offered)
