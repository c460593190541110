"""Days of a laptop that was enrolled again: their balance is read in the feed that tells it."""

import pytest

from outreach_app.casework.balance import closed_days, day_balance
from outreach_app.practice.village_day import PEKON
from tests.scenario.test_copies import capture, clerk, enrolled_again, people

__all__ = ["clerk", "people"]


@pytest.fixture
def closed(practice, people):
    """A laptop with one closed day of two files; the office has and counted all of it."""
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    for _ in range(2):
        capture(laptop, next(people))
    laptop.close_day()
    exchange(laptop, post)
    return laptop


def exchange(laptop, post):
    laptop.sync_now(post)
    laptop.sync_now(post)  # the second brings what the office counted after the first


def tables(laptop):
    """Return what the balance page would show of each closed day."""
    return [day_balance(laptop.place, day.day_id) for day in closed_days(laptop.place)]


def test_a_former_day_stays_balanced_after_an_enrolment_again(practice, people, closed):
    office, _, post, profile = practice
    (before,) = tables(closed)
    assert (before.own.files.received, before.differences) == (2, ())
    again = enrolled_again(closed, profile, office.url)
    exchange(again, post)
    (after,) = tables(again)
    assert (after.own.lines, after.office, after.unsent) == (before.own.lines, before.office, 0)
    again.open_day(PEKON, ("RY",))
    while again.place.run(lambda s: s.feed.head().number) <= after.day.manifest_entry:
        capture(again, next(people))  # the new feed comes to hold the former manifest's number
        again.sync_now(post)
    (later,) = tables(again)
    assert (later.own, later.differences) == (after.own, ())
    again.lock()
