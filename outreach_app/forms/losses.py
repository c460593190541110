"""What an answer would take away: it is tried, looked at, and undone."""

from __future__ import annotations

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
    views = [view for page in pages.pages() for view in page.items] if gone else []
    found = [_loss(places[id(card)], instance, views) for card in gone]
    return tuple(loss for loss in found if loss.answers)


def _loss(address: str, instance: Instance, views: list[ItemView]) -> Loss:
    title = next((v.label for v in views if v.path == address), "")
    filled = tuple(
        (to_plain(v.label) or v.name, _said(v))
        for v in views
        if v.path.startswith(f"{address}/") and v.kind not in _DRAWN_ONLY and _given(v, instance)
    )
    return Loss(address, to_plain(title), filled)


def _given(view: ItemView, instance: Instance) -> bool:
    """Tell whether a person answered, rather than the form."""
    node = instance.find(view.path)
    if node is None or not view.value or instance.form.bind(node.path).calculate:
        return False
    shape = instance.form.shapes.get(node.path)
    return shape is None or shape.default != node.text


def _said(view: ItemView) -> str:
    labels = {c.value: to_plain(c.label) for c in view.choices}
    if not labels:
        return view.value
    return ", ".join(labels.get(value, value) for value in view.value.split())
