"""The sections of an open file as a front end draws them."""

from __future__ import annotations

from collections.abc import Iterator

from outreach_app.forms.asking import Asking
from outreach_app.forms.choosing import Choosing
from outreach_app.forms.definition import Item
from outreach_app.forms.instance import Instance
from outreach_app.forms.speech import Speech
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
        self._form, self._root = instance.form, instance.root
        self._speech, self._asking, self._choosing = speech, asking, choosing
        self._with_choices = choices

    def pages(self) -> tuple[Page, ...]:
        """Return the visible sections: each top-level group, questions outside together."""
        pages: list[Page] = []
        loose: list[ItemView] = []
        for item in self._form.items:
            node = _below(self._root, item.path)
            if item.kind != "group" or node is None or node is self._root or not node.children:
                loose += self._views((item,), self._root)
            elif node.active and (views := tuple(self._views(item.items, node))):
                title = self._speech.text(item.label, node)
                pages.append(Page(item.path, title, views, item.appearance))
        return ((Page("", self._form.title, tuple(loose)),) if loose else ()) + tuple(pages)

    def _views(self, items: tuple[Item, ...], parent: Node) -> Iterator[ItemView]:
        for item in items:
            if item.kind == "repeat":
                yield from self._cards(item, parent)
                continue
            node = _below(parent, item.path)
            if node is None or not node.active:
                continue
            if item.kind != "group":
                yield self.item(item, node)
                continue
            inner = tuple(self._views(item.items, node))
            if inner and (item.path != parent.path or item.label):
                yield self._heading(item, node)
            yield from inner

    def _cards(self, item: Item, parent: Node) -> Iterator[ItemView]:
        holder = _below(parent, item.path.rpartition("/")[0]) or parent
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
        say, asking = self._speech.text, self._asking
        self._choosing.begin()
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
            choices=self._choosing.choices(item, node) if self._with_choices else (),
            problem=problem,
            missing=required and not node.value.strip() and problem is None,
            missing_text=asking.missing_text(node),
            range=(r.start, r.end, r.step) if (r := item.range) else None,
            parameters=item.parameters,
        )


def _below(parent: Node, path: str) -> Node | None:
    if parent.path == path:
        return parent
    return next((n for n in parent.walk() if n.path == path), None)
