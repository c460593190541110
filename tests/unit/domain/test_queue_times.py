"""Waiting, pace and forecast: only what a clock can know."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.clock import WIB
from outreach_app.domain import queue_times as t
from outreach_app.domain.queue_times import Stamp

MIN = 60_000
NOW = datetime(2026, 11, 24, 9, 3, tzinfo=WIB)


def day(*rows: tuple[str, str, int], start: str = "s") -> list[Stamp]:
    return [Stamp(ticket, state, start, minute * MIN) for ticket, state, minute in rows]


def test_waiting_runs_from_the_ticket_to_the_first_call() -> None:
    told = t.waiting(
        day(
            ("A-001", "menunggu", 0),
            ("A-002", "menunggu", 1),
            ("A-003", "menunggu", 2),
            ("A-001", "dipanggil", 10),
            ("A-001", "dipanggil", 40),
            ("A-002", "dilayani", 31),
            ("A-003", "tidak_hadir", 90),
        )
    )
    assert told.known == (("A-001", 10 * MIN), ("A-002", 30 * MIN))
    assert (told.median_min, told.longest_min) == (20, 30)
    assert told.share_within(10) == 0.5


def test_across_a_restart_the_waiting_is_unknown_and_left_out() -> None:
    told = t.waiting(
        [
            *day(("A-001", "menunggu", 5), ("A-002", "menunggu", 6)),
            *day(("A-001", "dipanggil", 9), start="after a restart"),
            *day(("A-002", "dipanggil", 8)),
        ]
    )
    assert told.unknown == ("A-001",)
    assert told.known == (("A-002", 2 * MIN),)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Stamp("A", "menunggu", "", 0), Stamp("A", "dipanggil", "", 5)),
        (Stamp("A", "menunggu", "s", -1), Stamp("A", "dipanggil", "s", 5)),
        (Stamp("A", "menunggu", "s", 9), Stamp("A", "dipanggil", "s", 5)),
    ],
)
def test_what_cannot_be_measured_is_never_a_number(first: Stamp, second: Stamp) -> None:
    assert t.between(first, second) is None
    assert t.waiting([first, second]).median_min is None


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 300), st.sampled_from("ab")), max_size=20
    )
)
def test_no_waiting_is_longer_than_the_machine_ran(rows: list[tuple[int, int, str]]) -> None:
    stamps = []
    for number, (at, more, start) in enumerate(rows):
        stamps.append(Stamp(f"A-{number}", "menunggu", start, at))
        stamps.append(Stamp(f"A-{number}", "dipanggil", "a", at + more))
    told = t.waiting(stamps)
    assert dict(told.known) == {
        f"A-{n}": more for n, (_, more, start) in enumerate(rows) if start == "a"
    }
    assert len(told.known) + len(told.unknown) == len(rows)


def test_wall_clocks_would_call_a_wrong_clock_a_wait() -> None:
    """The known-bad twin: the difference of two wall times, over a clock that was set."""
    wall = [(0, "menunggu"), (2 * 3600, "dipanggil")]  # somebody set the clock by two hours
    assert wall[1][0] - wall[0][0] == 7200
    stamps = [Stamp("A-001", "menunggu", "s", 0), Stamp("A-001", "dipanggil", "s", 4 * MIN)]
    assert t.waiting(stamps).median_min == 4


def test_the_pace_is_the_mean_of_the_last_calls_without_pauses() -> None:
    assert t.pace_min([]) == 7
    calls = day(
        ("A-001", "dipanggil", 0),
        ("A-001", "dipanggil", 3),
        ("A-002", "dipanggil", 10),
        ("A-003", "dialihkan", 16),
        ("A-004", "dipanggil", 120),
        ("A-005", "dilayani", 124),
    )
    assert t.pace_min(calls) == pytest.approx((10 + 6 + 4) / 3)
    assert t.pace_min(calls, last=1) == 4


@given(st.integers(0, 80), st.floats(0.5, 30))
def test_a_forecast_is_a_span_that_holds_the_expected_time(place: int, pace: float) -> None:
    told = t.forecast(place, pace, NOW)
    expected = NOW + timedelta(minutes=place * pace)
    assert told.early <= expected <= told.late
    assert told.early.minute % 10 == told.late.minute % 10 == 0


def test_the_end_of_the_day_is_people_times_pace() -> None:
    assert t.finish(27, 6, NOW) == NOW + timedelta(minutes=162)


def test_bars_count_each_half_hour_and_who_waits_at_its_end() -> None:
    at = [datetime(2026, 11, 24, 8, m, tzinfo=WIB) for m in (5, 20, 40)]
    bars = t.bars(
        [(at[0], "A-001"), (at[1], "P-001"), (at[2], "A-002")],
        [datetime(2026, 11, 24, 8, 25, tzinfo=WIB)],
        [datetime(2026, 11, 24, 9, 10, tzinfo=WIB)],
    )
    assert [(b.start, b.taken, b.priority, b.served, b.waiting) for b in bars] == [
        ("08:00", 2, 1, 0, 1),
        ("08:30", 1, 0, 0, 2),
        ("09:00", 0, 0, 1, 2),
    ]
    assert t.bars([], [], []) == ()
