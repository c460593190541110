"""The slip in large print: A4 at 18 points, an 80 mm roll at 16; one idea a line (ux 6)."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.units import mm

from outreach_app.documents import fonts
from outreach_app.documents.facts import SlipFacts
from outreach_app.documents.sheet import Sheet
from outreach_app.documents.words import Words


@dataclass(frozen=True, slots=True)
class Paper:
    """Measures in millimetres and points; 45 dots at 203 dpi are 16 points."""

    width_mm: float
    margin_mm: float
    body: float
    number: float
    height_mm: float = 0


A4 = Paper(210, 20, 18, 30, 297)
ROLL = Paper(80, 4, 16, 20)
_QR = 33 * mm


def render(facts: SlipFacts, paper: Paper) -> bytes:
    """Return the slip as PDF: bold, left aligned, capitals only for the money line."""
    words, sheet = Words(facts), Sheet(paper.width_mm, paper.margin_mm, facts.number)

    def line(text: str, size: float = paper.body, font: str = fonts.BOLD) -> None:
        sheet.text(text, size, font=font)
        sheet.gap(size * 0.3)

    if words.reprint:
        line(words.reprint)
    line(words.large_title)
    line(words.not_a)
    sheet.rule(1.5)
    for part in _halves(facts.number, paper.number, sheet):
        sheet.text(part, paper.number, font=fonts.MONO_BOLD)
    line(words.spaced_code, paper.number, fonts.MONO_BOLD)
    sheet.rule(1.5)
    line(facts.name)
    line(facts.service)
    for text in words.large_missing():
        line(text)
    for text in words.provided():
        line(text)
    line(words.fee()[2])
    line(words.by_phone)
    sheet.gap(8)
    sheet.qr(facts.qr, _QR, sheet.left, sheet.y)
    sheet.y += _QR + 8
    least = paper.height_mm * mm
    return sheet.pdf(max(least, sheet.y + sheet.left) if least else None)


def _halves(number: str, size: float, sheet: Sheet) -> list[str]:
    """Return a number on one line, or broken at a hyphen where it does not fit."""
    if fonts.width(number, fonts.MONO_BOLD, size) <= sheet.inner:
        return [number]
    parts = number.split("-")
    half = len(parts) // 2 + 1
    return ["-".join(parts[:half]) + "-", "-".join(parts[half:])]
