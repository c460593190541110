"""The card of a place promised ahead: day, session and a code to ask whether it still stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm

from outreach_app.documents import fonts
from outreach_app.documents.facts import status_address
from outreach_app.documents.sheet import Sheet
from outreach_app.i18n import Language, long_day, translate

WIDTHS = (58, 80)
"""Rolls in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFacts:
    """What the card says: no name.

    Attributes:
        slot: `D007-S012`.
        check_code: for the status page.
        status_host: empty: there is no page, so the QR is the number only (decisions D36).
        session: `2`, empty for a day without sessions.
        start: of the session, `10:30`; `end` likewise.
        service: title, empty when it is not chosen yet.
    """

    language: Language
    office: str
    office_phone: str
    status_host: str
    slot: str
    check_code: str
    day: date
    place: str
    start: str
    end: str
    session: str = ""
    service: str = ""

    @property
    def qr(self) -> str:
        """Return what the QR holds."""
        return status_address(self.status_host, self.slot, self.check_code)


def render(facts: SlotFacts, width_mm: float = 58) -> bytes:
    """Return the card as PDF, on a roll of `width_mm`."""

    def _(source: str, **values: object) -> str:
        return translate(facts.language, source, **values)

    size = 9.5 if width_mm >= WIDTHS[-1] else 8.5
    sheet = Sheet(width_mm, 4, facts.slot)
    sheet.text(facts.office, size, font=fonts.BOLD)
    sheet.text(_("PLACE PROMISED AHEAD (not a queue number)"), size, font=fonts.BOLD)
    sheet.gap(4)
    sheet.text(facts.slot, size * 2.1, font=fonts.MONO_BOLD, centred=True)
    sheet.gap(4)
    sheet.text(long_day(facts.day, facts.language), size * 1.3, font=fonts.BOLD)
    hours = f"{facts.start}-{facts.end}"
    named = _("Session {session}", session=f"{facts.session}, {hours}") if facts.session else hours
    sheet.text(named, size * 1.3, font=fonts.BOLD)
    sheet.text(facts.place, size)
    if facts.service:
        sheet.text(facts.service, size)
    sheet.rule()
    sheet.text(_("Show this card at the table: you get a queue number of this session."), size)
    sheet.text(_("HAVE READY: original KTP, KK, birth certificate."), size)
    sheet.text(_("The day may be moved or cancelled: ask before you leave home."), size)
    sheet.gap(4)
    _code(sheet, facts, size)
    sheet.gap(8)
    return sheet.pdf()


def _code(sheet: Sheet, facts: SlotFacts, size: float) -> None:
    code = f"{facts.check_code[:4]} {facts.check_code[4:]}"
    text = translate(facts.language, "Check code {code}", code=code)
    sheet.text(text, size, font=fonts.MONO_BOLD)
    sheet.gap(4)
    sheet.qr(facts.qr, 26 * mm)
    sheet.gap(4)
    phone = facts.office_phone or translate(facts.language, "the office")
    source = "Scan to see whether the day stands. Without a smartphone: {phone}"
    if not facts.status_host:
        source = "To ask whether the day stands: {phone}"
    sheet.text(translate(facts.language, source, phone=phone), size)
