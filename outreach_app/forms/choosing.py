"""What a question offers to choose, in the language being spoken."""

from __future__ import annotations

from functools import lru_cache

from outreach_app.forms.computing import Errors
from outreach_app.forms.definition import Form, Item, Itemset
from outreach_app.forms.speech import Speech
from outreach_app.forms.views import Choice
from outreach_app.forms.xpath.compiler import compile_text
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Run, Scope, Surroundings
from outreach_app.forms.xpath.values import to_nodes, to_text


@lru_cache(maxsize=256)
def _compiled(path: str) -> Run:
    return compile_text(path)


class Choosing:
    """Choices of an open file; those that no answer filters are made once a language.

    Attributes:
        errors: those of the file; what cannot be listed is named there.
    """

    def __init__(self, form: Form, around: Surroundings, speech: Speech) -> None:
        self._form, self._around, self._speech = form, around, speech
        self._fixed: dict[tuple[str, str], tuple[Choice, ...]] = {}
        self.errors: Errors = {}

    def begin(self) -> None:
        """Let what follows take all the steps it may."""
        self._around.begin()

    def choices(self, item: Item, node: Node) -> tuple[Choice, ...]:
        """Return what the question at `node` offers now."""
        itemset = item.itemset
        if itemset is None:
            return ()
        key = (item.path, self._speech.language)
        if key in self._fixed:
            return self._fixed[key]
        if itemset.rows is None:
            say, media = self._speech.text, self._speech.media
            found = tuple(Choice(v, say(t, node), media(t, node)) for v, t in itemset.fixed)
        else:
            try:
                rows = to_nodes(itemset.rows(Scope(node, self._around)))
                found = tuple(self._choice(itemset, row, node) for row in rows)
            except EvaluationError as error:
                self.errors[node, "choices"] = error
                return ()
        self.errors.pop((node, "choices"), None)
        if not itemset.filtered and not itemset.told:
            self._fixed[key] = found
        return found

    def _choice(self, itemset: Itemset, row: Node, node: Node) -> Choice:
        scope = Scope(row, self._around, node)
        value = to_text(itemset.value(scope)) if itemset.value else row.string()
        own = row.strings(f"label::{self._speech.language}")
        if own and own[0]:
            return Choice(value, own[0])
        label = to_text(itemset.label(scope)).strip() if itemset.label else value
        if itemset.key is None:
            return Choice(value, label)
        texts = self._form.texts.get(to_text(itemset.key(scope)))
        return Choice(value, label, self._speech.media(texts, node))

    def in_list_order(self, item: Item, node: Node, value: str) -> str:
        """Several choices are kept in the order of the list, whatever was clicked first (D25)."""
        chosen = value.split()
        if len(chosen) < 2:
            return value
        order = [c.value for c in self.choices(item, node)]
        return " ".join(sorted(chosen, key=lambda c: order.index(c) if c in order else len(order)))

    def label(self, path: str, value: str, node: Node) -> str:
        """Return the label of a choice offered now, for `jr:choice-name`; empty when none is."""
        found = to_nodes(_compiled(path)(Scope(node, self._around)))
        item = self._form.questions.get(found[0].path) if found else None
        offered = self.choices(item, found[0]) if item else ()
        return next((c.label for c in offered if c.value == value), "")
