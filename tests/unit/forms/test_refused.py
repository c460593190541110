"""What a village could not use is refused at publication, at its cell."""

from __future__ import annotations

import pytest

from outreach_app.forms import FormRefused
from outreach_app.forms.publish import compile_workbook

_SHEET = """
| survey | | | | | |
| | type | name | label | appearance | calculation |
| | date | d | D | | |
| | {row} |
| settings | | | | | |
| | form_id | version | | | |
| | x | 1 | | | |
"""


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("text | jari | Jari | ex:org.sidik.jari() | ", "FORMS_037", "appearance"),
        ("image | muka | Muka | new-front | ", "FORMS_031", "type"),
        ("audit | audit | | | ", "FORMS_049", "type"),
        ("osm | peta | Peta | | ", "FORMS_007", "type"),
        ("calculate | k | | | format-date(${d}, '%Q')", "FORMS_020", "calculation"),
        ("calculate | k | | | nothing(${d})", "FORMS_002", "calculation"),
        ("calculate | k | | | round(1, 2, 3)", "FORMS_003", "calculation"),
    ],
)
def test_is_refused_at_its_cell(row: str, code: str, column: str) -> None:
    with pytest.raises(FormRefused) as caught:
        compile_workbook(_SHEET.format(row=row).strip().encode(), "x.md")
    problem = caught.value.problems[0]
    assert (problem.code, problem.sheet, problem.column) == (code, "survey", column)
    assert problem.row == 3


def test_a_date_format_with_known_codes_is_published() -> None:
    row = "calculate | k | | | format-date(${d}, '%d %b %Y')"
    assert compile_workbook(_SHEET.format(row=row).strip().encode(), "x.md").form.form_id == "x"
