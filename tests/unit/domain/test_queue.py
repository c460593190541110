"""The order of the queue: priority helps, nobody starves."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain import queue

Order = Callable[[list[str], list[str]], list[str]]


def test_two_priority_then_one_other() -> None:
    waiting = ["A-001", "A-002", "P-001", "P-002", "P-003"]
    assert queue.order(waiting, []) == ["P-001", "P-002", "A-001", "P-003", "A-002"]
    assert queue.order(["A-001", "P-003"], ["P-001", "P-002"]) == ["A-001", "P-003"]


def test_priority_goes_on_while_nobody_else_waits() -> None:
    assert queue.order(["P-004"], ["P-001", "P-002", "P-003"]) == ["P-004"]


def test_the_other_lanes_share_one_order_of_issue() -> None:
    waiting = ["C-001", "A-001", "B-001", "A-002"]
    assert queue.order(waiting, []) == waiting


def calls_until_served(order: Order, arrivals: list[str], limit: int) -> int:
    """Return how many calls `A-001` waits when others keep coming, `limit` when it never comes."""
    waiting, called = ["A-001"], list[str]()
    for count in range(limit):
        waiting += [f"{lane}-{count + 2:03d}" for lane in arrivals]
        first = order(waiting, called)[0]
        if first == "A-001":
            return count
        waiting.remove(first)
        called.append(first)
    return limit


@given(st.lists(st.sampled_from("PABC"), max_size=3))
def test_nobody_waits_for_ever_however_many_priority_tickets_come(arrivals: list[str]) -> None:
    assert calls_until_served(queue.order, arrivals, 50) <= 2


def test_priority_always_first_would_starve_the_others() -> None:
    """The known-bad twin."""

    def greedy(waiting: list[str], _called: list[str]) -> list[str]:
        return sorted(waiting, key=lambda ticket: not ticket.startswith("P"))

    assert calls_until_served(greedy, ["P"], 50) == 50


@given(
    st.lists(st.sampled_from("APBC"), max_size=25),
    st.lists(st.sampled_from("AP"), max_size=5),
    st.integers(1, 4),
)
def test_the_order_is_fair(lanes: list[str], before: list[str], most: int) -> None:
    waiting = [f"{lane}-{n:03d}" for n, lane in enumerate(lanes, 1)]
    called = [f"{lane}-9{n:02d}" for n, lane in enumerate(before)]
    result = queue.order(waiting, called, most)
    assert sorted(result) == sorted(waiting)
    for kind in (True, False):  # within priority, and within the others: order of issue
        of_kind = [t for t in result if t.startswith("P") is kind]
        assert of_kind == [t for t in waiting if t.startswith("P") is kind]
    for place in range(len(result) - most):
        window = result[place : place + most + 1]
        if any(not t.startswith("P") for t in result[place + most :]):
            assert not all(t.startswith("P") for t in window)


@given(st.lists(st.sampled_from("APBC"), max_size=25), st.lists(st.sampled_from("AP"), max_size=4))
def test_calling_one_by_one_follows_the_order_that_was_shown(
    lanes: list[str], before: list[str]
) -> None:
    waiting = [f"{lane}-{n:03d}" for n, lane in enumerate(lanes, 1)]
    called = [f"{lane}-9{n:02d}" for n, lane in enumerate(before)]
    shown, left = queue.order(waiting, called), list(waiting)
    for expected in shown:
        assert queue.order(left, called)[0] == expected
        left.remove(expected)
        called.append(expected)


def test_a_passed_number_stays_valid() -> None:
    for state in (queue.SKIPPED, queue.ABSENT, queue.LEFT):
        assert queue.may_change(state, queue.CALLED)
        assert queue.may_change(state, queue.SERVED)


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (queue.WAITING, queue.DONE),
        (queue.DONE, queue.CALLED),
        (queue.DONE, queue.WAITING),
        (queue.CALLED, queue.WAITING),
        ("", queue.CALLED),
        (queue.WAITING, "lain"),
    ],
)
def test_changes_that_make_no_sense_are_refused(state: str, to: str) -> None:
    assert not queue.may_change(state, to)


def test_no_ticket_goes_back_to_waiting_and_each_can_be_served() -> None:
    for state, to in product(queue.STATES, queue.STATES):
        if to == queue.WAITING:
            assert not queue.may_change(state, to)
        if to == queue.SERVED and state != queue.SERVED:
            assert queue.may_change(state, to)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("A014", "A-014"),
        ("a14", "A-014"),
        (" p-3 ", "P-003"),
        ("A 1200", "A-1200"),
        ("D-001", None),
        ("A-000", None),
        ("14", None),
        ("", None),
        ("A٣", None),
    ],
)
def test_a_typed_ticket(typed: str, name: str | None) -> None:
    assert queue.read_ticket(typed) == name


def test_numbers_run_from_001_in_each_lane() -> None:
    assert queue.next_ticket("P", ["A-001", "A-002"]) == "P-001"
    assert queue.next_ticket("A", ["A-001", "A-002", "P-001"]) == "A-003"
    assert queue.next_ticket("A", ["A-1000"]) == "A-1001"


def test_lanes_and_states_have_words_in_both_languages() -> None:
    assert set(queue.rule().lanes) == set(queue.LANES)
    assert set(queue.rule().states) == set(queue.STATES)
    assert queue.lane_title("A", "id") == "Umum"
    assert queue.state_title(queue.CALLED, "en") == "called"
    assert queue.rule().most_in_a_row == 2
