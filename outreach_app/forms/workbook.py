"""The cells of an XLSForm with their place, so that a problem can be pointed at."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import openpyxl

from outreach_app.forms.problems import FormProblem, FormRefused

_SHEETS = ("survey", "choices", "settings")


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell; `column` is its heading in lower case, `row` counts as the sheet does."""

    sheet: str
    row: int
    column: str
    text: str

    def problem(self, code: str, **facts: str) -> FormProblem:
        """Return a problem that points here."""
        return FormProblem(code, self.sheet, self.row, self.column, facts)


def read_workbook(data: bytes, name: str) -> list[Cell]:
    """Return every filled cell below the headings of survey, choices and settings.

    Raises:
        FormRefused: FORMS_006 the file is no spreadsheet.
    """
    tables = _markdown(data.decode()) if name.endswith(".md") else _excel(data)
    cells: list[Cell] = []
    for sheet, rows in tables.items():
        headings = [text.strip().lower() for _, row in rows[:1] for text in row]
        for number, row in rows[1:]:
            for heading, text in zip(headings, row, strict=False):
                if heading and text:
                    cells.append(Cell(sheet, number, heading, text))
    return cells


Rows = list[tuple[int, list[str]]]


MAX_UNPACKED = 100_000_000
"""Bytes of a spreadsheet when unpacked; a form is far smaller (R27)."""


def _refuse_swelling(data: bytes) -> None:
    """Refuse a zip bomb by what its directory says, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if sum(part.file_size for part in book.infolist()) > MAX_UNPACKED:
            raise FormRefused((FormProblem("FORMS_023"),))


def _excel(data: bytes) -> dict[str, Rows]:
    try:
        _refuse_swelling(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise FormRefused((FormProblem("FORMS_006"),)) from error
    found: dict[str, Rows] = {}
    for sheet in book.worksheets:
        if sheet.title.lower() in _SHEETS:
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            found[sheet.title.lower()] = [
                (n, ["" if cell is None else str(cell) for cell in row]) for n, row in rows
            ]
    book.close()
    return found


def _markdown(text: str) -> dict[str, Rows]:
    """Read tables as pyxform's tests write them: `| survey |`, then rows with a first blank."""
    found: dict[str, Rows] = {}
    sheet = ""
    for line in text.splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if parts[0].lower() in _SHEETS:
            sheet = parts[0].lower()
            found[sheet] = []
        elif sheet and len(parts) > 1:
            found[sheet].append((len(found[sheet]) + 1, parts[1:]))
    return found
