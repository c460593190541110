"""The two clocks of a case, their stops, and how near the end is.

Our own clock runs from the intake to the office's first word; the legal one only from the event
that the service names (interview, payment …), never from capture. Both count working days and stop
while somebody else has to act. Source: domain.md 5; decisions C29.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from outreach_app.domain.calendar import Calendar
from outreach_app.domain.deadlines import Deadline
from outreach_app.domain.machines import Machine
from outreach_app.domain.services import Service

OWN, LEGAL, STOPPED, NONE, DONE = "own", "legal", "stopped", "none", "done"
LATE, SOON, NEAR, FAR = "late", "0-1", "2-3", "4+"
BUCKETS = (LATE, SOON, NEAR, FAR)
"""Working days left, as "Umur terhadap tenggat" shows them (ux 10)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A case came into a state on a day of the office (WIB)."""

    day: date
    state: str


@dataclass(frozen=True, slots=True)
class Clock:
    """How a case stands against its deadline.

    Attributes:
        name: `own`, `legal`, or `none` when no clock counts.
        deadline: None when the service has no fixed standard, or nothing runs.
        left: working days left, negative when past; None without a deadline.
        used: working days used, stops not counted.
        stopped_since: the day it stopped, None while it runs.
    """

    name: str
    deadline: Deadline | None = None
    left: int | None = None
    used: int = 0
    stopped_since: date | None = None

    @property
    def bucket(self) -> str:
        """Return the segment of the picture; empty without a deadline."""
        return bucket(self.left) if self.left is not None else ""


def bucket(left: int) -> str:
    """Return which segment `left` working days belong to."""
    if left < 0:
        return LATE
    return SOON if left <= 1 else NEAR if left <= 3 else FAR


def read(
    machine: Machine, service: Service, calendar: Calendar, steps: Sequence[Step], today: date
) -> Clock:
    """Return the clock of a case on `today`.

    Args:
        machine: of the service.
        service: in the version that held when the case began.
        calendar: in force.
        steps: every state the case was in, oldest first.
        today: of the office.
    """
    if not steps or machine.state(steps[-1].state).clock in (NONE, DONE):
        return Clock(NONE)
    began = _legal_start(machine, service, steps)
    if began is not None:
        return _counted(machine, calendar, (LEGAL, steps[began:], service.standard_days), today)
    running = [machine.state(s.state).clock in (OWN, STOPPED) for s in steps]
    if not all(running):
        return Clock(NONE)  # the first word was said, and the interview is still to come
    return _counted(machine, calendar, (OWN, steps, service.own_days), today)


def used_days(
    machine: Machine, service: Service, calendar: Calendar, steps: Sequence[Step], name: str
) -> int | None:
    """Return how many working days the clock `name` took in all; None while it has not ended."""
    began = _legal_start(machine, service, steps) if name == LEGAL else 0
    if began is None or not steps:
        return None
    counts = (LEGAL, STOPPED) if name == LEGAL else (OWN, STOPPED)
    for at, step in enumerate(steps[began:], began):
        if machine.state(step.state).clock not in counts:
            return _used(machine, calendar, steps[began : at + 1], step.day)
    return None


def _legal_start(machine: Machine, service: Service, steps: Sequence[Step]) -> int | None:
    """Return the index of the step that started the legal clock last."""
    starts = machine.starts.get(service.standard_starts, "")
    first = None
    for at, step in enumerate(steps):
        if step.state == starts and first is None:
            first = at
        if machine.state(step.state).clock in (OWN, NONE) and step.state != starts:
            first = None  # back before the start event: a later one begins anew
    return first


def _counted(
    machine: Machine,
    calendar: Calendar,
    which: tuple[str, Sequence[Step], int],
    today: date,
) -> Clock:
    name, steps, days = which
    start, stopped = steps[0].day, machine.state(steps[-1].state).clock == STOPPED
    since = _stopped_since(machine, steps) if stopped else None
    used = _used(machine, calendar, steps, today)
    if not days:
        return Clock(name, used=used, stopped_since=since)
    waited = _between(calendar, start, since or today) - used
    due = calendar.add_working_days(start, days + waited)
    certain = calendar.is_certain(start, due)
    deadline = Deadline("standard", due, start, days, calendar.version, certain)
    return Clock(name, deadline, days - used, used, since)


def _stopped_since(machine: Machine, steps: Sequence[Step]) -> date:
    since = steps[-1].day
    for step in reversed(steps):
        if machine.state(step.state).clock != STOPPED:
            break
        since = step.day
    return since


def _used(machine: Machine, calendar: Calendar, steps: Sequence[Step], today: date) -> int:
    """Return the working days in which the clock ran, up to `today`."""
    ends = [*steps, Step(today, "")]
    return sum(
        _between(calendar, step.day, after.day)
        for step, after in pairwise(ends)
        if machine.state(step.state).clock != STOPPED
    )


def _between(calendar: Calendar, start: date, end: date) -> int:
    """Return working days after `start` up to `end`; 0 when it is not later."""
    return calendar.working_days_left(start, end) if end > start else 0


def counts(clocks: Iterable[Clock]) -> dict[str, int]:
    """Return bucket -> how many, and `stopped` for those whose clock stands still."""
    found = dict.fromkeys((*BUCKETS, STOPPED), 0)
    for clock in clocks:
        if clock.left is None:
            continue
        found[STOPPED if clock.stopped_since else clock.bucket] += 1
    return found
