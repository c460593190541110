"""The answers of one open file, kept consistent with the rules of its form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from outreach_app.forms.actions import Actions
from outreach_app.forms.cards import MAX_CARDS, Cards
from outreach_app.forms.computing import ALL, Computing
from outreach_app.forms.definition import Form
from outreach_app.forms.entities import settle
from outreach_app.forms.fitting import answered
from outreach_app.forms.opening import bring_back, give_ids, name_former_id, preload
from outreach_app.forms.tree import Tree
from outreach_app.forms.undo import Photograph
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Surroundings

__all__ = ["MAX_CARDS", "Instance"]

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold (XML 1.0, 2.2)."""


class Instance:
    """A tree of answers with the rules of its form at work on it.

    Args:
        around: shared by all expressions; its document is filled here.
        values: a former `draft()` or `record()`, None for a new file.
    """

    def __init__(self, form: Form, around: Surroundings, values: Mapping[str, Any] | None) -> None:
        self.form, self.around = form, around
        self.tree = Tree(form)
        self.root, around.document = self.tree.root, self.tree.document
        self.computing = Computing(self.tree, around)
        self.actions = Actions(self.computing)
        self.cards = Cards(self.computing, self.actions)
        self.computing.bring_to_count = self.cards.bring_to_count
        self.errors, self.find = self.computing.errors, self.tree.find
        if values is not None:
            bring_back(self.tree, values, self._write)
        self.tree.index(self.root)
        around.singles = self.tree.singles()
        self._open(new=values is None)

    def locate(self) -> set[Node]:
        """Run the actions of opening that record the place and found none."""
        return self.actions.locate(self._opened)

    def _open(self, *, new: bool) -> None:
        """Preloads, then actions, then everything is computed (spec: order on opening)."""
        if new:
            for path in self.form.binds:
                for node in self.tree.at(path):
                    node.text = self.tree.fit(path, node.text)
            preload([n for p in self.form.binds for n in self.tree.at(p)], self.tree, self.around)
        else:
            give_ids(self.tree, self.around)
        # Actions pass over what is not relevant, so that is known first.
        self.computing.plan_where(lambda rule: rule.what != "count")
        self.computing.run()
        first = "odk-instance-first-load xforms-ready" if new else ""
        self.actions.fire(first)
        self.actions.fire("odk-instance-load")
        self._opened = f"{first} odk-instance-load"
        self.compute_all()

    def compute_all(self) -> set[Node]:
        """Compute everything again, as at every opening and finish."""
        self.computing.plan_where(lambda _: True)
        return self.computing.run()

    def translate(self) -> set[Node]:
        """Compute again what is made of the form's texts, in the language spoken now."""
        self.computing.plan_where(lambda rule: rule.spoken)
        return self.computing.run()

    def finish(self) -> None:
        """Set what is known at the end only, run the actions of that moment, compute all."""
        for path, bind in self.form.binds.items():
            if bind.preload == "timestamp end":
                for node in self.tree.at(path):
                    node.text, node.kept = self.around.now.isoformat(timespec="milliseconds"), ""
        self.actions.fire("xforms-revalidate")
        self.compute_all()
        settle(self.tree, self.around.new_id)
        self.computing.note(ALL)

    def revise(self) -> None:
        """Give the record a new id and name the one it replaces."""
        meta = next((n for n in self.root.children if n.name == "meta"), None)
        former = name_former_id(meta) if meta else None
        if meta and former:
            own = meta.cards("instanceID")[0]
            former.text, own.text = own.text, f"uuid:{self.around.new_id()}"
            former.kept = own.kept = ""
            self.computing.note(ALL)

    # Changing -----------------------------------------------------------------------------

    def _write(self, node: Node, text: str) -> None:
        """Keep an answer as it was given, and its value as the type holds it."""
        node.kept = text
        given = answered(self.form.bind(node.path).kind, text)
        node.text = self.tree.within(node.path, given)

    def store(self, node: Node, text: str) -> frozenset[str]:
        """Store an answer (NFC) and return the addresses that changed with it."""
        text = _ILLEGAL.sub("", unicodedata.normalize("NFC", text))
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # as XML reads line ends
        if (node.kept or node.text) == text:
            return frozenset()
        before = node.text
        self.computing.note(node.path)
        self._write(node, text)
        for place in self.form.own.get(node.path, ()):
            if self.form.rules[place].what == "choices":
                self.computing.plan(place, [node])
        self.computing.run()
        if node.text == before:
            return frozenset({node.address})
        self.computing.touch(node)
        computed = self.computing.run()
        changed = {node} | computed | self.actions.fire("xforms-value-changed", node)
        changed |= self.actions.follow(computed - {node})
        return frozenset(n.address for n in changed)

    def add(self, parent: Node, path: str) -> Node:
        """Add a card to the repeat `path` below `parent`; raises as `Cards.add`."""
        card = self.cards.add(parent, path)
        self.actions.follow(self.computing.run())
        return card

    def remove(self, card: Node) -> None:
        """Remove a card with its answers."""
        self.cards.remove(card)
        self.actions.follow(self.computing.run())

    # Trying -------------------------------------------------------------------------------

    def counts_with(self, path: str) -> bool:
        """Tell whether an answer at `path` may bring a counted repeat to another number."""
        waiting, seen = [path], {path}
        while waiting:
            for place, _ in self.form.dependents.get(waiting.pop(), ()):
                rule = self.form.rules[place]
                if rule.what == "count":
                    return True
                further = self.form.shapes if rule.what == "relevant" else (rule.path,)
                found = [p for p in further if p.startswith(rule.path) and p not in seen]
                seen.update(found)
                waiting += found
        return any(a.place == path for a in self.form.set_values) and self._counts

    @property
    def _counts(self) -> bool:
        return any(rule.what == "count" for rule in self.form.rules)

    def photograph(self) -> Photograph:
        """Return how everything stands now, to go back to."""
        return Photograph(self.tree, self.computing.errors, self.cards.aside)
