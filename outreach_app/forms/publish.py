"""A spreadsheet becomes a published form, or is refused with sheet, row and column.

pyxform converts; it does not look into expressions, so every cell is compiled here first. A form
that asks for biometrics is refused: the intake is biometrics-free by rule, not by habit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from outreach_app.forms import attached, uploads
from outreach_app.forms.advice import Advice, appearance_code
from outreach_app.forms.anchors import anchor_patterns
from outreach_app.forms.definition import Form
from outreach_app.forms.problems import ExpressionError, FormProblem, FormRefused
from outreach_app.forms.reader import read
from outreach_app.forms.workbook import SHEETS, Cell, read_workbook
from outreach_app.forms.xpath.calls_dates import unknown_codes
from outreach_app.forms.xpath.compiler import compile_text

_EXPRESSIONS = frozenset(
    (
        "relevant",
        "relevance",
        "constraint",
        "calculation",
        "choice_filter",
        "required",
        "readonly",
        "read_only",
        "repeat_count",
    )
)
_FIXED = frozenset(("", "yes", "no", "true", "false", "true()", "false()"))
_ELSEWHERE = frozenset(("osm", "select_one_external"))
_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]")
_DATE_FORMAT = re.compile(r"format-date(?:-time)?\([^'\"]*,\s*(['\"])(.*?)\1\s*\)")
_TYPE_ADVICE = {
    "start-geopoint": "FORMS_110",
    "background-geopoint": "FORMS_110",
}


@dataclass(frozen=True, slots=True)
class Published:
    """A form ready for laptops.

    Attributes:
        xml: the XForm.
        warnings: for the author; nothing of them stops the form.
    """

    form_id: str
    version: str
    xml: str
    form: Form
    warnings: tuple[FormProblem, ...]


def compile_workbook(
    data: bytes,
    name: str,
    papers: Collection[str] = (),
    beside: Mapping[str, str] | None = None,
) -> Published:
    """Compile an XLSForm.

    Args:
        data: the XLSX file, or Markdown tables when `name` ends in `.md`.
        name: file name, for messages.
        papers: codes of papers of which a form may take a copy, see `uploads`.
        beside: file name -> text of the lists and media; None: they are not looked at.

    Raises:
        FormRefused: with every problem found.
    """
    cells = read_workbook(data, name)
    names = frozenset(c.text for c in cells if c.sheet == "survey" and c.column == "name")
    problems = [p for cell in cells for p in _cell_problems(cell, names)]
    problems += uploads.problems(cells, papers)
    if problems:
        raise FormRefused(_in_order(problems))
    xml, told = _convert(data, name)
    xml, wrapped = anchor_patterns(xml)
    places = _Places(cells)
    try:
        form, advice, uses = read(xml)
    except ExpressionError as error:
        raise FormRefused((places.refused(error),)) from error
    if not form.version:
        raise FormRefused((FormProblem("FORMS_009", "settings"),))
    if beside is not None and (found := list(attached.problems(form, uses, cells, beside))):
        raise FormRefused(_in_order(found))
    warnings = [_converters(one) for one in told if "max-pixels" not in one]  # always small here
    warnings += [
        places.problem("FORMS_111", path.rpartition("/")[2], "constraint", what=pattern)
        for path, pattern in wrapped
    ]
    warnings += [*_advice(cells, advice, places), *uploads.told(cells)]
    return Published(form.form_id, form.version, xml, form, _in_order(warnings))


def _in_order(problems: list[FormProblem]) -> tuple[FormProblem, ...]:
    """Return problems as the spreadsheet has them, what is said of the whole last."""
    sheets = {name: at for at, name in enumerate(SHEETS)}
    found = sorted(problems, key=lambda p: (sheets.get(p.sheet, len(sheets)), p.row))
    return tuple(found)


def _cell_problems(cell: Cell, names: frozenset[str]) -> list[FormProblem]:
    found: list[FormProblem] = []
    if cell.sheet == "survey" and cell.column == "type":
        kind = cell.text.split()[0].lower() if cell.text.split() else ""
        if kind in _ELSEWHERE:
            found.append(cell.problem("FORMS_007", name=cell.text, control=kind))
        if kind == "audit":
            found.append(cell.problem("FORMS_049"))
    if cell.sheet == "choices" and cell.column in ("name", "value") and " " in cell.text.strip():
        found.append(cell.problem("FORMS_029", name=cell.text))
    if cell.column in _EXPRESSIONS and cell.text.strip().lower() not in _FIXED:
        found += _expression_problems(cell, names)
    return found


def _expression_problems(cell: Cell, names: frozenset[str]) -> list[FormProblem]:
    unknown = [
        n for n in _REFERENCE.findall(cell.text) if n.rpartition("#")[2].strip() not in names
    ]
    if unknown:
        return [cell.problem("FORMS_004", name=unknown[0])]
    try:
        compile_text(_REFERENCE.sub(" /data/x ", cell.text))
    except ExpressionError as error:
        return [cell.problem(error.code, **error.facts)]
    wrong = [c for m in _DATE_FORMAT.finditer(cell.text) for c in unknown_codes(m[2])]
    return [cell.problem("FORMS_020", what=wrong[0])] if wrong else []


def _convert(data: bytes, name: str) -> tuple[str, list[str]]:
    kind = ".md" if name.endswith(".md") else ".xlsx"
    try:
        result = convert(data.decode() if kind == ".md" else data, validate=False, file_type=kind)
    except RecursionError:
        raise FormRefused((FormProblem("FORMS_017", facts={"what": "XLSForm"}),)) from None
    except PyXFormError as error:
        row = _ROW.search(str(error))
        problem = FormProblem(
            "FORMS_016",
            "survey" if row else "",
            int(row[1]) if row else 0,
            facts={"why": str(error)},
        )
        raise FormRefused((problem,)) from error
    return result.xform, list(result.warnings)


def _converters(text: str) -> FormProblem:
    """Return what the converter says, at the row that it names."""
    row, why = _ROW.search(text), {"why": _ROW.sub("", text).strip()}
    if row is None:
        return FormProblem("FORMS_112", facts=why)
    return FormProblem("FORMS_112", "survey", int(row[1]), facts=why)


class _Places:
    """Finds the row of a node by its name."""

    def __init__(self, cells: list[Cell]) -> None:
        rows = [c for c in cells if c.sheet == "survey" and c.column == "name"]
        self._rows = {cell.text: cell for cell in reversed(rows)}

    def refused(self, error: ExpressionError) -> FormProblem:
        """Return a problem of the whole form at the node that it names."""
        cell = self._rows.get(error.facts.get("name", ""))
        facts = dict(error.facts)
        return cell.problem(error.code, **facts) if cell else FormProblem(error.code, facts=facts)

    def problem(self, code: str, name: str, column: str = "", **facts: str) -> FormProblem:
        """Return a problem at the row of `name`, in the column that holds `column`."""
        cell = self._rows.get(name)
        if cell is None:
            return FormProblem(code, facts=facts)
        return FormProblem(
            code, cell.sheet, cell.row, _COLUMNS.get(column, column or "name"), facts
        )


_COLUMNS = {
    "calculate": "calculation",
    "choices": "choice_filter",
    "count": "repeat_count",
    "setvalue": "default",
}


def _advice(cells: list[Cell], found: list[Advice], places: _Places) -> list[FormProblem]:
    told = [
        places.problem(one.code, one.path.rpartition("/")[2], one.what, what=one.part)
        for one in found
    ]
    for cell in cells:
        if cell.sheet == "survey" and cell.column == "appearance":
            for word in cell.text.lower().split():
                if code := appearance_code(word):
                    told.append(cell.problem(code, what=word))
        code = _TYPE_ADVICE.get(cell.text.strip()) if cell.column == "type" else None
        if cell.sheet == "survey" and code:
            told.append(cell.problem(code))
    return told
