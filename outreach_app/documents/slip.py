"""The receipt slip at A5, 80 mm, 58 mm and large: the same facts, wording and order may shorten.

Source: domain.md 11, ux section 6, decisions C28.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlab.lib.units import mm

from outreach_app.documents import fonts, large
from outreach_app.documents.facts import SlipFacts
from outreach_app.documents.sheet import Sheet
from outreach_app.documents.words import Words

Size = Literal["a5", "80mm", "58mm", "80mm-large", "a4-large"]
SIZES: tuple[Size, ...] = ("58mm", "80mm", "a5", "80mm-large", "a4-large")
LARGE: dict[str, large.Paper] = {"80mm-large": large.ROLL, "a4-large": large.A4}


@dataclass(frozen=True, slots=True)
class _Roll:
    """Measures of a roll, in millimetres and points."""

    width_mm: float
    margin_mm: float
    body: float
    number: float
    name: float
    qr_mm: float
    column: float


_ROLLS = {
    "58mm": _Roll(58, 4, 8.5, 13.5, 11, 24.8, 38),
    "80mm": _Roll(80, 4, 9.5, 17, 13, 33, 46),
}


def render(facts: SlipFacts, size: Size) -> bytes:
    """Return the slip as PDF: one page, a roll as long as what stands on it."""
    if size in LARGE:
        return large.render(facts, LARGE[size])
    return _a5(facts) if size == "a5" else _roll(facts, _ROLLS[size])


def _roll(facts: SlipFacts, roll: _Roll) -> bytes:
    words, sheet = Words(facts), Sheet(roll.width_mm, roll.margin_mm, facts.number)
    _reprint(sheet, words, roll.body)
    sheet.text(facts.office, roll.body, font=fonts.BOLD)
    sheet.rule()
    sheet.text(words.title, roll.body + 1.5, font=fonts.BOLD)
    sheet.text(words.not_a, roll.body)
    sheet.rule()
    sheet.text(facts.number, _fitting(facts.number, roll.number, sheet), font=fonts.MONO_BOLD)
    sheet.text(words.code, roll.body + 2, font=fonts.MONO)
    sheet.gap(6)
    sheet.qr(facts.qr, roll.qr_mm * mm)
    sheet.gap(6)
    sheet.text(words.scan, roll.body)
    sheet.rule()
    sheet.text(facts.name, roll.name, font=fonts.BOLD)
    sheet.gap(2)
    for label, value in words.pairs()[1:]:
        sheet.pair(label, value, roll.body, roll.column)
    _papers(sheet, facts, words, roll.body)
    _provide(sheet, words, roll.body)
    _money_and_steps(sheet, words, roll.body)
    for line in words.closing():
        sheet.text(line, roll.body - 0.5)
    sheet.text(words.trace, roll.body - 1.5, font=fonts.MONO)
    _reprint(sheet, words, roll.body)
    sheet.gap(10)
    return sheet.pdf()


def _fitting(number: str, size: float, sheet: Sheet) -> float:
    """Return `size`, or the largest at which a number stands on one line."""
    wide = fonts.width(number, fonts.MONO_BOLD, size)
    return min(size, float(size * sheet.inner / wide))


def _reprint(sheet: Sheet, words: Words, size: float) -> None:
    if words.reprint:
        sheet.text(words.reprint, size, font=fonts.BOLD)
        sheet.gap(2)


def _papers(sheet: Sheet, facts: SlipFacts, words: Words, size: float) -> None:
    if not facts.documents_seen and not facts.documents_missing:
        return
    sheet.rule()
    if facts.documents_seen:
        sheet.text(words.seen, size, font=fonts.BOLD)
        for paper in facts.documents_seen:
            sheet.box_item(paper, size, ticked=True)
    if facts.documents_missing:
        sheet.gap(2)
        sheet.text(words.missing, size, font=fonts.BOLD)
        for paper in facts.documents_missing:
            sheet.box_item(paper, size, ticked=False)


def _provide(sheet: Sheet, words: Words, size: float) -> None:
    for text in words.provided():
        sheet.gap(2)
        sheet.text(text, size, font=fonts.BOLD)


def _money_and_steps(sheet: Sheet, words: Words, size: float) -> None:
    sheet.rule()
    fee, pay, nothing = words.fee()
    sheet.text(fee, size)
    sheet.text(pay, size)
    sheet.text(nothing, size, font=fonts.BOLD)
    sheet.rule()
    sheet.text(words.following_title, size, font=fonts.BOLD)
    for number, step in enumerate(words.following(), 1):
        sheet.text(f"{number}. {step}", size)
    sheet.rule()


def _a5(facts: SlipFacts) -> bytes:
    words, sheet = Words(facts), Sheet(148, 12, facts.number)
    qr = 30 * mm
    beside = sheet.inner - qr - 10
    sheet.qr(facts.qr, qr, sheet.left + sheet.inner - qr, sheet.y)
    start = sheet.y
    if words.reprint:
        sheet.text(words.reprint, 10, font=fonts.BOLD, width=beside)
    sheet.text(facts.office, 10.5, font=fonts.BOLD, width=beside)
    sheet.gap(4)
    sheet.text(words.title, 13, font=fonts.BOLD, width=beside)
    sheet.text(words.not_a, 10, width=beside)
    sheet.gap(6)
    sheet.text(facts.number, 20, font=fonts.MONO_BOLD, width=beside)
    sheet.text(words.code, 12, font=fonts.MONO, width=beside)
    sheet.y = max(sheet.y, start + qr) + 4
    sheet.text(words.scan, 9.5)
    sheet.rule()
    sheet.text(facts.name, 14, font=fonts.BOLD)
    sheet.gap(3)
    for label, value in words.pairs()[1:]:
        sheet.pair(label, value, 10.5, 70)
    _papers(sheet, facts, words, 10.5)
    _provide(sheet, words, 10.5)
    _money_and_steps(sheet, words, 10.5)
    _foot(sheet, facts, words)
    return sheet.pdf(max(210 * mm, sheet.y + sheet.left))


def _foot(sheet: Sheet, facts: SlipFacts, words: Words) -> None:
    """Closing lines at the left, the signed proof at the right."""
    side = 30 * mm if facts.proof else 0
    top = sheet.y + 2
    if facts.proof:
        sheet.qr(facts.proof, side, sheet.left + sheet.inner - side, top)
    for line in words.closing():
        sheet.text(line, 9, width=sheet.inner - side - 10)
    sheet.text(words.trace, 8, font=fonts.MONO, width=sheet.inner - side - 10)
    sheet.y = max(sheet.y, top + side)
    if words.reprint:
        sheet.text(words.reprint, 10, font=fonts.BOLD)
