"""Cards of repeats come and go. Source: ODK XForms specification (repeats, jr:count); D6."""

from __future__ import annotations

from outreach_app.forms.actions import Actions
from outreach_app.forms.computing import Computing
from outreach_app.forms.definition import Rule
from outreach_app.forms.opening import preload
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Scope
from outreach_app.forms.xpath.values import to_number

MAX_CARDS = 1_000
"""Cards of one repeat (design page xforms.md, section 2); more are refused with a message."""


class Cards:
    """Adds and removes cards.

    Attributes:
        aside: cards that a count took away, by parent and path; they come back with it.
    """

    def __init__(self, computing: Computing, actions: Actions) -> None:
        self._computing, self._actions, self._tree = computing, actions, computing.tree
        self.aside: dict[tuple[int, str], list[Node]] = {}

    def add(self, parent: Node, path: str) -> Node:
        """Add a card to the repeat `path` below `parent`; what reads it is planned.

        Raises:
            KeyError: there is no such repeat.
            ExpressionError: FORMS_022 it has as many cards as a repeat may have.
        """
        if len(parent.cards(path.rpartition("/")[2])) >= MAX_CARDS:
            raise ExpressionError("FORMS_022", most=str(MAX_CARDS))
        return self._begin(parent, path)

    def _begin(self, parent: Node, path: str) -> Node:
        aside = self.aside.get((id(parent), path))
        if aside:
            card = aside.pop()
            self._tree.put(parent, card)
            new = self._tree.index(card)
        else:
            grown = self._tree.grow(parent, path)
            if grown is None:
                raise KeyError(path)
            card = grown
            new = self._tree.index(card)
            preload(new, self._tree, self._computing.around)
            self._actions.begin(card)
        for node in new:
            self._computing.plan_own(node)
            self._computing.touch(node)
        self._renumbered(card)
        return card

    def remove(self, card: Node) -> None:
        """Take a card away with its answers; what reads it is planned."""
        if card.parent is None:
            return
        card.parent.remove(card)
        for node, what in list(self._computing.errors):
            if card in node.up():
                del self._computing.errors[node, what]
        for path in self._tree.forget(card):
            self._computing.touch_path(path)
        self._renumbered(card)

    def _renumbered(self, card: Node) -> None:
        for path in self._tree.form.shapes:
            if path.startswith(card.path):
                self._computing.note(path)
        self._computing.plan_where(
            lambda r: r.positional and f"{r.path}/".startswith(f"{card.path}/")
        )

    def bring_to_count(self, rule: Rule) -> set[Node]:
        """Bring counted repeats to their number; return the cards that came or went."""
        changed: set[Node] = set()
        name = rule.path.rpartition("/")[2]
        for parent in list(self._tree.at(rule.path.rpartition("/")[0])):
            wanted = self._wanted(rule, parent)
            cards = parent.cards(name)
            if wanted is None:
                continue
            for card in cards[wanted:][::-1]:
                changed.add(card)
                self.remove(card)
                self.aside.setdefault((id(parent), rule.path), []).append(card)
            for _ in range(min(wanted, MAX_CARDS) - len(cards)):
                changed.add(self._begin(parent, rule.path))
        return changed

    def _wanted(self, rule: Rule, parent: Node) -> int | None:
        # The count is evaluated as of a card: `../n` is beside the repeat (pyxform).
        card = Node(rule.path.rpartition("/")[2], rule.path, parent)
        card.repeated = True
        errors, place = self._computing.errors, (parent, "count")
        errors.pop(place, None)
        try:
            number = to_number(rule.run(Scope(card, self._computing.around.begin())))
        except EvaluationError as error:
            errors[place] = error
            return None
        if number > MAX_CARDS:
            errors[place] = ExpressionError("FORMS_022", most=str(MAX_CARDS))
        return None if number != number else int(max(0.0, min(number, 1e9)))
