"""Months, quarters, semesters and years, as reports are made for them; pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Period = tuple[date, date]
"""First and last day, both included."""


def month(day: date) -> Period:
    """Return the month that holds `day`."""
    return _months(day, 1)


def quarter(day: date) -> Period:
    """Return the quarter of the year that holds `day`."""
    return _months(day, 3)


def semester(day: date) -> Period:
    """Return the half of the year that holds `day`."""
    return _months(day, 6)


def year(day: date) -> Period:
    """Return the year that holds `day`."""
    return _months(day, 12)


REPORTED: tuple[Callable[[date], Period], ...] = (quarter, semester, year)
"""What a satisfaction index is made for: each holds the smaller ones whole (domain.md 6)."""


def is_reported(since: date, until: date) -> bool:
    """Tell whether a satisfaction index is made for exactly these days."""
    return any((since, until) == of(since) for of in REPORTED)


def quarters(since: date, until: date) -> tuple[Period, ...]:
    """Return the quarters of a reported period, in their order."""
    found = [quarter(since)]
    while found[-1][1] < until:
        found.append(quarter(found[-1][1] + timedelta(days=1)))
    return tuple(found)


def beside(since: date, until: date, *, later: bool) -> Period:
    """Return the period before or after this one, of the same length; else a month."""
    day = until + timedelta(days=1) if later else since - timedelta(days=1)
    found = (of for of in REPORTED if (since, until) == of(since))
    return next(found, month)(day)


def _months(day: date, count: int) -> Period:
    first = day.month - (day.month - 1) % count
    last = first + count - 1
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])
