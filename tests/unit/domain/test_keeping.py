"""When the content of a file may leave a laptop."""

import pytest

from outreach_app.domain.keeping import Kept, due_ms, rules

DAY = 86_400_000


@pytest.mark.parametrize(
    ("safe", "final", "decides", "due"),
    [
        (None, None, True, None),
        (None, 5, True, None),
        (0, 10, True, 30),
        (0, 23, True, 30),
        (0, 24, True, 31),
        (0, 100, True, 107),
        (0, 113, True, 120),
        (0, 119, True, 120),
        (0, None, True, 120),
        (0, None, False, 30),
        (50, 10, True, 80),
        (50, None, True, 170),
    ],
)
def test_the_later_of_both_and_at_most_so_long(safe, final, decides, due):
    kept = Kept(
        None if safe is None else safe * DAY, None if final is None else final * DAY, decides
    )
    assert due_ms(kept) == (None if due is None else due * DAY)


def test_the_numbers_are_those_of_the_decision():
    told = rules()
    assert (told.safe_days, told.decided_days, told.most_days) == (30, 7, 120)
