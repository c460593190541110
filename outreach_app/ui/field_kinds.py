"""Which widget a question gets: by its type, its appearance and how much it offers."""

from __future__ import annotations

from datetime import date

from outreach_app.forms import ItemView
from outreach_app.i18n import Language
from outreach_app.ui.fields import ChoiceField, Field, ListField, TextField
from outreach_app.ui.more_fields import (
    LongTextField,
    ManyField,
    PointField,
    RangeField,
    RankField,
    TickField,
)

_FEW = 12
"""More choices than this become a list."""

_KINDS: dict[str, type[Field]] = {
    "trigger": TickField,
    "range": RangeField,
    "rank": RankField,
    "geopoint": PointField,
    "geotrace": LongTextField,
    "geoshape": LongTextField,
}


def field_for(view: ItemView, language: Language, today: date) -> Field:
    """Return the widget for a question."""
    return _kind(view)(view, language, today)


def _kind(view: ItemView) -> type[Field]:
    if view.kind in _KINDS:
        return _KINDS[view.kind]
    if view.choices and len(view.choices) <= _FEW and "minimal" not in view.appearance:
        return ChoiceField
    if view.choices:
        return ManyField if view.kind == "select_multiple" else ListField
    return LongTextField if "multiline" in view.appearance else TextField
