"""The queue ticket on a roll of 58 or 80 mm: a number, no name (domain.md 11)."""

from __future__ import annotations

from outreach_app.documents import fonts
from outreach_app.documents.facts import TicketFacts
from outreach_app.documents.sheet import Sheet
from outreach_app.i18n import clock_time, day, translate

_LANES = {"A": "General", "P": "Priority", "B": "Examination", "C": "Collection"}


def render(facts: TicketFacts, width_mm: float = 58) -> bytes:
    """Return the ticket as PDF, on a roll of `width_mm`."""

    def _(source: str, **values: object) -> str:
        return translate(facts.language, source, **values)

    sheet = Sheet(width_mm, 4, facts.ticket)
    sheet.text(facts.office, 8.5, font=fonts.BOLD)
    sheet.text(f"{_('QUEUE')}  {facts.place}  {day(facts.at.date())}", 8.5)
    sheet.gap(8)
    sheet.text(facts.ticket, 40, font=fonts.MONO_BOLD, centred=True)
    sheet.gap(6)
    lane = _(_LANES.get(facts.lane, "General"))
    sheet.text(f"{lane} - {facts.service}" if facts.service else lane, 10, font=fonts.BOLD)
    taken, before = clock_time(facts.at), facts.before
    sheet.text(_("Taken {time}. In front of you: {count}", time=taken, count=before), 9)
    if facts.session:
        sheet.text(_("Session {session}", session=facts.session), 9, font=fonts.BOLD)
    if facts.early:
        sheet.text(_("Probably called {early}-{late}", early=facts.early, late=facts.late), 9)
    sheet.rule()
    sheet.text(_("HAVE READY: original KTP, KK, birth certificate."), 9)
    sheet.text(_("Missed? Come to the table. The number holds until the day closes."), 9)
    sheet.gap(10)
    return sheet.pdf()
