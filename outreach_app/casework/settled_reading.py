"""What clerks settled about a file, as its officer may read it on this laptop."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from outreach_app import forms
from outreach_app.casework.entities import lists_of
from outreach_app.casework.laptop_forms import compiled, published_form
from outreach_app.casework.workplace import Workplace
from outreach_app.clock import at_office
from outreach_app.domain.settlement_entries import LAPTOP_SIDE, OFFICE_SIDE, TYPED
from outreach_app.errors import UserProblem
from outreach_app.forms.markdown import to_plain
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.rows import Record, StoredForm
from outreach_app.store.settlements import SettledWord

_CARD = re.compile(r"/(\d+)(?=/|$)")


@dataclass(frozen=True, slots=True)
class Settled:
    """One word of a clerk.

    Attributes:
        state: as of `SettledWord`.
        here: what was settled came from this laptop.
        laptop, office, typed: labels of the questions whose answer came from there.
    """

    at_ms: int
    clerk: str
    state: str
    sentence: str
    here: bool
    laptop: tuple[str, ...]
    office: tuple[str, ...]
    typed: tuple[str, ...]


def settled_of(place: Workplace, number: str, language: Language) -> tuple[Settled, ...]:
    """Return what was settled about a file, oldest first."""

    def job(
        store: Store,
    ) -> tuple[Record | None, StoredForm | None, list[tuple[SettledWord, bool]]]:
        found = []
        for word in store.settlements.of(number):
            revision = store.records.by_instance(word.settles) if word.settles else None
            found.append((word, revision is not None and revision.entry_number > 0))
        record = store.records.get(number)
        form = None
        if record is not None and any(word.sides for word, _ in found):
            try:
                form = published_form(store, record.form_id, record.form_version)
            except UserProblem:  # without the form the words are said without the questions
                form = None
        return record, form, found

    record, form, words = place.run(job)
    labels = _Labels(place, record, form, language)
    return tuple(
        Settled(
            at_ms=word.at_ms,
            clerk=word.clerk,
            state=word.state,
            sentence=word.sentence,
            here=here,
            laptop=labels.of(word, LAPTOP_SIDE),
            office=labels.of(word, OFFICE_SIDE),
            typed=labels.of(word, TYPED),
        )
        for word, here in words
    )


class _Labels:
    """Questions of a record by the paths that an entry names."""

    def __init__(
        self, place: Workplace, record: Record | None, form: StoredForm | None, language: Language
    ) -> None:
        self._language, self._session = language, None
        if record is None or form is None:
            return
        at = at_office(record.finished_ms)
        self._session = forms.Session(
            compiled(form.xform),
            today=at.date(),
            now=at,
            new_id=place.new_id,
            lookup=lists_of(place, form),
            values=json.loads(record.answers),
        )

    def of(self, word: SettledWord, side: str) -> tuple[str, ...]:
        """Return the questions whose answer came from a side."""
        paths = (path for path, from_ in word.sides.items() if from_ == side)
        return tuple(self._label(path) for path in paths)

    def _label(self, path: str) -> str:
        if self._session is None:
            return path.rpartition("/")[2]
        root = self._session.form.start.path
        address = f"{root}/" + _CARD.sub(lambda at: f"[{int(at[1]) + 1}]", path)
        try:
            return to_plain(self._session.label(address, self._language))
        except KeyError:
            return path.rpartition("/")[2]
