"""Months and quarters, as reports are made for them; pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Period = tuple[date, date]
"""First and last day, both included."""


def month(day: date) -> Period:
    """Return the month that holds `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def quarter(day: date) -> Period:
    """Return the quarter of the year that holds `day`."""
    first = day.month - (day.month - 1) % 3
    return date(day.year, first, 1), month(date(day.year, first + 2, 1))[1]


def beside(since: date, until: date, *, later: bool) -> Period:
    """Return the period before or after this one: a quarter after a quarter, else a month."""
    day = until + timedelta(days=1) if later else since - timedelta(days=1)
    return quarter(day) if (since, until) == quarter(since) else month(day)
