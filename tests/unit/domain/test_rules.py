"""Rules of the domain against the vectors of their sources."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app import resources
from outreach_app.domain import queue
from outreach_app.domain.calendar import Calendar


@pytest.fixture(scope="module")
def calendar():
    return Calendar.load(resources.text("calendars/holidays-id.csv"), "test")


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 3, 16), date(2026, 3, 27)),
        (date(2026, 5, 13), date(2026, 5, 21)),
        (date(2026, 12, 22), date(2026, 12, 30)),
        (date(2026, 11, 20), date(2026, 11, 26)),
        (date(2027, 3, 5), date(2027, 3, 19)),
    ],
)
def test_four_working_days(calendar, start, due):
    assert calendar.add_working_days(start, 4) == due
    assert calendar.working_days_left(start, due) == 4


def test_a_deadline_on_collective_leave_rolls(calendar):
    assert calendar.deadline(date(2026, 11, 24), 30) == date(2026, 12, 28)


def test_two_priority_then_one_other():
    waiting = ["A-001", "A-002", "P-001", "P-002", "P-003"]
    assert queue.order(waiting, []) == ["P-001", "P-002", "A-001", "P-003", "A-002"]
    assert queue.order(["A-001", "P-003"], ["P-001", "P-002"]) == ["A-001", "P-003"]


@given(st.integers(0, 12), st.integers(0, 12), st.lists(st.sampled_from(["P-900", "A-900"])))
def test_no_lane_starves(priority, others, called):
    waiting = [f"P-{n:03d}" for n in range(priority)] + [f"A-{n:03d}" for n in range(others)]
    result = queue.order(waiting, called)
    assert sorted(result) == sorted(waiting)
    left = others
    for place in range(len(result) - 2):
        if left and place >= 2 - 2:
            assert not all(t.startswith("P") for t in result[place : place + 3])
        left -= not result[place].startswith("P")
