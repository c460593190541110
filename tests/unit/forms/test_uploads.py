"""Questions for files: a paper of the list is taken, everything else is refused at its cell."""

from __future__ import annotations

import pytest

from outreach_app.forms import FormRefused
from outreach_app.forms.publish import compile_workbook
from outreach_app.forms.uploads import paper_of

PAPERS = ("KK", "AKTA_LAHIR")
_SHEET = """
| survey | | | | |
| | type | name | label | appearance |
| | {row} |
| settings | | |
| | form_id | version |
| | x | 1 |
"""


def published(row: str, papers: tuple[str, ...] = PAPERS):
    return compile_workbook(_SHEET.format(row=row).strip().encode(), "x.md", papers)


@pytest.mark.parametrize(
    "row",
    [
        "image | kk | KK | paper-KK",
        "file | kk | KK | paper-kk",
        "photo | kk | KK | Paper-Akta_Lahir",
    ],
)
def test_a_paper_of_the_list_is_taken_and_its_author_makes_sure(row: str) -> None:
    made = published(row)
    (item,) = made.form.items
    assert item.kind == "file"
    assert paper_of(item.appearance) in PAPERS
    assert [w.code for w in made.warnings] == ["FORMS_113"]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("image | a | A | ", ["FORMS_031"]),
        ("file | a | A | multiline", ["FORMS_031"]),
        ("image | a | A | paper-KTP", ["FORMS_032"]),
        ("image | a | A | paper-", ["FORMS_031"]),
        ("audio | a | A | paper-KK", ["FORMS_033"]),
        ("background-audio | a | | ", ["FORMS_033"]),
        ("video | a | A | ", ["FORMS_034"]),
        ("image | a | A | paper-KK new-front", ["FORMS_035"]),
        ("image | a | A | selfie", ["FORMS_031", "FORMS_035"]),
        ("image | a | A | paper-KK signature", ["FORMS_036"]),
        ("image | a | A | draw", ["FORMS_031", "FORMS_036"]),
        ("text | a | A | ex:org.reader.FINGER()", ["FORMS_037"]),
    ],
)
def test_anything_else_is_refused_with_what_to_do(row: str, codes: list[str]) -> None:
    with pytest.raises(FormRefused) as refused:
        published(row)
    assert [p.code for p in refused.value.problems] == codes
    for problem in refused.value.problems:
        assert (problem.sheet, problem.row) == ("survey", 2)
        assert problem.column in ("type", "appearance")
        assert problem.text("id") != problem.text("en")


def test_problems_stand_in_the_order_of_the_spreadsheet() -> None:
    rows = "audio | a | A |\n| | text | b | B | ex:finger()\n| | video | c | C | "
    with pytest.raises(FormRefused) as refused:
        published(rows)
    assert [p.row for p in refused.value.problems] == [2, 3, 4]


def test_an_office_that_lists_no_paper_takes_none() -> None:
    with pytest.raises(FormRefused):
        published("image | kk | KK | paper-KK", papers=())
