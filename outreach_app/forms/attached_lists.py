"""A list beside a form is read whole before publication, and refused with its row.

Laptops read lists when a rule first looks at them (`tables.py`), which would be in a village.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from outreach_app.forms import tables
from outreach_app.forms.problems import FormProblem
from outreach_app.forms.xpath.columns import Table
from outreach_app.forms.xpath.nodes import Node
from outreach_app.forms.xpath.scope import EvaluationError

SUFFIXES = (".csv", ".xml", ".geojson")
MOST = 20
"""Problems told of one file."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A list as it was read.

    Attributes:
        columns: name -> the cell of every row.
        numbers: of the rows, as a spreadsheet counts; in XML and GeoJSON the first is 1.
        problems: why the list cannot be used; then there are no columns.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Sequence[int] = ()
    problems: tuple[FormProblem, ...] = ()


def read_whole(name: str, text: str) -> Whole:
    """Read the list file `name`, whose text is `text`."""
    numbers: list[int] = []
    found: list[FormProblem] = []
    for problem in _strange_signs(name, text) or _problems(name, text, numbers):
        found.append(problem)
        if len(found) == MOST:
            break
    if found:
        return Whole(problems=tuple(found))
    try:
        columns = _columns(tables.rows(text, name))
    except EvaluationError as error:
        return Whole(problems=(FormProblem(error.code, name, facts=dict(error.facts)),))
    rows = max(map(len, columns.values()), default=0)
    return Whole(columns, numbers or range(1, rows + 1))


def at(code: str, file: str, row: int, column: str = "", **facts: str) -> FormProblem:
    """Return a problem in row `row` of a file."""
    known = {"file": file, "row": str(row), "column": column}
    return FormProblem(code, file, row, column, known | facts)


def _strange_signs(name: str, text: str) -> list[FormProblem]:
    """Tell of a file that is not UTF-8: what could not be read came as U+FFFD."""
    place = text.find("\ufffd")
    return [at("FORMS_046", name, text.count("\n", 0, place) + 1)] if place >= 0 else []


def _problems(name: str, text: str, numbers: list[int]) -> Iterator[FormProblem]:
    if name.endswith(".xml"):
        return _of_xml(name, text)
    return _of_geojson(name, text) if name.endswith(".geojson") else _of_csv(name, text, numbers)


def _of_csv(name: str, text: str, numbers: list[int]) -> Iterator[FormProblem]:
    """Yield what is wrong; `numbers` gets those of the rows that are not blank."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = csv.reader(
        io.StringIO(text, newline=None), delimiter=tables.separator(text), strict=True
    )
    number = width = 0
    try:
        width = len(next(lines, []))
        for number, cells in enumerate(lines, start=1):
            if any(cells[width:]):
                yield at("FORMS_041", name, number + 1)
            if cells:
                numbers.append(number + 1)
    except csv.Error:
        yield at("FORMS_042", name, number + 2 if width else 1)


def _of_xml(name: str, text: str) -> Iterator[FormProblem]:
    above = len(text) - len(text.lstrip())
    try:
        fromstring(text.strip())
    except ParseError as error:
        row = text.count("\n", 0, above) + error.position[0]
        yield at("FORMS_043", name, row, sort="XML")
    except (DefusedXmlException, ValueError):
        yield at("FORMS_043", name, 1, sort="XML")


def _of_geojson(name: str, text: str) -> Iterator[FormProblem]:
    try:
        features = json.loads(text)["features"]
    except json.JSONDecodeError as error:
        yield at("FORMS_043", name, error.lineno, sort="GeoJSON")
        return
    except (KeyError, TypeError, RecursionError):
        features = None
    if not isinstance(features, list):
        yield at("FORMS_043", name, 1, sort="GeoJSON")
        return
    for number, feature in enumerate(features, start=1):
        try:
            tables.feature(feature)
        except tables.NO_FEATURE:
            yield at("FORMS_044", name, number)


def _columns(instance: Node) -> dict[str, Sequence[str]]:
    """Return the cells of every column; a row that has a column twice shows the first."""
    root = instance.children[0]
    if isinstance(root, Table):
        return {name: root.cells[name][0] for name, _ in root.columns if name}
    rows = root.children
    names = dict.fromkeys(cell.name for row in rows for cell in row.children)
    return {name: [next(iter(row.strings(name)), "") for row in rows] for name in names}
