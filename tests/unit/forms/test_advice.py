"""Authors hear where phones of the same office would differ, at the cell they wrote it in."""

from __future__ import annotations

import pytest

from outreach_app.forms.publish import compile_workbook

_SHEET = """
| survey | | | | | | | |
| | type | name | label | appearance | calculation | constraint | relevant |
| | begin_repeat | p | P | | | | |
| | integer | n | N | | | | |
| | {inside} | | | |
| | end_repeat | | | | | | |
| | {outside} |
| settings | | | | | | | |
| | form_id | version | | | | | |
| | x | 1 | | | | | |
"""
_NONE = "note | z | Z | | | | "


def _codes(inside: str = _NONE, outside: str = _NONE.replace("z", "y")) -> list[tuple[str, str]]:
    sheet = _SHEET.format(inside=inside, outside=outside).strip()
    made = compile_workbook(sheet.encode(), "x.md")
    return [(w.code, w.column) for w in made.warnings if w.code != "FORMS_112"]


@pytest.mark.parametrize(
    ("outside", "code", "column"),
    [
        ("calculate | y | | | floor(1.5) | | ", "FORMS_101", "calculation"),
        ("text | y | Y | | | . < '2026-01-01' | ", "FORMS_102", "constraint"),
        ("calculate | y | | | ${n} + 1 | | ", "FORMS_103", "calculation"),
        ("calculate | y | | | ${n} | | ", "FORMS_103", "calculation"),
        ("text | y | Y | | | regex(., concat('a', 'b')) | ", "FORMS_106", "constraint"),
        ("text | y | Y | sparkling | | | ", "FORMS_107", "appearance"),
        ("date | y | Y | islamic | | | ", "FORMS_108", "appearance"),
        ("geopoint | y | Y | maps | | | ", "FORMS_109", "appearance"),
        ("start-geopoint | y | | | | | ", "FORMS_110", "type"),
        ("text | y | Y | | | regex(., '[0-9]{{16}}') | ", "FORMS_111", "constraint"),
    ],
)
def test_is_told_at_its_cell(outside: str, code: str, column: str) -> None:
    assert _codes(outside=outside.replace("{{", "{").replace("}}", "}")) == [(code, column)]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("calculate | z | | | sum(${n})", "FORMS_104"),
        ("calculate | z | | | count(${p})", "FORMS_105"),
    ],
)
def test_is_told_inside_a_repeat(inside: str, code: str) -> None:
    assert (code, "calculation") in _codes(inside=inside)


@pytest.mark.parametrize(
    "outside",
    [
        "calculate | y | | | sum(${n}) + count(${p}) | | ",
        "calculate | y | | | if(today() > date('2026-01-01'), 1, 2) | | ",
        "text | y | Y | w2 columns-3 multiline | | regex(., '^[0-9]+$') | ",
        "calculate | y | | | indexed-repeat(${n}, ${p}, 2) | | ",
    ],
)
def test_nothing_is_told_of_what_is_alike_everywhere(outside: str) -> None:
    assert _codes(outside=outside) == []


def test_the_forms_that_come_with_the_product_need_no_advice() -> None:
    from outreach_app import resources

    for name in ("paspor.xlsx", "izin_tinggal.xlsx"):
        made = compile_workbook(resources.data(f"forms/{name}"), name)
        assert [w.line("en") for w in made.warnings] == []
