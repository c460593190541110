"""Names: mononyms, passport view, search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fajar Bulan", "pajar bulan"),
        ("Fajar Bulan", "pajarbulan"),
        ("Sukaraja", "Suka Raja"),
        ("Ai'nun", "AINUN"),
        ("Ai’nun", "Ainun"),
        ("Novita", "Nopita"),
        ("José", "jose"),
        ("Łukasz", "lukasz"),
    ],
)
def test_spellings_that_search_holds_for_one(one: str, other: str) -> None:
    assert names.fold(one) == names.fold(other)


def test_search_keeps_different_names_apart() -> None:
    assert names.fold("Rohimah") != names.fold("Rohima")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)
    assert "".join(names.fold_words(text)) == names.fold(text)


@pytest.mark.parametrize(
    "name", ["Sukardi", "Ai'nun", "M. Firman", "Ida Bagus Made Wiratama Adnyana Putra", "A" * 60]
)
def test_names_that_people_have(name: str) -> None:
    assert names.check(name) is None


@pytest.mark.parametrize(
    ("name", "hard"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("A" * 61, "too_long"),
        ("Siti 2", "letters"),
        ("'Ainun", "letters"),
        ("Siti; Aminah", "letters"),
        ("李明", "letters"),
    ],
)
def test_what_can_be_nobodys_name(name: str, hard: str) -> None:
    assert names.check(name) == hard


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("Ngatiyem", "NGATIYEM"),
        ("Ai'nun", "AINUN"),
        ("M. Firman", "M FIRMAN"),
        ("Drs. H. Ahmad  Rizal", "AHMAD RIZAL"),
        ("drg. Siti Aminah, S.Ked.", "SITI AMINAH"),
        ("Ahmad H. Firman", "AHMAD H FIRMAN"),
        ("Hendra Saputra", "HENDRA SAPUTRA"),
        ("Søren Ångström", "SOREN ANGSTROM"),
    ],
)
def test_passport_view(name: str, view: str) -> None:
    assert names.passport_view(name) == view


def test_thirty_four_letters_fit_a_passport() -> None:
    assert not names.too_long_for_passport("A" * 34)
    assert names.too_long_for_passport("A" * 35)
    assert not names.too_long_for_passport("Prof. " + "A" * 34)


def test_titles_and_length_warn_and_do_not_block() -> None:
    long_one = "Ida Bagus Made Wiratama Adnyana Putra"
    assert names.warnings(long_one) == ("too_long_for_passport",)
    assert names.warnings("Ir. Sukarno, M.Si.") == ("title",)
    assert names.warnings("Sukardi") == ()
