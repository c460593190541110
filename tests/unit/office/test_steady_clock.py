"""The office's time when its computer's clock jumps; nothing here reads a real one."""

from dataclasses import dataclass

import pytest

from outreach_app.office.clock_state import agreeing
from outreach_app.office.steady_clock import SteadyClock

NOON = 1_795_500_000_000
MINUTE, HOUR, DAY, YEAR = 60_000, 3_600_000, 86_400_000, 365 * 86_400_000


@dataclass
class Machine:
    ms: int = NOON
    at_s: float = 50.0

    def now_ms(self):
        return self.ms

    def monotonic_s(self):
        return self.at_s

    def start_id(self):
        return "one"

    def run(self, ms):
        self.ms += ms
        self.at_s += ms / 1000


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def clock(machine):
    return SteadyClock(machine)


def test_it_follows_a_clock_that_runs_and_is_set_a_little(machine, clock):
    for _ in range(40):
        machine.run(HOUR)
        machine.ms += 5 * MINUTE
        assert clock.now_ms() == machine.ms
    assert clock.off_s() == 0


@pytest.mark.parametrize("jump", [YEAR, -YEAR, 11 * MINUTE, -11 * MINUTE])
def test_a_jump_is_not_followed_and_is_told(machine, clock, jump):
    machine.ms += jump
    machine.run(HOUR)
    assert clock.now_ms() == NOON + HOUR
    assert clock.off_s() == jump // 1000
    machine.ms -= jump
    assert (clock.now_ms(), clock.off_s()) == (NOON + HOUR, 0), "set right, it is followed again"


def test_a_laptop_is_a_witness_forwards_only(machine, clock):
    machine.ms += YEAR
    assert not clock.witness(NOON)
    assert not clock.witness(NOON + YEAR // 2)
    assert clock.now_ms() == NOON
    assert clock.witness(NOON + YEAR + DAY)
    assert (clock.now_ms(), clock.off_s()) == (NOON + YEAR, 0)
    machine.ms -= 2 * YEAR
    assert not clock.witness(machine.ms)
    assert clock.now_ms() == NOON + YEAR
    clock.follow()
    assert (clock.now_ms(), clock.off_s()) == (machine.ms, 0)


@pytest.mark.parametrize(
    ("seen", "believed"),
    [
        (0, True),
        (NOON, True),
        (NOON - 29 * DAY, True),
        (NOON + 9 * MINUTE, True),
        (NOON - 31 * DAY, False),
        (NOON + 11 * MINUTE, False),
        (NOON + YEAR, False),
    ],
)
def test_a_run_begins_near_what_was_seen(machine, clock, seen, believed):
    clock.begin(seen)
    assert clock.now_ms() == (NOON if believed else seen)
    assert bool(clock.off_s()) is not believed


def test_an_empty_battery_is_forgotten_once_the_clock_is_set(machine, clock):
    machine.ms = 946_684_800_000  # 2000-01-01, where such clocks begin
    clock.begin(NOON)
    machine.run(HOUR)
    assert clock.now_ms() == NOON + HOUR
    machine.ms = NOON + 3 * DAY  # the network told it; the office was shut for three days
    assert not clock.witness(NOON - YEAR)
    assert clock.witness(NOON + 3 * DAY + 5_000)
    assert (clock.now_ms(), clock.off_s()) == (NOON + 3 * DAY, 0)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], (0, 0)),
        ([1, 30, -40], (0, 0)),
        ([9000], (0, 0)),
        ([9000, 0], (0, 0)),
        ([9000, 9100, 3], (2, 9050)),
        ([9000, 9100, 3, 5], (0, 0)),
        ([9000, -9000, 8], (0, 0)),
    ],
)
def test_laptops_that_agree_are_more_than_one_and_most(told, found):
    assert agreeing(told) == found
