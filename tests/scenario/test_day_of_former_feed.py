"""Days of a laptop that was enrolled again: their balance is read in the feed that tells it."""

import pytest

from outreach_app.casework.balance import closed_days, day_balance
from outreach_app.casework.slips import slip_printed
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
        file_with_slip(laptop, next(people))
    laptop.close_day()
    exchange(laptop, post)
    return laptop


def file_with_slip(laptop, person):
    """Finish a file and print its slip, so that more than files is counted."""
    made = capture(laptop, person)
    record = laptop.place.run(lambda store: store.records.by_instance(made))
    slip_printed(laptop.place, record.number, "a5")


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


def counted(table, what):
    """Return what a table's own line declares and what arrived."""
    (line,) = (line for line in table.own.lines if line.what == what)
    return line.declared, line.received


def office_rows(clerk):
    """Return (device, closed, balanced, received) of every batch the clerk sees."""
    return [(row.device, row.closed, row.balanced, row.balance.received) for row in clerk.batches()]


def test_a_former_day_opened_again_is_balanced_once(practice, people, closed, clerk):
    office, _, post, profile = practice
    again = enrolled_again(closed, profile, office.url)
    exchange(again, post)
    (day,) = closed_days(again.place)
    again.reopen_day(day.day_id, "satu berkas tertinggal")
    file_with_slip(again, next(people))
    assert office_rows(clerk) == [("D001", True, True, 2)]
    manifest = again.close_day()
    assert (len(manifest.body.numbers), manifest.body.supersedes) == (3, 0)
    exchange(again, post)
    assert office_rows(clerk) == [("D002", True, True, 3)]
    (table,) = tables(again)
    assert table.differences == ()
    assert table.own.lines == table.office.lines
    assert (table.own.files.received, table.office.parts) == (3, ())
    assert counted(table, "slip") == (3, 3)
    again.lock()


def test_an_open_day_goes_on_under_the_new_name(practice, people, clerk):
    office, laptop, post, profile = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    file_with_slip(laptop, next(people))
    exchange(laptop, post)
    again = enrolled_again(laptop, profile, office.url)
    file_with_slip(again, next(people))
    again.close_day()
    exchange(again, post)
    assert office_rows(clerk) == [("D002", True, True, 2)]
    (table,) = tables(again)
    assert (table.differences, table.office.parts) == ((), ())
    assert counted(table, "slip") == (2, 2), "emitted again, not printed again"
    again.lock()


def test_a_part_that_nobody_goes_on_with_stays_on_the_list(practice, people, closed, clerk):
    """The known-bad twin: were every former part left out, its files would be out of sight."""
    office, _, post, profile = practice
    again = enrolled_again(closed, profile, office.url)
    again.open_day(PEKON, ("RY",))
    capture(again, next(people))
    again.close_day()
    exchange(again, post)
    assert sorted(office_rows(clerk)) == [("D001", True, True, 2), ("D002", True, True, 1)]
    again.lock()


def test_a_day_goes_on_through_two_enrolments(practice, people, closed, clerk):
    office, _, post, profile = practice
    second = enrolled_again(closed, profile, office.url)
    exchange(second, post)
    (day,) = closed_days(second.place)
    second.reopen_day(day.day_id, "satu berkas tertinggal")
    file_with_slip(second, next(people))
    exchange(second, post)
    third = enrolled_again(second, profile, office.url)
    file_with_slip(third, next(people))
    third.close_day()
    exchange(third, post)
    (table,) = tables(third)
    assert (table.differences, counted(table, "slip")) == ((), (4, 4))
    assert office_rows(clerk) == [("D003", True, True, 4)]
    third.lock()
