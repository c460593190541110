"""Two revisions of one form beside each other, in words, and the record that a clerk makes of them.

Only what is asked is compared: what the form computes is computed again from the answers taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from outreach_app import forms
from outreach_app.clock import at_office
from outreach_app.domain.comparison import Field, Record, compare
from outreach_app.domain.settlement_entries import LAPTOP_SIDE, OFFICE_SIDE, TYPED
from outreach_app.forms import canonical
from outreach_app.i18n import Language
from outreach_app.officeapi import messages as m
from outreach_app.ui import markup
from outreach_app.ui.answers import shown_value

_CARD = re.compile(r"/(\d+)(?=/|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One question with the answers of the sides, as people read them; `-` for none.

    Attributes:
        path: as of `Field`.
        choices: value -> label, where the question offers some.
    """

    path: str
    label: str
    base: str
    first: str
    second: str
    field: Field
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The record that comes of the clerk's choices.

    Attributes:
        sides: path -> side, for what differed.
        problems: what the form refuses in it and did not refuse before, `question: text`.
    """

    instance_id: str
    answers: msgspec.Raw
    sides: Mapping[str, str]
    problems: tuple[str, ...]


class Comparing:
    """A held revision (`first`) beside the one that stands (`second`).

    Args:
        source: the form of `second`.
        first: from a laptop.
        second: the newest at the office, or the file that may be of the same person.
        base: what both changed; None when there is none, or it was erased.
        new_id: makes a UUID.
    """

    def __init__(
        self,
        source: m.FormSource,
        first: m.Revision,
        second: m.Revision,
        base: m.Revision | None,
        new_id: Callable[[], str],
    ) -> None:
        self._form, self._lookup, self._new_id = (
            forms.load(source.xform),
            source.attachments,
            new_id,
        )
        self.first, self.second = first, second
        before = _answers(base) if base is not None else None
        self.base = base if before else None
        theirs, ours = _answers(first) or {}, _answers(second) or {}
        self._sides = (
            self._session(before or {}, first),
            self._session(theirs, first),
            self._session(ours, second),
        )
        asked = compare(before or None, theirs, ours)
        self._fields = tuple(f for f in asked if self._is_asked(f.path))

    def _session(self, values: Record, told: m.Revision) -> forms.Session:
        at = at_office(told.finished_ms)
        return forms.Session(
            self._form,
            today=at.date(),
            now=at,
            new_id=self._new_id,
            lookup=self._lookup,
            values=values,
        )

    def _is_asked(self, path: str) -> bool:
        question = self._form.questions.get(re.sub(r"\[\d+\]", "", self._address(path)))
        return question is not None and question.kind not in ("note", "hidden", "calculate")

    def _address(self, path: str) -> str:
        """Return `/data/anak[1]/nama` for `anak/0/nama`."""
        return f"{self._form.start.path}/" + _CARD.sub(lambda at: f"[{int(at[1]) + 1}]", path)

    def lines(self, language: Language, *, open_nik: bool = False) -> tuple[Line, ...]:
        """Return every question that any side answered; a NIK is masked unless asked for."""
        return tuple(self._line(field, language, open_nik=open_nik) for field in self._fields)

    def _line(self, field: Field, language: Language, *, open_nik: bool) -> Line:
        address = self._address(field.path)
        raw = (field.base, field.laptop, field.office)
        label, choices, words = field.path, dict[str, str](), [text or "-" for text in raw]
        for at, session in enumerate(self._sides):
            try:
                view = session.item(address, language)
            except KeyError:  # this side has no such card
                continue
            label = markup.plain(view.label) or view.name
            choices = choices or {c.value: markup.plain(c.label) for c in view.choices}
            if raw[at] is not None and not (open_nik and view.name.startswith("nik")):
                words[at] = shown_value(view) or words[at]
        base, first, second = words
        return Line(field.path, label, base, first, second, field, choices)

    def outcome(self, taken: Mapping[str, tuple[str, str | None]]) -> Outcome:
        """Return the next revision of `second`.

        Args:
            taken: path -> (side, answer) for what differs; what is not named stays as it is.
        """
        before = {(p.path, p.text) for p in self._sides[2].problems()}
        made = self._session(_answers(self.second) or {}, self.second)
        sides: dict[str, str] = {}
        for path, (side, value) in taken.items():
            sides[path] = side
            self._put(made, path, value)
        self._drop_cards(made, [path for path, (_, value) in taken.items() if not value])
        made.revise()
        record = made.record()
        found = [p for p in made.problems() if (p.path, p.text) not in before]
        return Outcome(
            instance_id=str(record.get("meta", {}).get("instanceID") or f"uuid:{self._new_id()}"),
            answers=msgspec.Raw(canonical(record)),
            sides=sides,
            problems=tuple(f"{p.label}: {p.text}" for p in found),
        )

    def _put(self, session: forms.Session, path: str, value: str | None) -> None:
        address = self._address(path)
        if address not in session.paths() and (card := re.search(r"^(.*)\[(\d+)\]", address)):
            while session.count(card[1]) < int(card[2]):
                session.add(card[1])
        session.answer(address, value or "")

    def _drop_cards(self, session: forms.Session, emptied: list[str]) -> None:
        """Take away cards of which nothing is left: a side had removed them."""
        addresses = [re.match(r"^.*\[\d+\]", self._address(path)) for path in emptied]
        cards = {found[0] for found in addresses if found}
        for card in sorted(cards, key=_place, reverse=True):
            below = [path for path in session.paths() if path.startswith(f"{card}/")]
            if below and not any(session.value(path) for path in below):
                session.remove(card)


def _place(card: str) -> tuple[str, int]:
    repeat, _, place = card.rpartition("[")
    return repeat, int(place[:-1])


def by_itself(line: Line) -> tuple[str, str | None]:
    """Return what is taken of a line that needs no choice, with its side."""
    field = line.field
    side = OFFICE_SIDE if field.by_itself == field.office else LAPTOP_SIDE
    return side, field.by_itself


def side_of(line: Line, side: str) -> str | None:
    """Return the answer of a side.

    Raises:
        ValueError: a typed answer has no side.
    """
    if side == TYPED:
        raise ValueError(side)
    return line.field.laptop if side == LAPTOP_SIDE else line.field.office


def _answers(revision: m.Revision) -> Record | None:
    found = json.loads(bytes(revision.answers))
    return found if isinstance(found, dict) else None
