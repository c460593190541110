"""Rules of the domain against the vectors of their sources."""

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain import queue


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
