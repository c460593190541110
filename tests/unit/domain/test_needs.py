"""Needs and the priority of an age."""

import pytest

from outreach_app import resources
from outreach_app.domain import needs
from outreach_app.i18n import LANGUAGES


@pytest.mark.parametrize(
    ("age", "first"), [(0, True), (5, True), (6, False), (59, False), (60, True), (None, False)]
)
def test_the_age_gives_the_priority_lane(age: int | None, first: bool) -> None:
    assert needs.has_priority(age) is first


def test_the_lane_stands_once_and_first() -> None:
    assert needs.accommodations(["KURSI"], 60) == ("JALUR", "KURSI")
    assert needs.accommodations(["KURSI", "JALUR"], 60) == ("KURSI", "JALUR")
    assert needs.accommodations([], 30) == ()


def test_needs_have_words_in_both_languages_and_name_no_condition() -> None:
    table = resources.toml("services/needs.toml")["needs"]
    for language in LANGUAGES:
        words = needs.titles(table, language)
        assert len(words) == len(table)
        assert not [w for w in words if "sakit" in w or "ill" in w.split() or "hamil" in w]
    assert needs.titles(["X", "KURSI"], "id") == ("kursi",)


@pytest.mark.parametrize(
    ("age", "asked", "lane"),
    [(60, (), "P"), (59, (), "A"), (30, ("JALUR",), "P"), (30, ("KURSI",), "A"), (None, (), "A")],
)
def test_the_lane_is_by_age_or_by_asking_for_it(age, asked, lane) -> None:
    assert needs.lane(age, asked) == lane
