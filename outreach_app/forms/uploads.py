"""Questions that take a file: a paper of the office's list is scanned, the rest is refused.

Source: decisions 33 (papers without a portrait only); design page xforms.md, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from outreach_app.forms.problems import FormProblem
from outreach_app.forms.workbook import Cell

PAPER = re.compile(r"paper-([a-z0-9_]+)", re.IGNORECASE)
"""Appearance of an `image` or `file` question: which paper it is, by the office's code."""

_FILES = frozenset(("image", "photo", "file"))
_VOICE = frozenset(("audio", "background-audio"))
_FACES = frozenset(("new-front", "selfie", "front", "face"))
_DRAWN = frozenset(("signature", "draw"))
_OTHERS = ("ex:", "printer:")
_LOOKS = ("survey", "appearance")


def paper_of(appearance: Iterable[str]) -> str:
    """Return the code of the paper that an appearance names, empty when it names none."""
    found = (PAPER.fullmatch(word) for word in appearance)
    return next((match[1].upper() for match in found if match), "")


def problems(cells: Iterable[Cell], papers: Collection[str]) -> Iterator[FormProblem]:
    """Yield why questions of a spreadsheet are not taken, each at its cell.

    Args:
        cells: of the whole workbook.
        papers: codes of which a copy may be taken.
    """
    survey = [cell for cell in cells if cell.sheet == "survey"]
    looks = {cell.row: cell.text for cell in survey if cell.column == "appearance"}
    for cell in survey:
        if cell.column == "type" and (kind := _kind(cell)):
            yield from _of_type(cell, kind, looks.get(cell.row, "").split(), papers)
        if cell.column == "appearance":
            yield from _of_appearance(cell)


def told(cells: Iterable[Cell]) -> Iterator[FormProblem]:
    """Yield what the author has to make sure of: the paper has no portrait (FORMS_113)."""
    for cell in cells:
        looks = cell.text.split() if (cell.sheet, cell.column) == _LOOKS else ()
        if paper := paper_of(looks):
            yield cell.problem("FORMS_113", paper=paper)


def _kind(cell: Cell) -> str:
    words = cell.text.split()
    return words[0].lower() if words else ""


def _of_type(
    cell: Cell, kind: str, looks: list[str], papers: Collection[str]
) -> Iterator[FormProblem]:
    if kind in _VOICE:
        yield cell.problem("FORMS_033", kind=kind)
    elif kind == "video":
        yield cell.problem("FORMS_034", kind=kind)
    elif kind in _FILES:
        listed = ", ".join(f"paper-{code}" for code in sorted(papers)) or "-"
        paper = paper_of(looks)
        if not paper:
            yield cell.problem("FORMS_031", kind=kind, papers=listed)
        elif paper not in papers:
            yield cell.problem("FORMS_032", paper=paper, papers=listed)


def _of_appearance(cell: Cell) -> Iterator[FormProblem]:
    words = set(cell.text.lower().split())
    if words & _FACES:
        yield cell.problem("FORMS_035", kind=cell.text)
    if words & _DRAWN:
        yield cell.problem("FORMS_036", kind=cell.text)
    if any(word in cell.text.lower() for word in _OTHERS):
        yield cell.problem("FORMS_037", kind=cell.text)
