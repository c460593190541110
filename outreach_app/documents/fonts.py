"""The two faces of screen and paper, embedded; nothing is taken from the machine."""

from __future__ import annotations

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from outreach_app import resources

TEXT, BOLD, MONO, MONO_BOLD = "Next", "NextBold", "Mono", "MonoBold"
_FILES = {
    TEXT: "AtkinsonHyperlegibleNext_400Regular",
    BOLD: "AtkinsonHyperlegibleNext_700Bold",
    MONO: "AtkinsonHyperlegibleMono_400Regular",
    MONO_BOLD: "AtkinsonHyperlegibleMono_700Bold",
}


@cache
def register() -> None:
    """Make the faces known to reportlab; again does nothing."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources.path(f"fonts/{file}.ttf"))))


def width(text: str, font: str, size: float) -> float:
    """Return the width of `text` in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))
