"""How long people wait, how fast the queue goes, and when a ticket will be called.

Durations are differences of the machine's own count since its start; between two starts a duration
is unknown and left out of every statistic (decisions A17). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from outreach_app.domain import queue

_GONE = (queue.CALLED, queue.SERVED, queue.ELSEWHERE)
"""The first of these ends the waiting."""
_LONGEST_PAUSE_MS = 30 * 60_000
"""A longer gap between two calls is a pause, not the pace."""
_STEP_MIN = 10


@dataclass(frozen=True, slots=True)
class Stamp:
    """A ticket got a state at a moment.

    Attributes:
        start_id: of the start of the machine.
        since_ms: milliseconds since that start, -1 when it is not known.
    """

    ticket: str
    state: str
    start_id: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Waiting times of a day or of many.

    Attributes:
        known: (ticket, milliseconds), traceable to the tickets.
        unknown: tickets whose waiting lies across two starts of a machine.
    """

    known: tuple[tuple[str, int], ...]
    unknown: tuple[str, ...]

    @property
    def median_min(self) -> float | None:
        """Return the median in minutes, None when nothing is known."""
        return median(ms for _, ms in self.known) / 60_000 if self.known else None

    @property
    def longest_min(self) -> float | None:
        """Return the longest in minutes."""
        return max(ms for _, ms in self.known) / 60_000 if self.known else None

    def share_within(self, minutes: int) -> float | None:
        """Return the share that waited at most `minutes`, 0..1."""
        if not self.known:
            return None
        return sum(ms <= minutes * 60_000 for _, ms in self.known) / len(self.known)


def waiting(stamps: Iterable[Stamp]) -> Waiting:
    """Return the waiting times, from the giving of a ticket to its first call.

    A ticket that was never called waits for nothing that can be measured and is left out.
    """
    taken: dict[str, Stamp] = {}
    known: dict[str, int] = {}
    unknown: dict[str, None] = {}
    for stamp in stamps:
        if stamp.state == queue.WAITING:
            taken.setdefault(stamp.ticket, stamp)
        elif stamp.state in _GONE and stamp.ticket not in known | unknown:
            before = taken.get(stamp.ticket)
            if before is None:
                continue
            spent = between(before, stamp)
            if spent is None:
                unknown[stamp.ticket] = None
            else:
                known[stamp.ticket] = spent
    return Waiting(tuple(known.items()), tuple(unknown))


def between(first: Stamp, second: Stamp) -> int | None:
    """Return the milliseconds between two stamps, None when nobody can know."""
    if first.start_id != second.start_id or not first.start_id or first.since_ms < 0:
        return None
    spent = second.since_ms - first.since_ms
    return spent if spent >= 0 else None


def pace_min(stamps: Iterable[Stamp], last: int | None = None) -> float:
    """Return minutes from one call to the next: the mean of the last calls, else the first guess.

    Args:
        stamps: of the day, in order.
        last: so many calls count; the rule's number when None.
    """
    rule, calls = queue.rule(), _first_calls(stamps)
    spans = [between(a, b) for a, b in pairwise(calls)]
    usable = [ms for ms in spans if ms is not None and ms <= _LONGEST_PAUSE_MS]
    counted = usable[-(last or rule.pace_of) :]
    return sum(counted) / len(counted) / 60_000 if counted else float(rule.first_minutes)


def _first_calls(stamps: Iterable[Stamp]) -> list[Stamp]:
    seen: dict[str, Stamp] = {}
    for stamp in stamps:
        if stamp.state in _GONE:
            seen.setdefault(stamp.ticket, stamp)
    return list(seen.values())


@dataclass(frozen=True, slots=True)
class Forecast:
    """Between which times a ticket will probably be called."""

    early: datetime
    late: datetime


def forecast(place: int, pace: float, now: datetime) -> Forecast:
    """Return when the ticket at `place` (0 = next) will probably be called.

    The span grows with the distance; both ends are rounded to ten minutes, so that nobody reads a
    promise into them.
    """
    minutes = place * pace
    return Forecast(_down(now + timedelta(minutes=minutes * 0.8)), _up(now, minutes))


def _up(now: datetime, minutes: float) -> datetime:
    late = now + timedelta(minutes=minutes * 1.3 + _STEP_MIN)
    return _down(late + timedelta(minutes=_STEP_MIN - 1, seconds=59))


def _down(at: datetime) -> datetime:
    return at.replace(minute=at.minute - at.minute % _STEP_MIN, second=0, microsecond=0)


def finish(waiting_count: int, pace: float, now: datetime) -> datetime:
    """Return when the last who waits now will probably have been served."""
    return now + timedelta(minutes=waiting_count * pace)


@dataclass(frozen=True, slots=True)
class Bar:
    """Half an hour of the queue.

    Attributes:
        start: `08:30`.
        taken: tickets given.
        priority: of them in the priority lane.
        served: tickets that ended as served.
        waiting: people waiting at its end.
    """

    start: str
    taken: int
    priority: int
    served: int
    waiting: int


def bars(
    taken: Sequence[tuple[datetime, str]], gone: Sequence[datetime], served: Sequence[datetime]
) -> tuple[Bar, ...]:
    """Return the half hours of a day, from the first ticket to the last event.

    Args:
        taken: (time, ticket) of every ticket given.
        gone: when each ticket stopped waiting.
        served: when each was served.
    """
    moments = [at for at, _ in taken] + list(gone) + list(served)
    if not moments:
        return ()
    at, last = _half(min(moments)), max(moments)
    found = []
    while at <= last:
        until = at + timedelta(minutes=30)
        names = [name for time, name in taken if at <= time < until]
        before = sum(time < until for time, _ in taken) - sum(time < until for time in gone)
        found.append(
            Bar(
                at.strftime("%H:%M"),
                len(names),
                sum(name.startswith(queue.PRIORITY) for name in names),
                sum(at <= time < until for time in served),
                max(0, before),
            )
        )
        at = until
    return tuple(found)


def _half(at: datetime) -> datetime:
    return at.replace(minute=at.minute - at.minute % 30, second=0, microsecond=0)
