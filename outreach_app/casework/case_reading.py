"""Where a case stands, as its applicant may be told on this laptop."""

from __future__ import annotations

import json
from dataclasses import dataclass

from outreach_app.casework.formmap import form_map
from outreach_app.casework.slips import OFFICE
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import applicant_messages
from outreach_app.domain.applicant_messages import Message
from outreach_app.domain.machines import told
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.cases import CaseMove
from outreach_app.store.rows import Record


@dataclass(frozen=True, slots=True)
class CaseReading:
    """What is known of a case.

    Attributes:
        title: name of its state.
        told: sentences for the applicant.
        message: a text ready to send, with its links.
        way: time, state's name and reason of every word of the office, oldest first.
    """

    title: str
    told: tuple[str, ...]
    message: Message
    way: tuple[tuple[int, str, str], ...]


def case_reading(place: Workplace, number: str, language: Language) -> CaseReading | None:
    """Return where a case stands by the office's last word; None while it said nothing.

    Raises:
        UserProblem: CASEWORK_008 there is no such file.
    """

    def job(store: Store) -> tuple[Record | None, tuple[CaseMove, ...], str]:
        name = store.settings.get(OFFICE, "Kantor Imigrasi Kotabumi")
        return store.records.get(number), tuple(store.cases.of(number)), name

    record, way, office = place.run(job)
    if record is None:
        raise UserProblem("CASEWORK_008", number=number)
    if not way or not place.rules.service(record.service).opens_case:
        return None
    machine, now = place.rules.machine(record.service), way[-1]
    state = machine.state(now.state)
    known = applicant_messages.facts(
        language, office=office, due=now.due, appointment=now.appointment, reason=now.reason
    )
    phone = form_map(record.form_id).find(json.loads(record.answers), "phone_e164")
    return CaseReading(
        state.title(language),
        told(state, language, **known),
        applicant_messages.message(state, language, number, known, phone),
        tuple((one.at_ms, machine.state(one.state).title(language), one.reason) for one in way),
    )
