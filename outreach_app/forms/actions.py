"""Actions of a form: values set at an event. Source: ODK XForms specification (actions)."""

from __future__ import annotations

from outreach_app.forms.computing import Computing
from outreach_app.forms.definition import SetValue
from outreach_app.forms.tree import below
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Scope, bounded
from outreach_app.forms.xpath.values import to_nodes, to_text

_CHANGED = "xforms-value-changed"
MAX_CHAIN = 20
"""Actions that set each other off; a form that needs more goes round in a circle."""


class Actions:
    """Runs actions, and what they change, and the actions that this sets off."""

    def __init__(self, computing: Computing) -> None:
        self._computing, self._tree = computing, computing.tree
        self._actions, self._around = computing.form.set_values, computing.around

    def fire(self, events: str, source: Node | None = None, depth: int = 0) -> set[Node]:
        """Run the actions of `events`: all, or those in the control or repeat at `source`.

        A target that is not relevant stays as it is (D18).
        """
        wanted, changed = set(events.split()), set[Node]()
        for action in self._actions:
            if action.events & wanted and (source is None or action.place == source.path):
                for target in self._targets(action, source):
                    if self._set(action, target):
                        computed = self._computing.run()
                        changed |= {target} | computed
                        if depth < MAX_CHAIN:
                            changed |= self.fire(_CHANGED, target, depth + 1)
                            changed |= self.follow(computed, depth + 1)
        return changed

    def follow(self, computed: set[Node], depth: int = 0) -> set[Node]:
        """Run the actions of controls whose value was computed anew; return what they changed."""
        changed = set[Node]()
        places = {action.place for action in self._actions if _CHANGED in action.events}
        for node in [n for n in computed if n.path in places and n.active] if places else ():
            if self._computing.form.bind(node.path).calculate:
                changed |= self.fire(_CHANGED, node, depth)
        return changed

    def locate(self, events: str) -> set[Node]:
        """Run the actions of `events` that record the place, where none is recorded yet."""
        wanted, changed = set(events.split()), set[Node]()
        for action in self._actions:
            if action.locates and action.events & wanted:
                for target in self._targets(action, None):
                    if not target.text and self._set(action, target):
                        changed |= {target} | self._computing.run()
        return changed

    def begin(self, card: Node) -> None:
        """Run the actions of a repeat for a card that was added; others compute what follows."""
        for action in self._actions:
            if "odk-new-repeat" in action.events and action.repeat == card.path:
                for target in self._targets(action, card):
                    self._set(action, target)

    def _targets(self, action: SetValue, source: Node | None) -> list[Node]:
        nodes = self._tree.at(action.ref)
        if action.select:
            return to_nodes(action.select(Scope(source or self._tree.root, self._around)))[:1]
        if source is None:
            return list(nodes)
        shared = (n for n in source.up() if n.repeated and action.ref.startswith(f"{n.path}/"))
        card = next(shared, None)
        own = below(card, action.ref) if card else nodes
        return own[:1]  # one action sets one node (spec)

    def _set(self, action: SetValue, target: Node) -> bool:
        if not target.active:
            return False
        before, scope = target.text, Scope(target, self._around.begin())
        try:
            target.text = self._tree.fit(target.path, bounded(to_text(action.run(scope))))
        except EvaluationError as error:
            self._computing.errors[target, "setvalue"] = error
            return False
        target.kept = ""
        self._computing.note(target.path)
        if target.text == before:
            return False
        self._computing.touch(target)
        return True
