"""A new file from one that cannot stand: its number belongs to another file, or it came too late.

The office turned it down and keeps it; nobody has to ask the applicant everything again.
"""

from __future__ import annotations

import json
from dataclasses import replace

from outreach_app.casework import intake
from outreach_app.casework.open_file import OpenFile
from outreach_app.casework.removal import must_have_content
from outreach_app.casework.workplace import Workplace
from outreach_app.domain.entries import REJECTED
from outreach_app.domain.intake import ASIDE
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.rows import Record


def may_renew(record: Record) -> bool:
    """Tell whether a new file is the way on: no correction of this one can ever be taken in."""
    return record.intake_state == REJECTED and record.intake_reason in ASIDE


def renew(place: Workplace, number: str, language: Language) -> OpenFile:
    """Open a new file with every answer of `number`; it gets a number of its own when finished.

    Raises:
        UserProblem: CASEWORK_008 no such file; ERASE_004, ERASE_005 its content is gone; those of
            `intake.start`.
    """

    def found(store: Store) -> Record:
        must_have_content(store, number)
        record = store.records.get(number)
        if record is None:
            raise UserProblem("CASEWORK_008", number=number)
        return record

    record = place.run(found)
    begun = intake.start(place, record.service, None, language)
    answers = json.loads(record.answers)
    answers.pop("meta", None)  # a revision id of its own
    draft = replace(begun.draft, answers=json.dumps(answers, ensure_ascii=False))
    place.run(lambda store: store.drafts.save(draft))
    file = intake.resume(place, draft.draft_id)
    file.preset(file.map.presets(today_pekon=file.draft.pekon))
    return file
