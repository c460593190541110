"""The table of what is supported says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

import outreach_app.ui
from outreach_app.forms.problems import FormRefused
from outreach_app.forms.publish import compile_workbook
from outreach_app.ui.questions.support import LOOKS, REFUSED, TYPES, table

README = Path(outreach_app.ui.__file__).parent / "README.md"
_ROW = {
    "select_one": "select_one l", "select_multiple": "select_multiple l", "rank": "rank l",
    "select_one_from_file": "select_one_from_file a.csv",
    "select_multiple_from_file": "select_multiple_from_file a.csv",
    "select_one_external": "select_one_external l",
}  # fmt: skip
_LOOK = {"image": "paper-KK", "file": "paper-KK"}
_WITH = {"annotate": "image", "paper-KK": "image"} | {
    "image-map": "select_one l",
    "signature": "image",
    "draw": "image",
    "new-front": "image",
}


def form(kind, look=""):
    look = f"{look} {_LOOK[kind]}" if kind in _LOOK and look != _LOOK[kind] else look
    name = "audit" if kind == "audit" else "q"
    sum_, trigger = "1" if kind == "calculate" else "", "${first}" if "background" in kind else ""
    row = f"| | {_ROW.get(kind, kind)} | {name} | Q | {look} | {sum_} | {trigger} |\n"
    if kind.startswith("begin_"):
        row += f"| | text | inner | I | | |\n| | {kind.replace('begin', 'end')} | | | | |\n"
    return (
        "| survey | | | | | |\n| | type | name | label | appearance | calculation | trigger |\n"
        "| | text | first | F | | | |\n"
        + row
        + "| choices | | | |\n| | list_name | name | label |\n"
        "| | l | a | A |\n| | l | b | B |\n| settings | | |\n| | form_id | version |\n| | x | 1 |\n"
    )


def standing_of(text):
    try:
        compile_workbook(text.encode(), "a.md", ("KK",))
    except FormRefused as refused:
        return refused.problems
    return ()


def test_the_page_holds_the_table():
    assert table() in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "said"), TYPES.items())
def test_types_are_published_or_refused_as_the_table_says(kind, said):
    problems = standing_of(form(kind))
    assert bool(problems) == (said[0] == REFUSED), problems


@pytest.mark.parametrize(("look", "said"), LOOKS.items())
def test_looks_are_published_or_refused_as_the_table_says(look, said):
    problems = standing_of(form(_WITH.get(look, "text"), look))
    assert bool(problems) == (said[0] == REFUSED), problems
