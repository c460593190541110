"""The root key of the office on two pages of A4, one share each, to be kept in two places."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from outreach_app.documents import fonts
from outreach_app.documents.sheet import wrapped
from outreach_app.i18n import Language, translate

_GROUPS_A_LINE = 5
_PARAGRAPHS = (
    "One share alone opens nothing. Both together open every backup and make new keys.",
    "Keep the two pages in two places, for example the head's safe and the safe of the division.",
    "They are needed to restore the office from a backup, and for a new sealing key each quarter.",
    "Nobody will ever ask for this page by telephone or message.",
)


def shares_pdf(office: str, shares: tuple[str, str], language: Language) -> bytes:
    """Return the PDF of both shares.

    Args:
        office: its name.
        shares: as `office.root.shares` wrote them.
        language: of the words.
    """
    fonts.register()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    canvas.setTitle(translate(language, "Root key"))
    for number, share in enumerate(shares, start=1):
        _page(canvas, office, number, share, language)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _page(canvas: Canvas, office: str, number: int, share: str, language: Language) -> None:
    left, y = 25 * mm, A4[1] - 30 * mm
    canvas.setFont(fonts.BOLD, 20)
    canvas.drawString(left, y, translate(language, "Root key, share {n} of 2", n=number))
    canvas.setFont(fonts.TEXT, 12)
    canvas.drawString(left, y - 9 * mm, office)
    y -= 32 * mm
    canvas.setFont(fonts.MONO, 20)
    groups = share.split("-")
    for at in range(0, len(groups), _GROUPS_A_LINE):
        canvas.drawString(left, y, "-".join(groups[at : at + _GROUPS_A_LINE]))
        y -= 12 * mm
    y -= 8 * mm
    canvas.setFont(fonts.TEXT, 11)
    for text in _PARAGRAPHS:
        for line in wrapped(translate(language, text), fonts.TEXT, 11, A4[0] - 2 * left):
            canvas.drawString(left, y, line)
            y -= 6 * mm
        y -= 3 * mm
    _signed(canvas, left, y - 12 * mm, language)


def _signed(canvas: Canvas, left: float, y: float, language: Language) -> None:
    for label in ("Kept by", "Place", "Date and signature"):
        canvas.drawString(left, y, translate(language, label))
        canvas.line(left + 52 * mm, y - 1, A4[0] - left, y - 1)
        y -= 12 * mm
