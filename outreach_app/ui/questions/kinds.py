"""Which widget a question gets: by its type, its appearance and how much it offers."""

from __future__ import annotations

from outreach_app.forms import ItemView
from outreach_app.forms.uploads import paper_of
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.barcodes import BarcodeField
from outreach_app.ui.questions.choices import ChoiceField
from outreach_app.ui.questions.field import Field
from outreach_app.ui.questions.lines import LongTextField, TextField
from outreach_app.ui.questions.lists import BoxField, ListField, ManyField
from outreach_app.ui.questions.matrix import MatrixField, MatrixHead
from outreach_app.ui.questions.moments import DateField, DateTimeField, TimeField
from outreach_app.ui.questions.numbers import NumberField
from outreach_app.ui.questions.places import PointField, TraceField
from outreach_app.ui.questions.scales import PickerField, RangeField, RatingField
from outreach_app.ui.questions.scans import ScanField
from outreach_app.ui.questions.small import FileField, RankField, TickField

FEW = 12
"""More choices than this become a list."""

_KINDS: dict[str, type[Field]] = {
    "int": NumberField,
    "decimal": NumberField,
    "date": DateField,
    "time": TimeField,
    "dateTime": DateTimeField,
    "trigger": TickField,
    "rank": RankField,
    "geopoint": PointField,
    "geotrace": TraceField,
    "geoshape": TraceField,
    "barcode": BarcodeField,
    "file": FileField,
}


def field_for(view: ItemView, around: Around) -> Field:
    """Return the widget for a question."""
    return kind_of(view)(view, around)


def kind_of(view: ItemView) -> type[Field]:
    """Return which widget a question gets."""
    if view.kind == "range":
        return _scale(view)
    if view.kind in ("select_one", "select_multiple"):
        return _select(view)
    if view.kind == "file" and paper_of(view.appearance):
        return ScanField
    if view.kind in _KINDS:
        return _KINDS[view.kind]
    long = "multiline" in view.appearance or "rows" in view.parameters
    return LongTextField if long else TextField


def _scale(view: ItemView) -> type[Field]:
    if "picker" in view.appearance:
        return PickerField
    return RatingField if "rating" in view.appearance else RangeField


def _select(view: ItemView) -> type[Field]:
    looks, many = set(view.appearance), view.kind == "select_multiple"
    if "label" in looks:
        return MatrixHead
    if "list-nolabel" in looks:
        return MatrixField
    if many:
        return ManyField if len(view.choices) > FEW or "minimal" in looks else ChoiceField
    if len(view.choices) > FEW or looks & {"search", "autocomplete"}:
        return ListField
    return BoxField if "minimal" in looks else ChoiceField
