"""What the rules of a form say of one answer: required, read only, right or wrong."""

from __future__ import annotations

from outreach_app.forms.definition import Item
from outreach_app.forms.instance import Instance
from outreach_app.forms.lexical import lexical_problem
from outreach_app.forms.speech import Speech
from outreach_app.forms.views import NodeState
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Run, Scope
from outreach_app.forms.xpath.values import to_bool


class Asking:
    """Asks the rules of an open file."""

    def __init__(self, instance: Instance, speech: Speech) -> None:
        self._form, self._around = instance.form, instance.around
        self._errors, self._speech = instance.errors, speech

    def required(self, node: Node) -> bool:
        """Tell whether the question at `node` must be answered."""
        return self._holds(self._form.bind(node.path).required, node)

    def readonly(self, node: Node) -> bool:
        """Tell whether people cannot answer at `node`: by its rule or one above it."""
        return any(self._holds(self._form.bind(n.path).readonly, n) for n in node.up())

    def _holds(self, run: Run | None, node: Node) -> bool:
        try:
            return run is not None and to_bool(run(Scope(node, self._around.begin())))
        except EvaluationError:
            return False

    def violated(self, node: Node) -> bool:
        """Tell whether the value at `node` breaks its constraint; a blank one never does."""
        run = self._form.bind(node.path).constraint
        if run is None or not node.value:
            return False
        try:
            return not to_bool(run(Scope(node, self._around.begin())))
        except EvaluationError:
            return True

    def state(self, node: Node) -> NodeState:
        """Return what the rules say of any node, drawn or not."""
        required = self.required(node)
        bind, text = self._form.bind(node.path), ""
        broken = "constraint" if self.violated(node) else None
        if required and node.active and not node.value:
            broken, text = "required", self._speech.text(bind.required_text, node)
        elif broken:
            text = self._speech.text(bind.constraint_text, node)
        return NodeState(node.active, self.readonly(node), required, broken, text)

    def problem(self, item: Item, node: Node) -> str | None:
        """Return why the present answer is refused, None when it is not."""
        given = node.kept or node.text
        if not node.active:
            return None
        if given and (code := lexical_problem(item.kind, given)):
            return self._speech.say(code)
        for (where, _), error in self._errors.items():
            if where is node:
                return self._speech.say(error.code, **error.facts)
        if not self.violated(node):
            return None
        text = self._speech.text(self._form.bind(node.path).constraint_text, node)
        return text or self._speech.say("FORMS_011")

    def missing_text(self, node: Node) -> str:
        """Return what is said where an answer is required and there is none."""
        text = self._speech.text(self._form.bind(node.path).required_text, node)
        return text or self._speech.say("FORMS_010")
