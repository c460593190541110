"""One open file: answer, and see what that shows, hides, requires and refuses.

Both front ends (Qt, HTML) draw from this; neither has rules of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from outreach_app.forms import lists
from outreach_app.forms.asking import Asking
from outreach_app.forms.choosing import Choosing
from outreach_app.forms.client import Client
from outreach_app.forms.definition import Form
from outreach_app.forms.entities import BLOCK, Entity, entities
from outreach_app.forms.instance import Instance
from outreach_app.forms.losses import losses
from outreach_app.forms.markdown import to_plain
from outreach_app.forms.pages import Pages
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.record_xml import to_xml
from outreach_app.forms.shape import Shape
from outreach_app.forms.speech import Speech
from outreach_app.forms.views import Choice, ItemView, Loss, NodeState, Notice, Page, Problem
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import Surroundings


class Session:
    """A form being filled in.

    Args:
        form: compiled, shared.
        today: office date; unused by the engine beyond `now`, kept for callers' clarity.
        now: office time (WIB).
        new_id: makes a UUID.
        lookup: CSV, XML or GeoJSON file name -> text, for lists that stand in files.
        values: a former `draft()` or `record()`; None begins a new file.
        client: what the file knows of the laptop and its user.

    Everything that speaks takes a language: `id`, `en`, or one as the form names it; without, it
    is the one set by `speak`, at first the form's default.
    """

    def __init__(
        self,
        form: Form,
        *,
        today: date,
        now: datetime,
        new_id: Callable[[], str],
        lookup: Mapping[str, str],
        values: Mapping[str, Any] | None = None,
        client: Client | None = None,
    ) -> None:
        self.form = form
        self.today = today
        client = client or Client()
        self._around = Surroundings(
            lists=lists.of_form(form, lookup, client.last_saved),
            now=now,
            new_id=new_id,
            draw=client.draw,
            locate=client.locate,
            properties=client.properties,
            version=form.version,
        )
        self._speech = Speech(form, self._around)
        self._choosing = Choosing(form, self._around, self._speech)
        self._around.choice_label, self._around.text = self._choosing.label, self._speech.itext
        self._instance = Instance(form, self._around, values)
        self._choosing.errors = self._instance.errors
        parts = self._instance, self._speech, Asking(self._instance, self._speech), self._choosing
        self._asking = parts[2]
        self._drawn, self._checked = Pages(*parts), Pages(*parts, choices=False)

    # Answers ------------------------------------------------------------------------------

    def answer(self, path: str, value: str) -> frozenset[str]:
        """Store an answer in lexical form; return the paths that changed, this one included.

        Raises:
            KeyError: there is no such path.
        """
        node = self._node(path)
        return self._instance.store(node, self._put(node, value))

    def _put(self, node: Node, value: str) -> str:
        item = self.form.questions.get(node.path)
        if item and item.kind == "select_multiple" and item.itemset:
            return self._choosing.in_list_order(item, node, value)
        return value

    def locate(self) -> frozenset[str]:
        """Ask again where the laptop is, for what is still blank of the moment of opening.

        A device may need half a minute; return the paths that changed.
        """
        return frozenset(n.address for n in self._instance.locate())

    def losses(self, path: str, value: str) -> tuple[Loss, ...]:
        """Return the filled cards that `answer(path, value)` would take away: ask first (D6).

        They are kept while the file is open and come back when the count grows again.

        Raises:
            KeyError: there is no such path.
        """
        node = self._node(path)
        return losses(self._instance, self._drawn, node.address, self._put(node, value))

    def value(self, path: str) -> str:
        """Return the answer at `path`, empty when it is hidden or there is none."""
        found = self._instance.find(path)
        return found.value if found else ""

    def paths(self) -> frozenset[str]:
        """Return every path that can be answered now, with card positions."""
        return frozenset(n.address for n in self._instance.root.walk() if not n.children)

    def add(self, repeat_path: str) -> str:
        """Add a card and return its path, `/data/child[2]`."""
        above, _, name = repeat_path.rpartition("/")
        parent = self._node(above)
        return self._instance.add(parent, f"{parent.path}/{name}").address

    def remove(self, path: str) -> None:
        """Remove the card at `path` with its answers."""
        self._instance.remove(self._node(path))

    def count(self, repeat_path: str) -> int:
        """Return how many relevant cards a repeat has."""
        above, _, name = repeat_path.rpartition("/")
        parent = self._instance.find(above)
        return len(parent.named(name)) if parent else 0

    # The file as a whole ------------------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """Return everything answered, hidden answers too, to resume from."""
        return _tree(self._instance.root, self.form.shapes, everything=True)

    def record(self) -> dict[str, Any]:
        """Return what counts, in the order of the definition; blanks and notes left out."""
        root = self._instance.root
        return _tree(root, self.form.shapes, everything=False) if root.active else {}

    def xml(self) -> str:
        """Return the record as XForms submit it."""
        return to_xml(self._instance.root)

    def finish(self, now: datetime) -> None:
        """Compute everything once more as of `now` (office time), before it is checked and kept.

        The `end` time is set first (ODK XForms spec, preload); what has no inputs runs again.
        """
        self._around.now = now
        self._instance.finish()

    def revise(self) -> None:
        """Make of a finished record its next revision: a new id, the old one kept beside it.

        Once, after opening the record to edit it; its draft keeps both. The record's own
        `instanceID` goes to `deprecatedID` (ODK XForms spec, meta); a form without an id has
        nothing to change.
        """
        self._instance.revise()

    def entities(self) -> tuple[Entity, ...]:
        """Return what the answers create or change in lists of entities."""
        return tuple(entities(self._instance.tree))

    @property
    def errors(self) -> Mapping[str, ExpressionError]:
        """Return what could not be computed, by address; those nodes keep what they had."""
        return {node.address: error for (node, _), error in self._instance.errors.items()}

    # Language -----------------------------------------------------------------------------

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the form's languages as it names them: `Indonesian (id)`."""
        return self.form.languages

    @property
    def language(self) -> str:
        """Return the language set by `speak`; blank: the form's default."""
        return self._speech.language

    def speak(self, language: str) -> frozenset[str]:
        """Show texts in `language` from now on; return the paths whose value changed with it."""
        self._speech.speak(language)
        return frozenset(n.address for n in self._instance.translate())

    # Views --------------------------------------------------------------------------------

    def pages(self, language: str | None = None) -> tuple[Page, ...]:
        """Return the visible sections: each top-level group, questions outside together."""
        with self._speech.speaking(language):
            return self._drawn.pages()

    def item(self, path: str, language: str | None = None) -> ItemView:
        """Return one question as it stands."""
        node = self._node(path)
        with self._speech.speaking(language):
            return self._drawn.item(self.form.questions[node.path], node)

    def choices(self, path: str, language: str | None = None) -> tuple[Choice, ...]:
        """Return what the question at `path` offers now."""
        node = self._node(path)
        self._choosing.begin()
        with self._speech.speaking(language):
            return self._choosing.choices(self.form.questions[node.path], node)

    def label(self, path: str, language: str | None = None) -> str:
        """Return the label of the question at `path`."""
        node = self._node(path)
        with self._speech.speaking(language):
            return self._speech.text(self.form.questions[node.path].label, node)

    def state(self, path: str) -> NodeState:
        """Return what the rules say of any node, drawn or not.

        Raises:
            KeyError: there is no such path.
        """
        return self._asking.state(self._node(path))

    def problems(self, language: str | None = None) -> tuple[Problem, ...]:
        """Return what blocks finishing, in the order of the form."""
        found: list[Problem] = []
        with self._speech.speaking(language):
            for page in self._checked.pages():
                for view in page.items:
                    text = view.problem or (view.missing_text if view.missing else None)
                    if text:
                        label = to_plain(view.label)
                        found.append(Problem(view.path, text, page.path, label, view.missing))
        return tuple(found)

    def warnings(self, language: str | None = None) -> tuple[Notice, ...]:
        """Return the soft warnings that stand: relevant notes with appearance `warn`."""
        with self._speech.speaking(language):
            return tuple(
                Notice(view.path, view.label, page.path)
                for page in self._checked.pages()
                for view in page.items
                if view.kind == "note" and "warn" in view.appearance
            )

    def _node(self, path: str) -> Node:
        found = self._instance.find(path)
        if found is None:
            raise KeyError(path)
        return found


def _tree(node: Node, shapes: Mapping[str, Shape], *, everything: bool) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for child in node.children:
        if not everything and not child.relevant:
            continue
        text = (child.kept or child.text) if everything else child.text
        value: Any = text
        if child.children or child.name == BLOCK:
            value = _facts(child, everything=everything)
            value |= _tree(child, shapes, everything=everything)
        if child.repeated:
            result.setdefault(child.name, []).append(value)
        elif value or (not child.children and child.path in shapes and shapes[child.path].default):
            result[child.name] = value
    return result


def _facts(node: Node, *, everything: bool) -> dict[str, Any]:
    """Return the attributes of an element that holds others, as `@name` (entity blocks)."""
    shown = [a for a in node.attributes if everything or a.active]
    texts = {f"@{a.name}": (a.kept or a.text) if everything else a.text for a in shown}
    return {name: text for name, text in texts.items() if text}


def canonical(record: Mapping[str, Any]) -> bytes:
    """Return the canonical JSON of a record: UTF-8, definition order, no spaces (decisions D39)."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
