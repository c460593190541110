"""The answers of one open file, kept consistent: only what an answer touches is computed again."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from outreach_app.forms import lists
from outreach_app.forms.calls import Context
from outreach_app.forms.definition import Form, Rule
from outreach_app.forms.nodes import Node
from outreach_app.forms.values import to_bool, to_nodes, to_number, to_text


class Instance:
    """A tree of answers with the rules of its form at work on it.

    Args:
        form: compiled.
        now: WIB, as the file was opened.
        new_id: makes a UUID.
        lookup: CSV file name -> its text.
        values: a former `draft()` or `record()`, None for a new file.
        label: gives the label of a choice, for `jr:choice-name`.
    """

    def __init__(
        self,
        form: Form,
        *,
        now: datetime,
        new_id: Callable[[], str],
        lookup: Mapping[str, str],
        values: Mapping[str, Any] | None,
        label: Callable[[str, str], str],
    ) -> None:
        self.form = form
        self._now, self._new_id, self._label = now, new_id, label
        self.document = Node("", "")
        self.root = form.shape.grow(self.document)
        self.document.children = [self.root]
        self._lists = dict(form.lists) | {
            name: lists.rows(lookup[file]) for name, file in form.files.items() if file in lookup
        }
        for card in [n for n in self.root.walk() if n.repeated]:
            if card.parent and values is not None:
                card.parent.children.remove(card)
        self.by_path: dict[str, list[Node]] = {}
        self._index()
        if values is None:
            self._first_load()
        else:
            self._restore(self.root, values)
            self._index()
        self.recompute(range(len(form.rules)))

    def _index(self) -> None:
        self.by_path = {}
        for node in self.root.walk():
            self.by_path.setdefault(node.path, []).append(node)

    def context(self, node: Node) -> Context:
        """Return where an expression of `node` is evaluated."""
        return Context(node, node, self.document, self._lists, self._now, self._new_id, self._label)

    def _first_load(self) -> None:
        for path, bind in self.form.binds.items():
            for node in self.by_path.get(path, ()):
                if bind.preload and not node.text:
                    node.text = self._preload(bind.preload)
        for action in self.form.set_values:
            if not action.trigger:
                for node in self.by_path.get(action.ref, ()):
                    node.text = to_text(action.run(self.context(node)))

    def _preload(self, what: str) -> str:
        if what.startswith("uid"):
            return f"uuid:{self._new_id()}"
        if what.startswith("date"):
            return self._now.date().isoformat()
        if what.startswith("timestamp"):
            return self._now.isoformat(timespec="milliseconds")
        return ""

    def _restore(self, node: Node, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if isinstance(value, list):
                self._restore_cards(node, name, value)
                continue
            for child in node.named(name)[:1]:
                if isinstance(value, Mapping):
                    self._restore(child, value)
                elif not child.children:
                    child.text = str(value)

    def _restore_cards(self, parent: Node, name: str, cards: list[Mapping[str, Any]]) -> None:
        for values in cards:
            if card := self._grow(parent, f"{parent.path}/{name}"):
                self._restore(card, values)

    def _grow(self, parent: Node, path: str) -> Node | None:
        shape = self.form.shapes.get(path)
        if shape is None or not shape.repeated:
            return None
        card = shape.grow(parent)
        for inner in [n for n in card.walk() if n.repeated and n is not card]:
            if inner.parent:
                inner.parent.children.remove(inner)
        places = [n for n, c in enumerate(parent.children) if c.name == card.name]
        at = places[-1] + 1 if places else self._place(parent, card.name)
        parent.children.insert(at, card)
        return card

    def _place(self, parent: Node, name: str) -> int:
        """Return where the first card goes, so that the definition's order is kept."""
        order = [shape.name for shape in self.form.shapes[parent.path].children]
        earlier = order[: order.index(name)]
        return sum(child.name in earlier for child in parent.children)

    def store(self, node: Node, text: str) -> frozenset[str]:
        """Store an answer (NFC) and return the addresses that changed with it."""
        text = unicodedata.normalize("NFC", text)
        if node.text == text:
            return frozenset()
        node.text = text
        changed = {node.address}
        starts = list(self.form.dependents.get(node.path, ()))
        for action in self.form.set_values:
            if action.trigger == node.path:
                for target in self.by_path.get(action.ref, ()):
                    target.text = to_text(action.run(self.context(target)))
                    changed.add(target.address)
                    starts += self.form.dependents.get(target.path, ())
        return frozenset(changed | self.recompute(starts))

    def add(self, parent: Node, path: str) -> Node:
        """Add a card to the repeat `path` below `parent`."""
        card = self._grow(parent, path)
        if card is None:
            raise KeyError(path)
        self._index()
        self.recompute(range(len(self.form.rules)))
        return card

    def remove(self, card: Node) -> None:
        """Remove a card with its answers."""
        if card.parent:
            card.parent.children.remove(card)
        self._index()
        self.recompute(range(len(self.form.rules)))

    def recompute(self, places: Iterable[int]) -> set[str]:
        """Run the rules at `places` and whatever reads what they change, each once, in order."""
        waiting = sorted(set(places))
        seen = set(waiting)
        changed: set[str] = set()
        while waiting:
            rule = self.form.rules[heapq.heappop(waiting)]
            for node in self.by_path.get(rule.path, ()):
                for touched in self._apply(rule, node):
                    changed.add(touched.address)
                    for place in self._readers(rule, touched):
                        if place not in seen:
                            seen.add(place)
                            heapq.heappush(waiting, place)
        return changed

    def _readers(self, rule: Rule, node: Node) -> list[int]:
        readers = list(self.form.dependents.get(node.path, ()))
        if rule.what == "relevant":  # a calculation starts again when its node counts again
            readers += self._own_rules(node.path)
        return readers

    def _own_rules(self, path: str) -> list[int]:
        return [n for n, r in enumerate(self.form.rules) if r.path == path and r.what != "relevant"]

    def _apply(self, rule: Rule, node: Node) -> list[Node]:
        """Run one rule on one node and return the nodes whose value may have changed."""
        context = self.context(node)
        if rule.what == "relevant":
            before, node.relevant = node.relevant, to_bool(rule.run(context))
            return list(node.walk()) if node.relevant != before else []
        if not node.counts:
            return []
        before_text = node.text
        if rule.what == "calculate":
            node.text = to_text(rule.run(context))
        elif node.text:
            node.text = self._still_offered(rule, node)
        return [node] if node.text != before_text else []

    def _still_offered(self, rule: Rule, node: Node) -> str:
        item = self.form.questions[node.path]
        column = item.itemset.value if item.itemset else ""
        offered = {
            cell.text
            for row in to_nodes(rule.run(self.context(node)))
            for cell in row.named(column)[:1]
        }
        return " ".join(choice for choice in node.text.split() if choice in offered)

    def count_of(self, node: Node, path: str) -> int | None:
        """Return how many cards the form asks for, None when people add them."""
        item = self.form.questions.get(path)
        if item is None or item.count is None:
            return None
        wanted = to_number(item.count(self.context(node)))
        return max(0, int(wanted)) if wanted == wanted else 0
