"""The NIK against the vectors of domain.md 3.1."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from outreach_app import resources
from outreach_app.domain import nik, regions

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("1804045708900001", None),
        ("1804100101050003", None),
        ("1804046902000002", None),
        ("1804011708900001", None),
        ("1804041708250001", None),
        ("1804042902990001", "date"),
        ("1804044001900001", "date"),
        ("1804047201900001", "date"),
        ("1804048101900001", "date"),
        ("1804041708900000", "serial"),
        ("9904041708900001", "province"),
        ("9704041708900001", "province"),
        ("180404170890000", "length"),
        ("18040417089000011", "length"),
        ("1804 04170890001", "length"),
        ("１８04045708900001", "length"),
        ("", "length"),
    ],
)
def test_only_what_can_never_be_right_is_hard(text: str, hard: str | None) -> None:
    assert nik.check(text).hard == hard


@pytest.mark.parametrize(
    ("text", "sex", "born"),
    [
        ("1804045708900001", "P", date(1990, 8, 17)),
        ("1804100101050003", "L", date(2005, 1, 1)),
        ("1804046902000002", "P", date(2000, 2, 29)),
    ],
)
def test_it_agrees_with_what_was_typed(text: str, sex: str, born: date) -> None:
    facts = nik.check(text)
    assert facts.differs(born, sex, regions.districts()) == ()
    assert facts.sex == sex


def test_differences_warn() -> None:
    here = regions.districts()
    facts = nik.check("1804045708900001")
    assert facts.differs(date(1990, 8, 18), "L", here) == ("birth_date", "sex")
    assert facts.differs(None, "", here) == ()
    assert nik.check("1804011708900001").differs(date(1990, 8, 17), "L", here) == ("district",)


def test_districts_of_other_regencies_are_not_judged() -> None:
    assert nik.check("3204991708900001").differs(None, "", regions.districts()) == ()


def test_a_nik_that_cannot_be_right_is_not_compared() -> None:
    assert nik.check("12").differs(date(1990, 1, 1), "L", regions.districts()) == ()
    assert nik.check("12").birth_dates(TODAY) == ()


def test_the_century_stays_open_until_a_date_is_typed() -> None:
    facts = nik.check("1804041708250001")
    assert facts.birth_dates(TODAY) == (date(1925, 8, 17), date(2025, 8, 17))
    assert facts.differs(date(1925, 8, 17), "L", regions.districts()) == ()
    assert facts.differs(date(2025, 8, 17), "L", regions.districts()) == ()
    assert nik.check("1804046902000002").birth_dates(TODAY) == (date(2000, 2, 29),)
    assert nik.check("1804041708990001").birth_dates(TODAY) == (date(1999, 8, 17),)


@given(st.dates(date(1907, 1, 1), TODAY), st.sampled_from("LP"), st.integers(1, 9999))
def test_every_person_of_this_century_and_the_last_has_a_possible_nik(
    born: date, sex: str, serial: int
) -> None:
    day = born.day + 40 * (sex == "P")
    facts = nik.check(f"180404{day:02d}{born:%m}{born.year % 100:02d}{serial:04d}")
    assert facts.hard is None
    assert facts.differs(born, sex, regions.districts()) == ()
    assert born in facts.birth_dates(TODAY)


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_any_sixteen_digits_get_an_answer(text: str) -> None:
    facts = nik.check(text)
    assert facts.hard is not None or facts.region == text[:6]


def test_the_forms_know_the_same_provinces() -> None:
    sheet = load_workbook(resources.path("forms/paspor.xlsx"))["survey"]
    texts = [c for row in sheet.iter_rows(values_only=True) for c in row if isinstance(c, str)]
    lists = re.findall(r"selected\('(11 [0-9 ]+)', substr\(\., 0, 2\)\)", " ".join(texts))
    assert lists
    assert all(frozenset(found.split()) == nik.PROVINCES for found in lists)


def test_it_is_masked_on_lists() -> None:
    assert nik.mask("1804045708900001") == "1804********0001"
    assert nik.mask("18040457") == "********"
