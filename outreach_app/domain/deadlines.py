"""Dates that are printed or shown: each rolls to a working day and names the table behind it.

Two clocks are kept apart: our own, from capture to the office's decision, and the legal one, which
starts at the interview or payment and is never promised from capture. Source: domain.md 1.1, 5;
decisions C29.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from outreach_app.domain.calendar import Calendar
from outreach_app.domain.services import Service

COMPLETE_WITHIN_DAYS = 30
"""Missing supporting papers: 30 days, then the application is cancelled (domain.md 1.1)."""

Rule = Literal["complete", "standard", "wished"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date with all that is needed to explain it years later.

    Attributes:
        due: a working day.
        start: the day it was counted from.
        days: how many; calendar days for `complete`, working days for `standard`, 0 for `wished`.
        calendar: version of the table used.
        certain: False when the table knows too little of that time; say "about".
    """

    rule: Rule
    due: date
    start: date
    days: int
    calendar: str
    certain: bool

    def left(self, calendar: Calendar, today: date) -> int:
        """Return working days left, negative when it is past."""
        return calendar.working_days_left(today, self.due)


def complete_by(calendar: Calendar, intake: date, days: int = COMPLETE_WITHIN_DAYS) -> Deadline:
    """Return until when papers that are not there yet may be brought."""
    return _deadline("complete", calendar, intake, calendar.deadline(intake, days), days)


def legal_due(calendar: Calendar, service: Service, started: date) -> Deadline | None:
    """Return the end of the legal clock, None when the service has no fixed standard.

    Args:
        calendar: in force.
        service: names the standard and the event that starts it.
        started: day of that event (interview, payment …); never the day of capture.
    """
    days = service.standard_days
    if not days:
        return None
    due = calendar.add_working_days(started, days)
    return _deadline("standard", calendar, started, due, days)


def wished(calendar: Calendar, today: date, day: date) -> Deadline:
    """Return a date that a clerk chose, rolled to a working day."""
    return _deadline("wished", calendar, today, calendar.roll(day), 0)


def _deadline(rule: Rule, calendar: Calendar, start: date, due: date, days: int) -> Deadline:
    return Deadline(rule, due, start, days, calendar.version, calendar.is_certain(start, due))
