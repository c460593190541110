"""One open file: answer, and see what that shows, hides, requires and refuses.

Both front ends (Qt, HTML) draw from this; neither has rules of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from outreach_app.forms.definition import Form, Item, Texts
from outreach_app.forms.instance import Instance
from outreach_app.forms.lexical import lexical_problem
from outreach_app.forms.nodes import Node
from outreach_app.forms.values import to_bool, to_nodes
from outreach_app.forms.views import Choice, ItemView, Notice, Page, Problem
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
        self._language: Language = "id"
        self._fixed_choices: dict[tuple[str, Language], tuple[Choice, ...]] = {}
        self._instance = Instance(
            form, now=now, new_id=new_id, lookup=lookup, values=values, label=self._choice_label
        )
        self._fill_counts()

    # Answers ------------------------------------------------------------------------------

    def answer(self, path: str, value: str) -> frozenset[str]:
        """Store an answer in lexical form; return the paths that changed, this one included.

        Raises:
            KeyError: there is no such path.
        """
        touched = self._instance.store(self._node(path), value)
        return touched | self._fill_counts()

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
        return _tree(self._instance.root, everything=True)

    def record(self) -> dict[str, Any]:
        """Return what counts, in the order of the definition; blanks and notes left out."""
        return _tree(self._instance.root, everything=False)

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
                views = tuple(self._views(item.items, node, language, drawn)) if node.counts else ()
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
        return next((n for n in self._instance.root.walk() if n.address == path), None)

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
            if node is None or not node.counts:
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
        if not holder.counts:
            return
        cards = [c for c in holder.children if c.path == item.path and c.counts]
        label = self._text(item.label, holder, language)
        address = f"{holder.address}/{item.path.rpartition('/')[2]}"
        fixed = item.count is not None
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
        bind, context = self.form.bind(node.path), self._instance.context(node)
        required = bool(bind.required and to_bool(bind.required(context)))
        missing_text = self._text(bind.required_text, node, language)
        return ItemView(
            path=node.address,
            name=node.name,
            kind=item.kind,
            appearance=item.appearance,
            label=self._text(item.label, node, language),
            hint=self._text(item.hint, node, language),
            value=node.value,
            relevant=node.counts,
            required=required,
            readonly=bool(bind.readonly and to_bool(bind.readonly(context))),
            choices=self._choices(item, node, language) if drawn else (),
            problem=self._problem(item, node, language),
            missing=required and not node.value.strip(),
            missing_text=missing_text or translate(language, "FORMS_010"),
        )

    def _problem(self, item: Item, node: Node, language: Language) -> str | None:
        if not node.value:
            return None
        if code := lexical_problem(item.kind, node.value):
            return translate(language, code)
        bind = self.form.bind(node.path)
        if bind.constraint is None or to_bool(bind.constraint(self._instance.context(node))):
            return None
        text = self._text(bind.constraint_text, node, language)
        return text or translate(language, "FORMS_011")

    def _text(self, texts: Texts | None, node: Node, language: Language) -> str:
        phrase = texts.phrase(language) if texts else None
        self._language = language
        return phrase.text(self._instance.context(node)) if phrase else ""

    def _choices(self, item: Item, node: Node, language: Language) -> tuple[Choice, ...]:
        itemset = item.itemset
        if itemset is None:
            return ()
        key = (item.path, language)
        if key in self._fixed_choices:
            return self._fixed_choices[key]
        rows = to_nodes(itemset.rows(self._instance.context(node)))
        choices = tuple(self._choice(item, row, language) for row in rows)
        if not itemset.filtered:
            self._fixed_choices[key] = choices
        return choices

    def _choice(self, item: Item, row: Node, language: Language) -> Choice:
        itemset = item.itemset
        cells = {cell.name: cell.text for cell in row.children}
        if itemset is None:
            return Choice("", "")
        label = cells.get(itemset.label, "")
        if itemset.translated:
            texts = self.form.texts.get(label)
            phrase = texts.phrase(language) if texts else None
            label = phrase.text(self._instance.context(self._instance.root)) if phrase else label
        else:
            label = cells.get(f"{itemset.label}::{language}") or label
        return Choice(cells.get(itemset.value, ""), label)

    def _choice_label(self, path: str, value: str) -> str:
        """Return the label of a choice, for `jr:choice-name`."""
        node = self._find(path) or self._find(self.form.shape.path + path.lstrip("."))
        item = self.form.questions.get(node.path) if node else None
        if node is None or item is None:
            return value
        for choice in self._choices(item, node, self._language):
            if choice.value == value:
                return choice.label
        return value

    def _fill_counts(self) -> frozenset[str]:
        """Add or remove cards until each counted repeat has as many as the form asks for."""
        touched: set[str] = set()
        for item in self.form.questions.values():
            if item.kind != "repeat" or item.count is None:
                continue
            for holder in list(self._instance.by_path.get(item.path.rpartition("/")[0], ())):
                wanted = self._instance.count_of(holder, item.path) or 0
                cards = [c for c in holder.children if c.path == item.path]
                for card in cards[wanted:]:
                    self._instance.remove(card)
                    touched.add(card.address)
                for _ in range(wanted - len(cards)):
                    touched.add(self._instance.add(holder, item.path).address)
        return frozenset(touched)


def _tree(node: Node, *, everything: bool) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for child in node.children:
        if not everything and not child.relevant:
            continue
        value: Any = _tree(child, everything=everything) if child.children else child.text
        if child.repeated:
            result.setdefault(child.name, []).append(value)
        elif value or (everything and child.text):
            result[child.name] = value
    return result


def canonical(record: Mapping[str, Any]) -> bytes:
    """Return the canonical JSON of a record: UTF-8, definition order, no spaces (decisions D39)."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
