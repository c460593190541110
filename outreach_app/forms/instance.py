"""The answers of one open file, kept consistent: only what an answer touches is computed again."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.forms.definition import Form, Rule, SetValue
from outreach_app.forms.fitting import answered, fitted
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.nodes import DOCUMENT, Node
from outreach_app.forms.xpath.scope import EvaluationError, Scope, Surroundings
from outreach_app.forms.xpath.values import to_bool, to_nodes, to_number, to_text

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold (XML 1.0, 2.2)."""
MAX_CARDS = 1_000
"""Cards of one repeat (design page xforms.md, section 2); more are refused with a message."""


class Instance:
    """A tree of answers with the rules of its form at work on it.

    Args:
        around: shared by all expressions; its document is filled here.
        values: a former `draft()` or `record()`, None for a new file.

    Attributes:
        errors: what could not be computed, by address of the node.
    """

    def __init__(self, form: Form, around: Surroundings, values: Mapping[str, Any] | None) -> None:
        self.form, self.around = form, around
        self.document = around.document = Node("", kind=DOCUMENT)
        self.root = form.start.grow(self.document)
        self.document.children = [self.root]
        self.errors: dict[str, ExpressionError] = {}
        self.by_path: dict[str, list[Node]] = {}
        self._aside: dict[tuple[int, str], list[Node]] = {}
        self._work: dict[int, dict[int, Node] | None] = {}
        self._heap: list[int] = []
        if values is not None:
            for card in [n for n in self.root.walk() if n.repeated]:
                if card.parent:
                    card.parent.remove(card)
            self._restore(self.root, values)
        self._index(self.root)
        around.singles = {
            path: nodes[0]
            for path, nodes in self.by_path.items()
            if len(nodes) == 1 and not any(n.repeated for n in nodes[0].up())
        }
        for path, bind in form.binds.items():
            for node in self.by_path.get(path, ()) if values is None else ():
                node.text = fitted(bind.kind, node.text)
        if values is None:
            self._preload()
        self.recompute_all()
        if values is None:
            self._fire("odk-instance-first-load xforms-ready")
        self._fire("odk-instance-load")
        self.recompute_all()

    def _index(self, top: Node) -> list[Node]:
        found = [n for node in top.walk() for n in (node, *node.attributes)]
        for node in found:
            self.by_path.setdefault(node.path, []).append(node)
        return found

    # Opening ------------------------------------------------------------------------------

    def _preload(self, within: Iterable[Node] | None = None) -> None:
        wanted = None if within is None else {id(n) for n in within}
        for path, bind in self.form.binds.items():
            for node in self.by_path.get(path, ()) if bind.preload else ():
                if not node.text and (wanted is None or id(node) in wanted):
                    node.text = self._preloaded(bind.preload)

    def _preloaded(self, what: str) -> str:
        sort, _, detail = what.partition(" ")
        if sort == "uid":
            return f"uuid:{self.around.new_id()}"
        if sort == "date":
            return self.around.now.date().isoformat()
        if sort == "timestamp" and detail != "end":
            return self.around.now.isoformat(timespec="milliseconds")
        return self.around.properties.get(detail, "") if sort == "property" else ""

    def _restore(self, node: Node, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if isinstance(value, list):
                for one in value:
                    if card := self._grow(node, f"{node.path}/{name}"):
                        self._restore(card, one)
                continue
            for child in node.cards(name)[:1]:
                if isinstance(value, Mapping):
                    self._restore(child, value)
                elif not child.children:
                    self._write(child, str(value))

    def finish(self) -> None:
        """Set what is known at the end only, run the actions of that moment, compute all."""
        for path, bind in self.form.binds.items():
            if bind.preload == "timestamp end":
                for node in self.by_path.get(path, ()):
                    node.text = self.around.now.isoformat(timespec="milliseconds")
        self._fire("xforms-revalidate")
        self.recompute_all()

    def revise(self) -> None:
        """Give the record a new id and name the one it replaces."""
        meta = next((n for n in self.root.children if n.name == "meta"), None)
        own = next(iter(meta.cards("instanceID")), None) if meta else None
        if meta is None or own is None:
            return
        former = next(iter(meta.cards("deprecatedID")), None)
        if former is None:
            former = Node("deprecatedID", f"{meta.path}/deprecatedID")
            former.prefix, former.uri = own.prefix, own.uri
            meta.append(former)
        former.text, own.text = own.text, f"uuid:{self.around.new_id()}"

    # Changing -----------------------------------------------------------------------------

    def _write(self, node: Node, text: str) -> None:
        """Keep an answer as it was given, and its value as the type holds it."""
        node.kept = text
        node.text = answered(self.form.bind(node.path).kind, text)
        item = self.form.questions.get(node.path)
        if item and item.range and node.text:
            number = to_number(node.text)
            low, high = sorted((item.range.start, item.range.end))
            node.text = node.text if low <= number <= high else ""

    def store(self, node: Node, text: str) -> frozenset[str]:
        """Store an answer (NFC) and return the addresses that changed with it."""
        text = _ILLEGAL.sub("", unicodedata.normalize("NFC", text))
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # as XML reads line ends
        if (node.kept or node.text) == text:
            return frozenset()
        before = node.text
        self._write(node, text)
        for place in self.form.own.get(node.path, ()):
            if self.form.rules[place].what == "choices":
                self._plan(place, [node])
        self.recompute()
        if node.text == before:
            return frozenset({node.address})
        changed = {node}
        self._touch(node)
        changed |= self.recompute()
        if fired := self._fire("xforms-value-changed", node):
            changed |= set(fired) | self.recompute()
        return frozenset(n.address for n in changed)

    def _fire(self, events: str, source: Node | None = None) -> list[Node]:
        """Run the actions of `events` (of the control at `source`); irrelevant targets stay."""
        wanted, changed = set(events.split()), []
        for action in self.form.set_values:
            if action.events & wanted and (source is None or action.place == source.path):
                for target in self._targets(action, source):
                    changed += self._set(action, target)
        return changed

    def _targets(self, action: SetValue, source: Node | None) -> list[Node]:
        nodes = self.by_path.get(action.ref, [])
        if action.select:
            return to_nodes(action.select(Scope(source or self.root, self.around)))[:1]
        if source is None:
            return nodes
        repeats = {n.path: n for n in source.up() if n.repeated and action.ref.startswith(n.path)}
        own = [n for n in nodes if all(r in n.up() for r in repeats.values())]
        return own[:1]  # one action sets one node (spec)

    def _set(self, action: SetValue, target: Node) -> list[Node]:
        if not target.active:
            return []
        before, kind = target.text, self.form.bind(target.path).kind
        try:
            target.text = fitted(kind, to_text(action.run(Scope(target, self.around))))
        except EvaluationError as error:
            self.errors[target.address] = error
        target.kept = ""
        if target.text == before:
            return []
        self._touch(target)
        return [target, *self._fire("xforms-value-changed", target)]

    # Cards --------------------------------------------------------------------------------

    def _grow(self, parent: Node, path: str) -> Node | None:
        shape = self.form.shapes.get(path)
        if shape is None or not shape.repeated:
            return None
        card = shape.grow(parent)
        parent.insert(self._place(parent, card.name), card)
        return card

    def _place(self, parent: Node, name: str) -> int:
        """Return where a further card goes, so that the definition's order is kept."""
        shape = self.form.shapes[parent.path]
        order = list(dict.fromkeys(child.name for child in shape.children))
        upto = order[: order.index(name) + 1]
        return sum(child.name in upto for child in parent.children)

    def add(self, parent: Node, path: str) -> Node:
        """Add a card to the repeat `path` below `parent`.

        Raises:
            KeyError: there is no such repeat.
            ExpressionError: FORMS_022 it has as many cards as a repeat may have.
        """
        if len(parent.cards(path.rpartition("/")[2])) >= MAX_CARDS:
            raise ExpressionError("FORMS_022", most=str(MAX_CARDS))
        card = self._begin(parent, path)
        self.recompute()
        return card

    def _begin(self, parent: Node, path: str) -> Node:
        aside = self._aside.get((id(parent), path))
        if aside:
            card = aside.pop()
            parent.insert(self._place(parent, card.name), card)
            new = self._index(card)
        else:
            grown = self._grow(parent, path)
            if grown is None:
                raise KeyError(path)
            card = grown
            new = self._index(card)
            self._preload(new)
            ids = {id(n) for n in new}
            for action in self.form.set_values:
                if "odk-new-repeat" in action.events:
                    for target in self.by_path.get(action.ref, ()):
                        if id(target) in ids:
                            self._set(action, target)
        for node in new:
            self._own_rules(node)
            self._touch(node)
        return card

    def remove(self, card: Node) -> None:
        """Remove a card with its answers."""
        self._end(card)
        self.recompute()

    def _end(self, card: Node) -> None:
        parent = card.parent
        if parent is None:
            return
        gone = [n for node in card.walk() for n in (node, *node.attributes)]
        parent.remove(card)
        ids = {id(n) for n in gone}
        for path in {n.path for n in gone}:
            self.by_path[path] = [n for n in self.by_path[path] if id(n) not in ids]
            for place, _ in self.form.dependents.get(path, ()):
                self._plan(place, None)
        for place, rule in enumerate(self.form.rules):
            if rule.positional and rule.path.startswith(card.path):
                self._plan(place, None)

    # Computing ----------------------------------------------------------------------------

    def recompute_all(self) -> set[Node]:
        """Compute everything again, as at every opening and finish."""
        for place in range(len(self.form.rules)):
            self._plan(place, None)
        return self.recompute()

    def _plan(self, place: int, nodes: Iterable[Node] | None) -> None:
        if place not in self._work:
            heapq.heappush(self._heap, place)
            self._work[place] = {}
        planned = self._work[place]
        if nodes is None:
            self._work[place] = None
        elif planned is not None:
            planned.update((id(n), n) for n in nodes)

    def _touch(self, node: Node) -> None:
        """Plan what reads `node`, in the card that both share where there is one."""
        for place, anchor in self.form.dependents.get(node.path, ()):
            path = self.form.rules[place].path
            nodes = self.by_path.get(path, [])
            if not anchor or len(nodes) < 2:
                self._plan(place, None)
                continue
            shared = next((n for n in node.up() if n.path == anchor), None)
            if shared is not None:
                self._plan(place, _below(shared, path))

    def _own_rules(self, node: Node) -> None:
        for place in self.form.own.get(node.path, ()):
            self._plan(place, [node])

    def recompute(self) -> set[Node]:
        """Run what is planned and whatever reads what it changes, each rule once, in order."""
        changed: set[Node] = set()
        while self._heap:
            place = heapq.heappop(self._heap)
            planned = self._work.pop(place)
            rule = self.form.rules[place]
            nodes = list(self.by_path.get(rule.path, ())) if planned is None else planned.values()
            if rule.what == "count":
                changed |= self._count(rule)
                continue
            for node in nodes:
                for touched in self._apply(rule, node):
                    changed.add(touched)
                    self._touch(touched)
                    if rule.what == "relevant":
                        self._own_rules(touched)
        return changed

    def _apply(self, rule: Rule, node: Node) -> list[Node]:
        """Run one rule on one node and return the nodes whose value may have changed."""
        if rule.what != "relevant" and not node.active:
            return []
        before = node.text
        try:
            value = rule.run(Scope(node, self.around))
            if self.errors:
                self.errors.pop(node.address, None)
        except EvaluationError as error:
            self.errors[node.address] = error
            return []
        if rule.what == "relevant":
            node.relevant = to_bool(value)
            return node.refresh()
        if rule.what == "calculate":
            node.text = fitted(self.form.bind(node.path).kind, to_text(value))
            node.kept = ""
        elif node.kept or node.text:
            node.kept = node.kept or node.text
            node.text = self._still_offered(rule, node, to_nodes(value))
        return [node] if node.text != before else []

    def _still_offered(self, rule: Rule, node: Node, rows: list[Node]) -> str:
        itemset = self.form.questions[rule.path].itemset
        if itemset is None or itemset.value is None:
            return node.kept
        value = itemset.value
        offered = {to_text(value(Scope(row, self.around, node))) for row in rows}
        return " ".join(choice for choice in node.kept.split() if choice in offered)

    def _count(self, rule: Rule) -> set[Node]:
        """Bring counted repeats to their number; cards taken away come back if it grows again."""
        changed: set[Node] = set()
        name = rule.path.rpartition("/")[2]
        for parent in list(self.by_path.get(rule.path.rpartition("/")[0], ())):
            wanted = self._wanted(rule, parent)
            cards = parent.cards(name)
            if wanted is None:
                continue
            for card in cards[wanted:][::-1]:
                changed.add(card)
                self._end(card)
                self._aside.setdefault((id(parent), rule.path), []).append(card)
            for _ in range(min(wanted, MAX_CARDS) - len(cards)):
                changed.add(self._begin(parent, rule.path))
        return changed

    def _wanted(self, rule: Rule, parent: Node) -> int | None:
        # The count is evaluated as of a card: `../n` is beside the repeat (pyxform).
        card = Node(rule.path.rpartition("/")[2], rule.path, parent)
        card.repeated = True
        try:
            number = to_number(rule.run(Scope(card, self.around)))
        except EvaluationError as error:
            self.errors[parent.address] = error
            return None
        return None if number != number else int(max(0.0, min(number, 1e9)))


def _below(top: Node, path: str) -> list[Node]:
    """Return the nodes of `path` below `top`, whose path is the beginning of it."""
    nodes = [top]
    for name in path[len(top.path) :].split("/")[1:]:
        if name.startswith("@"):
            return [a for n in nodes for a in n.attributes if a.name == name[1:]]
        nodes = [child for node in nodes for child in node.cards(name)]
    return nodes
