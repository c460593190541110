"""The queue keeps its order whatever the laptop's clock does during the day (reliability R16)."""

import secrets

import pytest

from outreach_app.casework import open_laptop, tickets
from outreach_app.clock import SetClock, SystemClock
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON

DAY_MS = 86_400_000


@pytest.fixture
def clock():
    return SetClock(SystemClock().now_ms())


@pytest.fixture
def desk(practice, clock):
    _, laptop, _, profile = practice
    laptop.lock()
    again = open_laptop(
        profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=clock,
        random=secrets.token_bytes,
    )
    again.open_day(PEKON, ("RY",))
    yield again.tickets
    again.lock()


def called_in_order(desk, clock):
    """Give five priority and three general tickets while the clock jumps; call all."""
    now = clock.now_ms()
    for serial in range(5):
        clock.ms = now - serial * 400 * DAY_MS
        desk.issue("P")
    for serial in range(3):
        clock.ms = now + serial
        desk.issue("A")
    called = []
    clock.ms = now + 500 * DAY_MS
    while ticket := desk.call_next():
        called.append(ticket.ticket)
        desk.done(ticket.ticket)
        clock.ms = clock.now_ms() - 100 * DAY_MS
    return called


EXPECTED = ["P-001", "P-002", "A-001", "P-003", "P-004", "A-002", "P-005", "A-003"]


def test_two_priority_then_one_other_in_the_order_of_issue(desk, clock):
    assert called_in_order(desk, clock) == EXPECTED


def test_twin_that_goes_by_the_clock_gets_it_wrong(desk, clock, monkeypatch):
    def by_the_clock(store, day_id):
        rows = store.tickets.of_day(day_id)
        issued = {row.ticket: row.issued_ms for row in rows}
        return issued, {row.ticket: row.called_ms for row in rows}

    monkeypatch.setattr(tickets, "_happened", by_the_clock)
    assert called_in_order(desk, clock) != EXPECTED
