"""One open file: answer, and see what that shows, hides, requires and refuses.

Both front ends (Qt, HTML) draw from this; neither has rules of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from outreach_app.forms import tables
from outreach_app.forms.definition import Form, Item, Itemset, Texts
from outreach_app.forms.instance import Instance
from outreach_app.forms.lexical import lexical_problem
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.record_xml import to_xml
from outreach_app.forms.shape import Shape
from outreach_app.forms.views import Choice, ItemView, NodeState, Notice, Page, Problem
from outreach_app.forms.xpath.compiler import compile_text
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError, Run, Scope, Surroundings
from outreach_app.forms.xpath.values import to_bool, to_nodes, to_text
from outreach_app.i18n import Language, translate


class Session:
    """A form being filled in.

    Args:
        form: compiled, shared.
        today: office date; unused by the engine beyond `now`, kept for callers' clarity.
        now: office time (WIB).
        new_id: makes a UUID.
        lookup: CSV file name -> text, for lists that stand in files.
        values: a former `draft()` or `record()`; None begins a new file.
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
    ) -> None:
        self.form = form
        self.today = today
        self._language: str = "id"
        self._fixed_choices: dict[tuple[str, str], tuple[Choice, ...]] = {}
        self._around = Surroundings(
            lists=dict(form.lists) | _tables(form, lookup),
            now=now,
            new_id=new_id,
            choice_label=self._choice_label,
            text=self._itext,
            version=form.version,
        )
        self._instance = Instance(form, self._around, values)

    # Answers ------------------------------------------------------------------------------

    def answer(self, path: str, value: str) -> frozenset[str]:
        """Store an answer in lexical form; return the paths that changed, this one included.

        Raises:
            KeyError: there is no such path.
        """
        node = self._node(path)
        item = self.form.questions.get(node.path)
        if item and item.kind == "select_multiple" and item.itemset:
            value = self._in_list_order(item, node, value)
        return self._instance.store(node, value)

    def value(self, path: str) -> str:
        """Return the answer at `path`, empty when it is hidden or there is none."""
        found = self._find(path)
        return found.value if found else ""

    def paths(self) -> frozenset[str]:
        """Return every path that can be answered now, with card positions."""
        return frozenset(n.address for n in self._instance.root.walk() if not n.children)

    def add(self, repeat_path: str) -> str:
        """Add a card and return its path, `/data/child[2]`."""
        above, _, _ = repeat_path.rpartition("/")
        plain = self._node(above).path + "/" + repeat_path.rpartition("/")[2]
        return self._instance.add(self._node(above), plain).address

    def remove(self, path: str) -> None:
        """Remove the card at `path` with its answers."""
        self._instance.remove(self._node(path))

    def draft(self) -> dict[str, Any]:
        """Return everything answered, hidden answers too, to resume from."""
        return _tree(self._instance.root, self.form.shapes, everything=True)

    def record(self) -> dict[str, Any]:
        """Return what counts, in the order of the definition; blanks and notes left out."""
        return _tree(self._instance.root, self.form.shapes, everything=False)

    @property
    def errors(self) -> Mapping[str, ExpressionError]:
        """Return what could not be computed, by address; those nodes keep what they had."""
        return self._instance.errors

    def count(self, repeat_path: str) -> int:
        """Return how many relevant cards a repeat has."""
        above, _, name = repeat_path.rpartition("/")
        parent = self._find(above)
        return len(parent.named(name)) if parent else 0

    def state(self, path: str) -> NodeState:
        """Return what the rules say of any node, drawn or not.

        Raises:
            KeyError: there is no such path.
        """
        node = self._node(path)
        blank = self.is_required(node) and not node.value
        broken = "required" if blank else "constraint" if self.violated(node) else None
        bind = self.form.bind(node.path)
        texts = {"required": bind.required_text, "constraint": bind.constraint_text}
        message = self._text(texts[broken], node, self._language) if broken else ""
        return NodeState(
            node.active, self.is_readonly(node), self.is_required(node), broken, message
        )

    def choices(self, path: str, language: str) -> tuple[Choice, ...]:
        """Return what the question at `path` offers now."""
        node = self._node(path)
        return self._choices(self.form.questions[node.path], node, language)

    def label(self, path: str, language: str) -> str:
        """Return the label of the question at `path`."""
        node = self._node(path)
        return self._text(self.form.questions[node.path].label, node, language)

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

        The record's own `instanceID` goes to `deprecatedID` (ODK XForms spec, meta); a form
        without them has nothing to change.
        """
        self._instance.revise()

    def speak(self, language: str) -> None:
        """Show texts in `language` from now on; what computes with texts is computed again."""
        self._speak(language)
        self._instance.recompute_all()

    # Views --------------------------------------------------------------------------------

    def pages(self, language: Language) -> tuple[Page, ...]:
        """Return the visible sections: each top-level group, questions outside together."""
        return self._pages(language, drawn=True)

    def _pages(self, language: Language, *, drawn: bool) -> tuple[Page, ...]:
        """Return the sections; not `drawn`: without choices, which only a screen needs."""
        pages: list[Page] = []
        loose: list[ItemView] = []
        for item in self.form.items:
            node = self._find(item.path)
            if item.kind == "group" and node is not None and node.children:
                views = tuple(self._views(item.items, node, language, drawn)) if node.active else ()
                if views:
                    title = self._text(item.label, node, language)
                    pages.append(Page(item.path, title, views))
            else:
                loose += self._views((item,), self._instance.root, language, drawn)
        return ((Page("", self.form.title, tuple(loose)),) if loose else ()) + tuple(pages)

    def item(self, path: str, language: Language) -> ItemView:
        """Return one question as it stands."""
        node = self._node(path)
        return self._view(self.form.questions[node.path], node, language)

    def problems(self, language: Language) -> tuple[Problem, ...]:
        """Return what blocks finishing, in the order of the form."""
        found: list[Problem] = []
        for page in self._pages(language, drawn=False):
            for view in page.items:
                text = view.problem or (view.missing_text if view.missing else None)
                if text:
                    found.append(Problem(view.path, text, page.path, view.label, view.missing))
        return tuple(found)

    def warnings(self, language: Language) -> tuple[Notice, ...]:
        """Return the soft warnings that stand: relevant notes with appearance `warn`."""
        return tuple(
            Notice(view.path, view.label, page.path)
            for page in self._pages(language, drawn=False)
            for view in page.items
            if view.kind == "note" and "warn" in view.appearance
        )

    # ---------------------------------------------------------------------------------------

    def _find(self, path: str) -> Node | None:
        plain = self._instance.by_path.get(path)
        if plain and len(plain) == 1:
            return plain[0]
        nodes: list[Node] = [self._instance.document]
        for step in path.split("/")[1:]:
            name, _, place = step.removesuffix("]").partition("[")
            nodes = [c for n in nodes for c in n.cards(name)]
            if place:
                nodes = nodes[int(place) - 1 : int(place)] if place.isdigit() else []
        return nodes[0] if nodes else None

    def _node(self, path: str) -> Node:
        found = self._find(path)
        if found is None:
            raise KeyError(path)
        return found

    def _views(
        self, items: tuple[Item, ...], parent: Node, language: Language, drawn: bool
    ) -> Iterator[ItemView]:
        for item in items:
            if item.kind == "repeat":
                yield from self._cards(item, parent, language, drawn)
                continue
            node = self._below(parent, item.path)
            if node is None or not node.active:
                continue
            if item.kind != "group":
                yield self._view(item, node, language, drawn=drawn)
                continue
            inner = tuple(self._views(item.items, node, language, drawn))
            if inner and item.path != parent.path:
                yield self._heading(item, node, language)
            yield from inner

    def _cards(
        self, item: Item, parent: Node, language: Language, drawn: bool
    ) -> Iterator[ItemView]:
        holder = self._below(parent, item.path.rpartition("/")[0]) or parent
        if not holder.active:
            return
        cards = [c for c in holder.children if c.path == item.path and c.active]
        label = self._text(item.label, holder, language)
        address = f"{holder.address}/{item.path.rpartition('/')[2]}"
        fixed = item.count is not None or item.fixed
        yield ItemView(address, address, "repeat", item.appearance, label, readonly=fixed)
        for number, card in enumerate(cards, 1):
            title = f"{label} {number}".strip()
            yield ItemView(card.address, card.name, "card", item.appearance, title, readonly=fixed)
            yield from self._views(item.items, card, language, drawn)

    def _below(self, parent: Node, path: str) -> Node | None:
        if parent.path == path:
            return parent
        return next((n for n in parent.walk() if n.path == path), None)

    def _heading(self, item: Item, node: Node, language: Language) -> ItemView:
        label = self._text(item.label, node, language)
        return ItemView(node.address, node.name, "group", item.appearance, label)

    def _view(self, item: Item, node: Node, language: Language, *, drawn: bool = True) -> ItemView:
        bind = self.form.bind(node.path)
        required = self.is_required(node)
        missing_text = self._text(bind.required_text, node, language)
        problem = self._problem(item, node, language)
        shown = node.text if item.itemset and item.itemset.filtered else node.kept or node.text
        return ItemView(
            path=node.address,
            name=node.name,
            kind=item.kind,
            appearance=item.appearance,
            label=self._text(item.label, node, language),
            hint=self._text(item.hint, node, language),
            value=shown if node.active else "",
            relevant=node.active,
            required=required,
            readonly=self.is_readonly(node),
            choices=self._choices(item, node, language) if drawn else (),
            problem=problem,
            missing=required and not node.value.strip() and problem is None,
            missing_text=missing_text or translate(language, "FORMS_010"),
            range=(r.start, r.end, r.step) if (r := item.range) else None,
        )

    def is_required(self, node: Node) -> bool:
        """Tell whether the question at `node` must be answered."""
        return self._holds(self.form.bind(node.path).required, node)

    def is_readonly(self, node: Node) -> bool:
        """Tell whether people cannot answer at `node`: by its rule or one above it."""
        return any(self._holds(self.form.bind(n.path).readonly, n) for n in node.up())

    def _holds(self, run: Run | None, node: Node) -> bool:
        try:
            return run is not None and to_bool(run(Scope(node, self._around)))
        except EvaluationError:
            return False

    def violated(self, node: Node) -> bool:
        """Tell whether the value at `node` breaks its constraint; a blank one never does."""
        run = self.form.bind(node.path).constraint
        if run is None or not node.value:
            return False
        try:
            return not to_bool(run(Scope(node, self._around)))
        except EvaluationError:
            return True

    def _problem(self, item: Item, node: Node, language: Language) -> str | None:
        given = node.kept or node.text
        if not node.active or not given:
            return None
        if code := lexical_problem(item.kind, given):
            return translate(language, code)
        if error := self._instance.errors.get(node.address):
            return translate(language, error.code, **error.facts)
        if not self.violated(node):
            return None
        text = self._text(self.form.bind(node.path).constraint_text, node, language)
        return text or translate(language, "FORMS_011")

    def _text(self, texts: Texts | None, node: Node, language: str) -> str:
        if texts is None:
            return ""
        self._speak(language)
        phrase = texts.phrase(language)
        return phrase.text(node, self._around) if phrase else ""

    def _speak(self, language: str) -> None:
        """Texts inside expressions are in the language being shown."""
        self._language = language
        self._around.language = "en" if language == "en" or "(en)" in language else "id"

    def _itext(self, key: str, node: Node) -> str | None:
        texts = self.form.texts.get(key)
        phrase = texts.phrase(self._language) if texts else None
        return phrase.text(node, self._around) if phrase else None

    def _choices(self, item: Item, node: Node, language: str) -> tuple[Choice, ...]:
        itemset = item.itemset
        if itemset is None:
            return ()
        key = (item.path, language)
        if key in self._fixed_choices:
            return self._fixed_choices[key]
        self._speak(language)
        if itemset.rows is None:
            choices = tuple(Choice(v, self._text(t, node, language)) for v, t in itemset.fixed)
        else:
            rows = to_nodes(itemset.rows(Scope(node, self._around)))
            choices = tuple(self._choice(itemset, row, node) for row in rows)
        if not itemset.filtered:
            self._fixed_choices[key] = choices
        return choices

    def _choice(self, itemset: Itemset, row: Node, node: Node) -> Choice:
        scope = Scope(row, self._around, node)
        value = to_text(itemset.value(scope)) if itemset.value else row.string()
        own = row.named(f"label::{self._language}")
        if own and own[0].text:
            return Choice(value, own[0].text)
        return Choice(value, to_text(itemset.label(scope)).strip() if itemset.label else value)

    def _in_list_order(self, item: Item, node: Node, value: str) -> str:
        """Several choices are kept in the order of the list, whatever was clicked first (D25)."""
        chosen = value.split()
        if len(chosen) < 2:
            return value
        order = [c.value for c in self._choices(item, node, self._language)]
        return " ".join(sorted(chosen, key=lambda c: order.index(c) if c in order else len(order)))

    def _choice_label(self, path: str, value: str, node: Node) -> str:
        """Return the label of a choice offered now, for `jr:choice-name`; empty when none is."""
        target = self._asked(path, node)
        item = self.form.questions.get(target.path) if target else None
        if target is None or item is None:
            return ""
        offered = self._choices(item, target, self._language)
        return next((c.label for c in offered if c.value == value), "")

    def _asked(self, path: str, node: Node) -> Node | None:
        """Return the question that `path` means for `node`, in its own card."""
        found = to_nodes(compile_text(path)(Scope(node, self._around)))
        return found[0] if found else None


def _tables(form: Form, lookup: Mapping[str, str]) -> dict[str, Node]:
    """Return the lists that stand in files; one whose file is not there yet is empty."""
    return {name: tables.rows(lookup.get(file, ""), file) for name, file in form.files.items()}


def _tree(node: Node, shapes: Mapping[str, Shape], *, everything: bool) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for child in node.children:
        if not everything and not child.relevant:
            continue
        text = (child.kept or child.text) if everything else child.text
        value: Any = _tree(child, shapes, everything=everything) if child.children else text
        if child.repeated:
            result.setdefault(child.name, []).append(value)
        elif value or (not child.children and child.path in shapes and shapes[child.path].default):
            result[child.name] = value
    return result


def canonical(record: Mapping[str, Any]) -> bytes:
    """Return the canonical JSON of a record: UTF-8, definition order, no spaces (decisions D39)."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
