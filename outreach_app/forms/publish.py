"""A spreadsheet becomes a published form, or is refused with sheet, row and column.

pyxform converts; it does not look into expressions, so every cell is compiled here first. A form
that asks for biometrics is refused: the intake is biometrics-free by rule, not by habit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from outreach_app.forms.definition import Form
from outreach_app.forms.problems import ExpressionError, FormProblem, FormRefused
from outreach_app.forms.reader import load
from outreach_app.forms.workbook import Cell, read_workbook
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
_MEDIA = frozenset(("image", "photo", "audio", "video", "background-audio", "file"))
_ELSEWHERE = frozenset(("osm", "select_one_external"))
_DRAWN = frozenset(("signature", "draw", "annotate", "new-front", "selfie", "face"))
_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]")
_DATE_FORMAT = re.compile(r"format-date(?:-time)?\([^'\"]*,\s*(['\"])(.*?)\1\s*\)")
_LITERAL = re.compile(r"regex\(([^,()]+),\s*('([^']*)'|\"([^\"]*)\")\s*\)")


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
    warnings: tuple[str, ...]


def compile_workbook(data: bytes, name: str) -> Published:
    """Compile an XLSForm.

    Args:
        data: the XLSX file, or Markdown tables when `name` ends in `.md`.
        name: file name, for messages.

    Raises:
        FormRefused: with every problem found.
    """
    cells = read_workbook(data, name)
    problems = [p for cell in cells for p in _cell_problems(cell, cells)]
    if problems:
        raise FormRefused(tuple(problems))
    xml, warnings = _convert(data, name)
    xml, wrapped = _anchor_patterns(xml)
    try:
        form = load(xml)
    except ExpressionError as error:
        raise FormRefused((_located(error, cells),)) from error
    if not form.version:
        raise FormRefused((FormProblem("FORMS_009", "settings"),))
    return Published(form.form_id, form.version, xml, form, (*warnings, *wrapped))


def _cell_problems(cell: Cell, cells: list[Cell]) -> list[FormProblem]:
    found: list[FormProblem] = []
    if cell.sheet == "survey" and cell.column == "type":
        kind = cell.text.split()[0].lower() if cell.text.split() else ""
        if kind in _MEDIA:
            found.append(cell.problem("FORMS_008", kind=kind))
        if kind in _ELSEWHERE:
            found.append(cell.problem("FORMS_007", name=cell.text, control=kind))
    if cell.column == "appearance" and _recorded(cell.text.lower()):
        found.append(cell.problem("FORMS_008", kind=cell.text))
    if cell.column in _EXPRESSIONS and cell.text.strip().lower() not in _FIXED:
        found += _expression_problems(cell, cells)
    return found


def _recorded(appearance: str) -> bool:
    """Drawn signatures, selfies, and other programs: fingerprint readers come as `ex:`."""
    return bool(_DRAWN & set(appearance.split())) or "ex:" in appearance


def _expression_problems(cell: Cell, cells: list[Cell]) -> list[FormProblem]:
    names = {c.text for c in cells if c.sheet == "survey" and c.column == "name"}
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


def _located(error: ExpressionError, cells: list[Cell]) -> FormProblem:
    """Return where a problem of the whole form shows: the row of the node it names."""
    name = error.facts.get("name", "")
    for cell in cells:
        if cell.sheet == "survey" and cell.column == "name" and cell.text == name:
            return cell.problem(error.code, **error.facts)
    return FormProblem(error.code, facts=dict(error.facts))


def _anchor_patterns(xml: str) -> tuple[str, list[str]]:
    """Wrap literal patterns without both anchors, as phones match the whole text (xforms D11)."""
    warnings: list[str] = []

    def anchor(match: re.Match[str]) -> str:
        quoted = match[2]
        pattern = quoted[1:-1]
        if pattern.startswith("^") and pattern.endswith("$"):
            return match[0]
        warnings.append(f"regex {pattern}: ^(?:…)$")
        return f"regex({match[1]}, {quoted[0]}^(?:{pattern})${quoted[0]})"

    def attribute(match: re.Match[str]) -> str:
        return f'constraint="{escape(_LITERAL.sub(anchor, unescape(match[1])))}"'

    return re.sub(r'constraint="([^"]*)"', attribute, xml), warnings
