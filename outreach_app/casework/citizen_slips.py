"""The slip that a citizen takes home with a complaint or a question; printed from memory."""

from __future__ import annotations

from outreach_app.casework.citizen import Told
from outreach_app.casework.slips import office_facts
from outreach_app.casework.workplace import Workplace
from outreach_app.documents import complaint_slip
from outreach_app.domain import threads
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language


def citizen_slip(place: Workplace, told: Told, language: Language, width_mm: float = 80) -> bytes:
    """Return the slip as PDF; nothing is recorded, since a record would tell who complained."""
    office, phone, host = place.run(office_facts)
    today, rules = place.today(), place.rules.complaints
    here = threads.begin(told.thread_kind)
    limits = threads.limits(here, today, today, place.rules.calendar, rules)
    return complaint_slip.render(
        complaint_slip.ComplaintFacts(
            language=language,
            office=office,
            office_phone=phone,
            number=told.number,
            check_code=told.check_code,
            status_host=host,
            on=today,
            kind=threads.kind_name(told.thread_kind, language),
            about=_about(place, told.about, language),
            officer=place.unlocked.officer.initials,
            name=told.name,
            class_=rules.class_name(here.class_, language),
            answer_by=limits.answer_by,
        ),
        width_mm,
    )


def _about(place: Workplace, code: str, language: Language) -> str:
    try:
        return place.rules.service(code).title(language)
    except UserProblem:
        return ""
