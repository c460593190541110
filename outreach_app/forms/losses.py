"""What an answer would take away: it is tried, looked at, and undone."""

from __future__ import annotations

from dataclasses import replace

from outreach_app.forms.instance import Instance
from outreach_app.forms.markdown import to_plain
from outreach_app.forms.pages import Pages
from outreach_app.forms.views import ItemView, Loss

_DRAWN_ONLY = ("note", "group", "repeat", "card")


def losses(instance: Instance, pages: Pages, address: str, text: str) -> tuple[Loss, ...]:
    """Return the filled cards that storing `text` at `address` would take away, in order."""
    node = instance.find(address)
    if node is None or not instance.counts_with(node.path):
        return ()
    places = {id(n): n.address for n in instance.root.walk() if n.repeated}
    before = instance.photograph()
    instance.store(node, text)
    gone = before.gone()
    before.bring_back()
    found = {places[id(card)]: Loss(places[id(card)], "", ()) for card in gone}
    for view in (view for page in pages.pages() for view in page.items) if gone else ():
        if view.path in found:
            found[view.path] = replace(found[view.path], title=to_plain(view.label))
        elif (card := _card(view.path, found)) and _given(view, instance):
            answer = (to_plain(view.label) or view.name, _said(view))
            found[card] = replace(found[card], answers=(*found[card].answers, answer))
    return tuple(loss for loss in found.values() if loss.answers)


def _card(path: str, found: dict[str, Loss]) -> str | None:
    """Return the card of `found` that `path` stands in."""
    while "/" in path:
        path = path.rpartition("/")[0]
        if path in found:
            return path
    return None


def _given(view: ItemView, instance: Instance) -> bool:
    """Tell whether a person answered, rather than the form."""
    node = None if view.kind in _DRAWN_ONLY else instance.find(view.path)
    if node is None or not view.value or instance.form.bind(node.path).calculate:
        return False
    shape = instance.form.shapes.get(node.path)
    return shape is None or shape.default != node.text


def _said(view: ItemView) -> str:
    labels = {c.value: to_plain(c.label) for c in view.choices}
    if not labels:
        return view.value
    return ", ".join(labels.get(value, value) for value in view.value.split())
