"""Queue tickets and cards of promised places as PDF, on the roll that this laptop has."""

from __future__ import annotations

from outreach_app.casework.slips import office_facts
from outreach_app.casework.workplace import Workplace
from outreach_app.clock import at_office
from outreach_app.documents import TicketFacts, slot_ticket, ticket
from outreach_app.documents.slot_ticket import WIDTHS, SlotFacts
from outreach_app.domain.day_entries import DayPlanned, Session
from outreach_app.domain.queue_times import Forecast
from outreach_app.domain.regions import label_of, pekon
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language, clock_time, translate
from outreach_app.store.day_plans import Slot
from outreach_app.store.rows import Ticket

ROLL = "roll_mm"
"""Setting of the laptop: width of its paper roll."""


def roll_mm(place: Workplace) -> int:
    """Return the width of this laptop's roll, 58 until another was chosen."""
    told = place.run(lambda store: store.settings.get(ROLL, str(WIDTHS[0])))
    return int(told) if told.isdigit() and int(told) in WIDTHS else WIDTHS[0]


def set_roll(place: Workplace, width_mm: int) -> None:
    """Remember the width of the roll."""
    place.run(lambda store: store.settings.put(ROLL, str(width_mm)))


def ticket_pdf(
    place: Workplace,
    issued: Ticket,
    before: int,
    language: Language = "id",
    told: Forecast | None = None,
) -> bytes:
    """Return a queue ticket as PDF; `before` people wait in front, `told` is the forecast."""
    office, day, plan = place.run(
        lambda s: (office_facts(s), s.days.get(issued.day_id), s.plans.get(issued.day_id))
    )
    where = pekon(day.pekon) if day else None
    service = place.rules.service(issued.service).title(language) if issued.service else ""
    part = _session(plan, issued.session)
    return ticket.render(
        TicketFacts(
            language=language,
            office=office[0],
            place=where.name if where else "",
            ticket=issued.ticket,
            lane=issued.lane,
            service=service,
            at=at_office(issued.issued_ms, place.offset_s),
            before=before,
            session=f"{issued.session + 1}, {part.start}-{part.end}" if part else "",
            early=clock_time(told.early) if told else "",
            late=clock_time(told.late) if told else "",
        ),
        roll_mm(place),
    )


def slot_pdf(place: Workplace, held: Slot, language: Language = "id") -> bytes:
    """Return the card of a place promised ahead.

    Raises:
        UserProblem: DAYS_014 its day is not on this laptop.
    """
    office, plan = place.run(lambda s: (office_facts(s), s.plans.get(held.day_id)))
    if plan is None:
        raise UserProblem("DAYS_014", day=held.day_id)
    part = _session(plan, held.session)
    service = place.rules.service(held.service).title(language) if held.service else ""
    return slot_ticket.render(
        SlotFacts(
            language=language,
            office=office[0],
            office_phone=office[1],
            status_host=office[2],
            slot=held.slot,
            check_code=held.check_code,
            day=plan.held_on,
            place=", ".join(filter(None, (label_of(plan.pekon), plan.place))),
            start=part.start if part else plan.start,
            end=part.end if part else plan.end,
            session=str(held.session + 1) if part else "",
            service=service,
        ),
        roll_mm(place),
    )


def _session(plan: DayPlanned | None, at: int) -> Session | None:
    return plan.sessions[at] if plan and at < len(plan.sessions) else None


def trial_pdf(place: Workplace, language: Language) -> bytes:
    """Return a ticket that stands for none, to see whether the printer is legible."""
    office = place.run(office_facts)
    return ticket.render(
        TicketFacts(
            language=language,
            office=office[0],
            place=translate(language, "TEST"),
            ticket="X-000",
            lane="A",
            service="",
            at=place.now(),
            before=0,
        ),
        roll_mm(place),
    )
