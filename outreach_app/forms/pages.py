"""The sections of an open file as a front end draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from outreach_app.forms.asking import Asking
from outreach_app.forms.choosing import Choosing
from outreach_app.forms.computing import ALL
from outreach_app.forms.definition import Item
from outreach_app.forms.instance import Instance
from outreach_app.forms.speech import Speech
from outreach_app.forms.tree import below
from outreach_app.forms.views import ItemView, Page
from outreach_app.forms.xpath.nodes import Node


class Pages:
    """Draws in the language being spoken.

    Args:
        choices: with choices, which only a screen needs.
    """

    def __init__(
        self,
        instance: Instance,
        speech: Speech,
        asking: Asking,
        choosing: Choosing,
        *,
        choices: bool = True,
    ) -> None:
        self._form, self._root, self._tree = instance.form, instance.root, instance.tree
        self._errors, self._stale = instance.errors, instance.computing.watch()
        self._speech, self._asking, self._choosing = speech, asking, choosing
        self._with_choices = choices
        self._language = speech.language
        self._known: dict[str, dict[Node, ItemView]] = {}
        self._sections: dict[int, Page | list[ItemView]] = {}
        self._loose = Page("", instance.form.title, ())

    def pages(self) -> tuple[Page, ...]:
        """Return the visible sections: each top-level group, questions outside together.

        A section in which nothing changed is the same object as before.
        """
        self._forget()
        sections = [self._section(n, item) for n, item in enumerate(self._form.items)]
        loose = tuple(view for s in sections if isinstance(s, list) for view in s)
        if loose != self._loose.items:
            self._loose = Page("", self._form.title, loose)
        pages = tuple(s for s in sections if isinstance(s, Page) and s.items)
        return ((self._loose,) if loose else ()) + pages

    def _section(self, number: int, item: Item) -> Page | list[ItemView]:
        known = self._sections.get(number)
        if known is None:
            known = self._sections[number] = self._drawn(item)
        return known

    def _drawn(self, item: Item) -> Page | list[ItemView]:
        """Return a page, without items when it is hidden; what stands in none: its questions."""
        node = self._below(self._root, item.path)
        if item.kind != "group" or node is None or node is self._root or not node.children:
            return list(self._views((item,), self._root))
        if not node.active:
            return Page(item.path, "", ())
        title = self._speech.text(item.label, node)
        return Page(item.path, title, tuple(self._views(item.items, node)), item.appearance)

    def _forget(self) -> None:
        """Forget what changed since it was drawn."""
        self._stale.update(node.path for node, _ in self._errors)
        if ALL in self._stale or self._speech.language != self._language:
            self._known.clear()
            self._sections.clear()
            self._language = self._speech.language
        elif self._stale:
            sights = self._form.sights
            read = {path for changed in self._stale for path in sights.seen_by.get(changed, ())}
            for path in self._stale | read | sights.restless:
                self._known.pop(path, None)
                for number in self._places.get(path, ()):
                    self._sections.pop(number, None)
        self._stale.clear()
        # What could not be computed may be computed the next time.
        self._stale.update(node.path for node, _ in self._errors)

    @cached_property
    def _places(self) -> Mapping[str, set[int]]:
        """Path of an item -> numbers of the sections it is drawn in."""
        found: dict[str, set[int]] = {}
        for number, item in enumerate(self._form.items):
            for one in item.walk():
                found.setdefault(one.path, set()).add(number)
        return found

    def _views(self, items: tuple[Item, ...], parent: Node) -> Iterator[ItemView]:
        for item in items:
            if item.kind == "repeat":
                yield from self._cards(item, parent)
                continue
            node = self._below(parent, item.path)
            if node is None or not node.active:
                continue
            if item.kind != "group":
                yield self._view(item, node)
                continue
            inner = tuple(self._views(item.items, node))
            if inner and (item.path != parent.path or item.label):
                yield self._heading(item, node)
            yield from inner

    def _cards(self, item: Item, parent: Node) -> Iterator[ItemView]:
        holder = self._below(parent, item.path.rpartition("/")[0]) or parent
        if not holder.active:
            return
        cards = [c for c in holder.children if c.path == item.path and c.active]
        label = self._speech.text(item.label, holder)
        address = f"{holder.address}/{item.path.rpartition('/')[2]}"
        fixed = item.count is not None or item.fixed
        yield ItemView(address, address, "repeat", item.appearance, label, readonly=fixed)
        for number, card in enumerate(cards, 1):
            title = f"{self._speech.text(item.label, card)} {number}".strip()
            yield ItemView(
                card.address,
                card.name,
                "card",
                item.appearance,
                title,
                readonly=fixed,
                row=id(card),
            )
            yield from self._views(item.items, card)

    def _heading(self, item: Item, node: Node) -> ItemView:
        return ItemView(
            node.address,
            node.name,
            "group",
            item.appearance,
            self._speech.text(item.label, node),
            media=self._speech.media(item.label, node),
        )

    def item(self, item: Item, node: Node) -> ItemView:
        """Return one question as it stands."""
        self._forget()
        return self._view(item, node)

    def _view(self, item: Item, node: Node) -> ItemView:
        known = self._known.setdefault(item.path, {})
        if node not in known:
            known[node] = self._made(item, node)
        return known[node]

    def _made(self, item: Item, node: Node) -> ItemView:
        say, asking = self._speech.text, self._asking
        self._choosing.begin()
        choices = self._choosing.choices(item, node) if self._with_choices else ()
        required = asking.required(node)
        problem = asking.problem(item, node)
        shown = node.text if item.itemset and item.itemset.filtered else node.kept or node.text
        return ItemView(
            path=node.address,
            name=node.name,
            kind=item.kind,
            appearance=item.appearance,
            label=say(item.label, node),
            hint=say(item.hint, node),
            guidance=self._speech.form(item.hint, "guidance", node),
            media=self._speech.media(item.label, node),
            value=shown if node.active else "",
            relevant=node.active,
            required=required,
            readonly=asking.readonly(node),
            choices=choices,
            problem=problem,
            missing=required and not node.value.strip() and problem is None,
            missing_text=asking.missing_text(node),
            range=(r.start, r.end, r.step) if (r := item.range) else None,
            parameters=item.parameters,
        )

    def _below(self, parent: Node, path: str) -> Node | None:
        if parent.path == path:
            return parent
        alone = self._tree.at(path)
        if len(alone) == 1:
            return alone[0]
        return next(iter(below(parent, path)), None)
