"""Months and quarters of reports."""

from datetime import date

import pytest

from outreach_app.domain.periods import (
    beside,
    is_reported,
    month,
    quarter,
    quarters,
    semester,
    year,
)


@pytest.mark.parametrize(
    ("day", "last"),
    [(date(2026, 2, 3), 28), (date(2028, 2, 29), 29), (date(2026, 12, 31), 31)],
)
def test_a_month_ends_on_its_last_day(day, last):
    assert month(day) == (day.replace(day=1), day.replace(day=last))


def test_a_quarter_holds_three_months():
    assert quarter(date(2026, 11, 24)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter(date(2026, 1, 1)) == (date(2026, 1, 1), date(2026, 3, 31))


def test_the_next_one_is_of_the_same_length():
    assert beside(*month(date(2026, 12, 5)), later=True) == month(date(2027, 1, 1))
    assert beside(*month(date(2026, 1, 5)), later=False) == month(date(2025, 12, 1))
    assert beside(*quarter(date(2026, 11, 5)), later=True) == quarter(date(2027, 2, 1))
    assert beside(date(2026, 11, 3), date(2026, 11, 9), later=False) == month(date(2026, 11, 1))


def test_an_index_is_made_of_quarters_only():
    day = date(2026, 11, 24)
    assert semester(day) == (date(2026, 7, 1), date(2026, 12, 31))
    assert year(day) == (date(2026, 1, 1), date(2026, 12, 31))
    assert all(is_reported(*of(day)) for of in (quarter, semester, year))
    assert not is_reported(*month(day))
    assert not is_reported(date(2026, 10, 1), day)
    assert not is_reported(date(2026, 4, 1), date(2026, 9, 30))  # half a year, but no semester
    assert quarters(*semester(day)) == (quarter(date(2026, 7, 1)), quarter(day))
    assert len(quarters(*year(day))) == 4
    assert beside(*year(day), later=False) == year(date(2025, 5, 5))
