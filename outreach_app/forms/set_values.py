"""The actions of a form, wherever they stand. Source: ODK XForms specification (actions)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from outreach_app.forms.definition import SetValue
from outreach_app.forms.problems import ExpressionError
from outreach_app.forms.xpath.compiler import compile_text
from outreach_app.forms.xpath.scope import Run

if TYPE_CHECKING:
    from outreach_app.forms.reader import Reader

EV = "{http://www.w3.org/2001/xml-events}"
EVENTS = frozenset(
    ("odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-ready",
     "xforms-value-changed", "xforms-revalidate")
)  # fmt: skip
"""Events that actions may wait for (ODK XForms specification, events)."""


class SetValues:
    """Reads the actions of one form.

    Args:
        strict: refuse a target that is not there.
    """

    def __init__(self, reader: Reader, *, strict: bool) -> None:
        self._reader, self._strict = reader, strict

    def read(self) -> tuple[SetValue, ...]:
        """Return all actions, those of the model first.

        Raises:
            ExpressionError: FORMS_004 the target is not there; FORMS_007 an unknown event, or no
                target; FORMS_008 a voice would be recorded.
        """
        reader = self._reader
        return (*self._set_values(reader.model, "", ""), *self._actions(reader.body, "", ""))

    def _set_values(self, element: Element, place: str, repeat: str) -> Iterator[SetValue]:
        for action in element:
            name = local(action)
            if name == "recordaudio":
                raise ExpressionError("FORMS_008", kind="odk:recordaudio")
            if name in ("setvalue", "setgeopoint"):
                yield self._action(action, name, place, repeat)

    def _action(self, action: Element, name: str, place: str, repeat: str) -> SetValue:
        written = action.get("ref", "")
        ref = self._reader.ref(written, place)
        source = action.get("value")
        if name == "setgeopoint":
            run: Run = lambda c: c.around.locate()  # noqa: E731 - one closure of three
        else:
            run = (
                self._reader.compile("setvalue", source, ref)
                if source
                else _fixed(action.text or "")
            )
        events = frozenset((action.get("event") or action.get(f"{EV}event") or "").split())
        if not written or events - EVENTS:
            unknown = " ".join(sorted(events - EVENTS)) or "ref"
            raise ExpressionError("FORMS_007", name=ref.rpartition("/")[2], control=unknown)
        if self._strict and ref not in self._reader.shapes:
            raise ExpressionError("FORMS_004", name=ref.rpartition("/")[2])
        select = compile_text(written) if "[" in written else None
        return SetValue(ref, run, events, place, repeat, select, name == "setgeopoint")

    def _actions(self, element: Element, here: str, repeat: str) -> Iterator[SetValue]:
        for control in element:
            kind, name = local(control), control.get("ref") or control.get("nodeset")
            if kind in ("setvalue", "setgeopoint"):
                continue
            place = self._reader.ref(name, here) if name else here
            inside = place if kind == "repeat" else repeat
            yield from self._set_values(control, place, inside)
            yield from self._actions(control, place, inside)


def _fixed(text: str) -> Run:
    return lambda _: text


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
