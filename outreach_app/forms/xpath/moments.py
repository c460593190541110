"""Dates, times and their numbers, in the office's zone.

A date is the instant of local midnight; its number is days since 1970-01-01T00:00Z, with a
fraction. Source: ODK XForms specification (data types); design page xforms.md, D2 and D3.
"""

from __future__ import annotations

import math
import re
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from outreach_app.clock import WIB

ZONE: ContextVar[tzinfo] = ContextVar("zone of dates", default=WIB)
"""The office's zone: a setting of the engine, never the machine's."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_OFFSET = r"(?P<offset>Z|[+-]\d\d:?\d\d)?"
_DATE = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ](?P<time>[\d:.]+(?:Z|[+-]\d\d:?\d\d)?))?"
)
_TIME = re.compile(rf"(?P<h>\d\d):(?P<min>\d\d)(?::(?P<s>\d\d)(?:\.(?P<f>\d{{1,9}}))?)?{_OFFSET}")


class Moment(str):
    """A date or dateTime in lexical form, made by an expression; numbers decide comparisons."""

    __slots__ = ()


INVALID = Moment("Invalid Date")


def read_time(text: str, zone: tzinfo | None = None) -> time | None:
    """Return the time in `text` with its offset (that of `zone` where it has none)."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    micro = int((match["f"] or "0").ljust(6, "0")[:6])
    try:
        offset = _offset(match["offset"]) if match["offset"] else zone
        return time(int(match["h"]), int(match["min"]), int(match["s"] or 0), micro, offset)
    except ValueError:
        return None


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if minutes > 59 or hours > 23:
        raise ValueError(text)
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1))


def read_moment(text: str) -> datetime | None:
    """Return the date or dateTime in `text`, in the office's zone; None when it is neither."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    zone = ZONE.get()
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        if match["time"] is None:
            return datetime.combine(day, time(), zone)
        clock = read_time(match["time"], zone)
        return datetime.combine(day, clock).astimezone(zone) if clock else None
    except (ValueError, OverflowError):
        return None


def days(text: str) -> float:
    """Return the number of a date or dateTime, NaN when `text` is neither."""
    found = read_moment(text)
    return math.nan if found is None else (found - _EPOCH) / _DAY


def at_days(number: float) -> Moment:
    """Return the instant `number` days after the epoch; `INVALID` outside the calendar."""
    try:
        # Milliseconds are what records keep; floats hold them exactly enough to round.
        span = timedelta(milliseconds=round(number * 86_400_000))
        return lexical((_EPOCH + span).astimezone(ZONE.get()))
    except (ValueError, OverflowError):
        return INVALID


def lexical(moment: datetime) -> Moment:
    """Return a date when `moment` is local midnight, else a dateTime with its offset."""
    if moment.time() == time():
        return Moment(moment.date().isoformat())
    return Moment(moment.isoformat(timespec="milliseconds"))


def day_of(text: str) -> str:
    """Return the local day of a date or dateTime, empty when `text` is neither."""
    found = read_moment(text)
    return found.date().isoformat() if found else ""
