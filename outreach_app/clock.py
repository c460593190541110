"""The one place that reads real clocks; everything else is given a `Clock`.

Durations come from `monotonic_s`; order comes from numbers, never from clocks (decisions A17).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Protocol

WIB = timezone(timedelta(hours=7), "WIB")
"""The office's zone: Waktu Indonesia Barat, UTC+7, no daylight saving."""


class Clock(Protocol):
    """What a program may ask about time."""

    def now_ms(self) -> int:
        """Return milliseconds since 1970-01-01 UTC, by this machine's clock."""

    def monotonic_s(self) -> float:
        """Return seconds that only rise within one start of the machine."""


class SystemClock:
    """The machine's own clocks; only composition roots make one."""

    def now_ms(self) -> int:
        """Return milliseconds since the epoch."""
        return time.time_ns() // 1_000_000

    def monotonic_s(self) -> float:
        """Return monotonic seconds."""
        return time.monotonic()


@dataclass
class SetClock:
    """A clock that stands where it is put; for tests and the practice day.

    Attributes:
        ms: milliseconds since the epoch, moved by `advance`.
    """

    ms: int

    def now_ms(self) -> int:
        """Return the set time."""
        return self.ms

    def monotonic_s(self) -> float:
        """Return the set time in seconds."""
        return self.ms / 1000

    def advance(self, seconds: float) -> None:
        """Move forward."""
        self.ms += int(seconds * 1000)


def at_office(ms: int, offset_s: int = 0) -> datetime:
    """Return an aware WIB time for `ms`, corrected by `offset_s` (office minus laptop)."""
    return datetime.fromtimestamp(ms / 1000 + offset_s, tz=WIB)


def office_date(ms: int, offset_s: int = 0) -> date:
    """Return the office's calendar date (WIB) for `ms`."""
    return at_office(ms, offset_s).date()
