"""Answers as they are read back: labels of choices, dates in order, NIK masked."""

from __future__ import annotations

from outreach_app.domain.nik import mask
from outreach_app.forms import ItemView
from outreach_app.forms.uploads import paper_of
from outreach_app.i18n import tr
from outreach_app.ui import dates, markup
from outreach_app.ui.page_tree import APART
from outreach_app.ui.questions.numbers import read_number

_HIDDEN = "••••"


def shown_value(view: ItemView) -> str:
    """Return an answer as a person reads it, empty when there is none."""
    if not view.value or view.kind in APART:
        return ""
    if view.kind == "file" and paper_of(view.appearance):
        return tr("a copy was taken")
    if view.choices:
        labels = {c.value: markup.plain(c.label) for c in view.choices}
        return ", ".join(labels.get(value, value) for value in view.value.split())
    return _plain(view)


def _plain(view: ItemView) -> str:
    if {"masked", "hidden-answer"} & set(view.appearance):
        return _HIDDEN
    match view.kind:
        case "date" if "year" in view.appearance:
            return dates.shown_year(view.value)
        case "date" if "month-year" in view.appearance:
            return dates.shown_month(view.value)
        case "date":
            return dates.shown(view.value)
        case "time":
            return dates.shown_time(view.value)
        case "dateTime":
            day, _, at = view.value.partition("T")
            return f"{dates.shown(day)} {dates.shown_time(at)}"
        case "trigger":
            return tr("yes")
        case "int" | "decimal" if "thousands-sep" in view.appearance:
            return read_number(view.value)
        case "geopoint":
            return " ".join(view.value.split()[:2])
        case _:
            return mask(view.value) if view.name.startswith("nik") else view.value
