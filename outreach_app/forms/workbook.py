"""The cells of an XLSForm with their place, so that a problem can be pointed at."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

import openpyxl

from outreach_app.forms.problems import FormProblem, FormRefused

SHEETS = ("survey", "choices", "settings", "entities")
MAX_UNPACKED = 30_000_000
"""Bytes of a spreadsheet when unpacked; a form is far smaller (R27)."""
MAX_ROWS, MAX_CELLS, MAX_CELL, MAX_DEPTH = 20_000, 100_000, 32_767, 50
"""Rows of a sheet, filled cells, characters of one (as Excel), groups inside one another."""
_MACROS = ("vbaproject.bin", "vbadata.xml")
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


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
    tables = _markdown(data) if name.endswith(".md") else _excel(data)
    cells: list[Cell] = []
    for sheet, rows in tables.items():
        headings = [text.strip().lower() for _, row in rows[:1] for text in row]
        for number, row in rows[1:]:
            for heading, text in zip(headings, row, strict=False):
                if heading and text:
                    cells.append(Cell(sheet, number, heading, text))
    _refuse_depth(cells)
    return cells


def _refuse_depth(cells: list[Cell]) -> None:
    depth = 0
    for cell in cells:
        if cell.sheet == "survey" and cell.column == "type":
            word = cell.text.lower().replace("_", " ")
            depth += word.startswith(("begin ", "begin")) - word.startswith("end")
            if depth > MAX_DEPTH:
                raise FormRefused((cell.problem("FORMS_017", what=cell.text),))


Rows = list[tuple[int, list[str]]]


def _refuse_package(data: bytes) -> None:
    """Refuse by what the zip's directory and its parts say, before a sheet is read (R27)."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = book.infolist()
        if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 2_000:
            raise FormRefused((FormProblem("FORMS_023"),))
        if any(part.filename.lower().endswith(_MACROS) for part in parts):
            raise FormRefused((FormProblem("FORMS_026"),))
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares(book, part):
                raise FormRefused((FormProblem("FORMS_006"),))
        counts = [_counts(book, p) for p in parts if "worksheets/" in p.filename]
        if any(rows > MAX_ROWS for rows, _ in counts) or sum(c for _, c in counts) > MAX_CELLS:
            raise FormRefused((FormProblem("FORMS_023"),))


def _counts(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """Count rows and cells of a sheet as it stands there, far quicker than reading them."""
    rows = cells = 0
    with book.open(part) as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            rows, cells = rows + block.count(b"<row"), cells + block.count(b"<c ")
    return rows, cells


def _declares(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether a part brings a document type: no spreadsheet program writes one."""
    with book.open(part) as stream:
        return _DECLARED.search(stream.read(4_096)) is not None


def _excel(data: bytes) -> dict[str, Rows]:
    try:
        _refuse_package(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        sheets = [s for s in book.worksheets if s.title.lower() in SHEETS]
        found = {sheet.title.lower(): _rows(sheet) for sheet in sheets}
        book.close()
    except (FormRefused, MemoryError, TimeoutError):
        raise
    except Exception as error:
        raise FormRefused((FormProblem("FORMS_006"),)) from error
    if "survey" not in found:
        raise FormRefused((FormProblem("FORMS_025", "survey"),))
    return found


def _rows(sheet: Any) -> Rows:
    name = sheet.title.lower()
    found: Rows = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MAX_ROWS:
            raise FormRefused((FormProblem("FORMS_023", name, number),))
        found.append((number, [_text(cell, name, number) for cell in row[:200]]))
    return found


def _text(cell: Any, sheet: str, row: int) -> str:
    if cell.value is None:
        return ""
    text = str(cell.value)
    if cell.data_type == "f":
        raise FormRefused((FormProblem("FORMS_027", sheet, row, facts={"what": text[:40]}),))
    if len(text) > MAX_CELL:
        raise FormRefused((FormProblem("FORMS_017", sheet, row, facts={"what": text[:40]}),))
    return text


def _markdown(data: bytes) -> dict[str, Rows]:
    """Read tables as pyxform's tests write them: `| survey |`, then rows with a first blank."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise FormRefused((FormProblem("FORMS_006"),)) from error
    found: dict[str, Rows] = {}
    sheet = ""
    for line in text.splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if parts[0].lower() in SHEETS:
            sheet = parts[0].lower()
            found[sheet] = []
        elif sheet and len(parts) > 1:
            found[sheet].append((len(found[sheet]) + 1, parts[1:]))
    return found
