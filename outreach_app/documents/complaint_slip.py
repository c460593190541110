"""The slip of a complaint or a question: number, code, limit; never a pekon, a name if hidden.

Source: domain.md 7 (UU 25/2009 Pasal 44), ux section 6, decisions C26.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm

from outreach_app import i18n
from outreach_app.documents import fonts
from outreach_app.documents.facts import status_address
from outreach_app.documents.sheet import Sheet
from outreach_app.i18n import Language, translate


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFacts:
    """What the slip says.

    Attributes:
        kind: words, `Pengaduan`.
        about: words of the service it is about; empty when none.
        officer: initials of who received it; empty on a secret or anonymous one.
        name: empty when anonymous: then the line is not there.
        answer_by: last day for an answer, a working day.
        status_host: host of the status page; empty: the QR is the number only.
    """

    language: Language
    office: str
    office_phone: str
    number: str
    check_code: str
    status_host: str
    on: date
    kind: str
    about: str
    officer: str
    name: str
    class_: str
    answer_by: date

    @property
    def qr(self) -> str:
        """Return what the QR holds: number and code stand after `#`, so no server logs them."""
        return status_address(self.status_host, self.number, self.check_code)


def render(facts: ComplaintFacts, width_mm: float = 80) -> bytes:
    """Return the slip as PDF, on a roll of `width_mm` (58 or 80)."""
    size = 9.5 if width_mm >= 80 else 8.5
    sheet = Sheet(width_mm, 4, facts.number)

    def say(source: str, **more: object) -> str:
        return translate(facts.language, source, **more)

    sheet.text(facts.office, size, font=fonts.BOLD)
    sheet.rule()
    sheet.text(say("RECEIPT OF A REPORT"), size + 1.5, font=fonts.BOLD)
    sheet.rule()
    wide = fonts.width(facts.number, fonts.MONO_BOLD, 15)
    fitting = min(15, 15 * sheet.inner / wide)
    sheet.text(facts.number, fitting, font=fonts.MONO_BOLD)
    code = f"{facts.check_code[:4]} {facts.check_code[4:]}"
    sheet.text(say("Check code {code}", code=code), size + 2, font=fonts.MONO)
    sheet.gap(6)
    sheet.qr(facts.qr, (33 if width_mm >= 80 else 25) * mm)
    sheet.gap(6)
    for title, value in _pairs(facts):
        if value:
            sheet.pair(say(title), value, size, 52 if width_mm >= 80 else 44)
    sheet.rule()
    sheet.text(say("The answer can be read with number and code."), size)
    sheet.text(say("Reporting costs nothing and has no bad consequences."), size, font=fonts.BOLD)
    if facts.office_phone:
        sheet.text(say("Phone {phone}", phone=facts.office_phone), size)
    sheet.gap(10)
    return sheet.pdf()


def _pairs(facts: ComplaintFacts) -> tuple[tuple[str, str], ...]:
    return (
        ("Kind", facts.kind),
        ("About", facts.about),
        ("Received on", i18n.day(facts.on)),
        ("Received by", facts.officer),
        ("Name", facts.name),
        ("Class", facts.class_),
        ("Answer by", i18n.day(facts.answer_by)),
    )
