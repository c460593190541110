"""The next family member: answers that a family shares are copied, the person's own never are.

Which answers those are stands in `resources/forms/*.toml` (`family`); the new file says from which
one they came (ux 3b).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outreach_app import forms
from outreach_app.casework import intake
from outreach_app.casework.entities import lists_of
from outreach_app.casework.formmap import family_paths
from outreach_app.casework.open_file import OpenFile
from outreach_app.casework.removal import must_have_content
from outreach_app.casework.workplace import Workplace
from outreach_app.errors import UserProblem
from outreach_app.forms import ItemView
from outreach_app.i18n import Language
from outreach_app.store.rows import Record


@dataclass(frozen=True, slots=True)
class Shared:
    """What the next member of a family may take over.

    Attributes:
        name: of the first one.
        answers: path -> answer, in the order of the form; empty ones are left out.
    """

    number: str
    name: str
    service: str
    form_id: str
    answers: dict[str, str]


def shared(place: Workplace, number: str) -> Shared:
    """Return what the file `number` shares with its family.

    Raises:
        UserProblem: CASEWORK_008 no such file, or it is void.
    """
    record = _file(place, number)
    answers = json.loads(record.answers)
    paths = family_paths(record.form_id)
    found = {path: text for path in paths if (text := _at(answers, path))}
    return Shared(number, record.name, record.service, record.form_id, found)


def shared_views(place: Workplace, number: str, language: Language) -> tuple[ItemView, ...]:
    """Return the shared answers as a form shows them.

    Raises:
        UserProblem: CASEWORK_008 no such file; CASEWORK_007 its form is not here.
    """
    record = _file(place, number)
    form = place.run(lambda store: store.forms.get(record.form_id, record.form_version))
    if form is None:
        raise UserProblem("CASEWORK_007", form=record.form_id)
    session = forms.Session(
        forms.load(form.xform),
        today=place.today(),
        now=place.now(),
        new_id=place.new_id,
        lookup=lists_of(place, form),
        values=json.loads(record.answers),
    )
    return tuple(session.item(path, language) for path in shared(place, number).answers)


def start_member(place: Workplace, number: str, service: str) -> OpenFile:
    """Open a file for the next member of a family, with the shared answers in it.

    Raises:
        UserProblem: CASEWORK_008 no such file; those of `intake.start`.
    """
    from_first = shared(place, number)
    file = intake.start(place, service)
    file.preset(from_first.answers)
    draft_id = file.draft.draft_id
    place.run(lambda store: store.cases.note_source(draft_id, number))
    return file


def same_as_before(place: Workplace, file: OpenFile, path: str) -> str:
    """Return what the person before answered to the same question, empty when nothing."""
    form_id, own = file.draft.form_id, file.draft.number
    records = place.run(lambda store: store.records.all(50))
    before = next((r for r in records if r.form_id == form_id and r.number != own), None)
    return _at(json.loads(before.answers), path) if before else ""


def _file(place: Workplace, number: str) -> Record:
    record = place.run(lambda store: store.records.get(number))
    if record is None or record.cancelled:
        raise UserProblem("CASEWORK_008", number=number)
    place.run(lambda store: must_have_content(store, number))
    return record


def _at(answers: Mapping[str, Any], path: str) -> str:
    found: Any = answers
    for step in path.split("/")[2:]:
        found = found.get(step, "") if isinstance(found, Mapping) else ""
    return found if isinstance(found, str) else ""
