"""Times of force."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.validity import check_versions, holds


@dataclass(frozen=True)
class Version:
    valid_from: date
    valid_to: date | None = None


FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def test_both_ends_belong_to_it() -> None:
    one_day = timedelta(days=1)
    assert holds(FIRST, LAST, FIRST)
    assert holds(FIRST, LAST, LAST)
    assert not holds(FIRST, LAST, FIRST - one_day)
    assert not holds(FIRST, LAST, LAST + one_day)
    assert holds(FIRST, None, date(2999, 1, 1))


def test_a_gap_between_versions_is_allowed_and_an_overlap_is_not() -> None:
    later = Version(date(2026, 8, 1))
    assert check_versions("x", [later, Version(FIRST, LAST)])[1] is later
    with pytest.raises(ValueError, match="two versions hold on 2026-06-30"):
        check_versions("x", [Version(FIRST, LAST), Version(LAST)])


@given(st.lists(st.integers(0, 40), max_size=8))
def test_of_accepted_versions_at_most_one_holds_on_any_day(lengths: list[int]) -> None:
    versions, day = [], FIRST
    for length in lengths:
        versions.append(Version(day, day + timedelta(days=length)))
        day += timedelta(days=length + 1)
    ordered = check_versions("x", reversed(versions))
    for offset in range(sum(lengths) + len(lengths)):
        this = FIRST + timedelta(days=offset)
        assert sum(holds(v.valid_from, v.valid_to, this) for v in ordered) == 1
