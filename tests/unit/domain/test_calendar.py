"""Working days against the computed dates of domain.md 5."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app import resources
from outreach_app.domain.calendar import Calendar

CALENDAR = Calendar.load(resources.text("calendars/holidays-id.csv"), "2026-11")
DAYS = st.dates(date(2024, 1, 1), date(2027, 11, 30))
HEAD = "date,type,name,status\n"


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
def test_four_working_days(start: date, due: date) -> None:
    assert CALENDAR.add_working_days(start, 4) == due
    assert CALENDAR.working_days_left(start, due) == 4


def test_collective_leave_closes_the_office() -> None:
    assert not CALENDAR.is_working(date(2026, 12, 24))
    assert CALENDAR.roll(date(2026, 12, 24)) == date(2026, 12, 28)
    assert CALENDAR.deadline(date(2026, 11, 24), 30) == date(2026, 12, 28)


def test_counting_holidays_only_would_print_a_day_on_which_the_office_is_closed() -> None:
    """The known-bad twin: a table without collective leave."""
    lines = resources.text("calendars/holidays-id.csv").splitlines()
    without = Calendar.load("\n".join(n for n in lines if "cuti_bersama" not in n), "bad")
    assert without.deadline(date(2026, 11, 24), 30) == date(2026, 12, 24)
    assert not CALENDAR.is_working(date(2026, 12, 24))


@given(DAYS, st.integers(1, 30))
def test_a_due_day_is_open_and_after_the_start(start: date, count: int) -> None:
    due = CALENDAR.add_working_days(start, count)
    assert CALENDAR.is_working(due)
    assert due > start
    assert CALENDAR.working_days_left(start, due) == count


@given(DAYS, st.integers(0, 30), st.integers(0, 10))
def test_more_days_never_end_earlier(start: date, count: int, more: int) -> None:
    assert CALENDAR.add_working_days(start, count) <= CALENDAR.add_working_days(start, count + more)
    later = start + timedelta(days=more)
    assert CALENDAR.add_working_days(start, count) <= CALENDAR.add_working_days(later, count)


@given(DAYS, st.integers(0, 60))
def test_a_deadline_never_falls_on_a_closed_day_nor_before_its_time(start: date, days: int) -> None:
    due = CALENDAR.deadline(start, days)
    assert CALENDAR.is_working(due)
    assert due >= start + timedelta(days=days)
    assert CALENDAR.roll(due) == due


def test_what_is_past_is_counted_back() -> None:
    assert CALENDAR.working_days_left(date(2026, 11, 26), date(2026, 11, 20)) == -4
    assert CALENDAR.working_days_left(date(2026, 11, 24), date(2026, 11, 24)) == 0


def test_it_says_what_it_does_not_know() -> None:
    assert CALENDAR.covers(date(2026, 6, 1))
    assert not CALENDAR.covers(date(2030, 6, 1))
    assert CALENDAR.is_certain(date(2026, 11, 24), date(2026, 12, 28))
    assert not CALENDAR.is_certain(date(2027, 12, 20), date(2028, 1, 10))
    assert not CALENDAR.is_certain(date(2027, 3, 5), date(2027, 3, 19))


def test_the_holidays_of_2026_are_those_of_the_joint_decree() -> None:
    rows = resources.text("calendars/holidays-id.csv").splitlines()
    of_2026 = [row for row in rows if row.startswith("2026-")]
    assert sum(",libur_nasional," in row for row in of_2026) == 17
    assert sum(",cuti_bersama," in row for row in of_2026) == 8


def test_a_table_saved_by_a_spreadsheet_program_is_read() -> None:
    text = "\ufeff" + HEAD.replace("\n", "\r\n") + "2026-12-25,libur_nasional,Natal,ditetapkan\r\n"
    assert Calendar.load(text, "x").holidays == {date(2026, 12, 25): "Natal"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "columns"),
        ("date;type;name;status\n", "columns"),
        (HEAD, "no holiday"),
        (HEAD + "25-12-2026,libur_nasional,Natal,x\n", "row 2: 25-12-2026"),
        (HEAD + "2026-12-25,libur_nasional,Natal,x\n2026-02-30,cuti_bersama,x,x\n", "row 3"),
        (HEAD + "2026-12-25,libur,Natal,x\n", "row 2: libur is neither"),
        (HEAD + "2026-12-25\n", "row 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_row(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Calendar.load(text, "x")
