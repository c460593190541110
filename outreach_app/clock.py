"""The one place that reads real clocks; everything else is given a `Clock`.

Durations come from `monotonic_s`; order comes from numbers, never from clocks (decisions A17).
"""

from __future__ import annotations

import hashlib
import time
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Protocol

WIB = timezone(timedelta(hours=7), "WIB")
"""The office's zone: Waktu Indonesia Barat, UTC+7, no daylight saving."""


class Clock(Protocol):
    """What a program may ask about time."""

    def now_ms(self) -> int:
        """Return milliseconds since 1970-01-01 UTC, by this machine's clock."""

    def monotonic_s(self) -> float:
        """Return seconds that only rise within one start of the machine."""

    def start_id(self) -> str:
        """Return a name for this start of the machine; `monotonic_s` compares only within it."""


class SystemClock:
    """The machine's own clocks; only composition roots make one."""

    def now_ms(self) -> int:
        """Return milliseconds since the epoch."""
        return time.time_ns() // 1_000_000

    def monotonic_s(self) -> float:
        """Return monotonic seconds; where it can be had, those with the lid closed count too."""
        return time.clock_gettime(_BOOT) if _BOOT is not None else time.monotonic()

    def start_id(self) -> str:
        """Return twelve characters for this start of the machine."""
        return _machine_start()


_BOOT: int | None = getattr(time, "CLOCK_BOOTTIME", None)


@cache
def _machine_start() -> str:
    # A digest: the feed need not hold what the system calls this start. Where the system has no
    # name for it, one run of the program stands for it: some durations are then unknown.
    try:
        told = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        told = str(uuid.uuid4())
    return hashlib.sha256(told.encode()).hexdigest()[:12]


@dataclass
class SetClock:
    """A clock that stands where it is put; for tests and the practice day.

    Attributes:
        ms: milliseconds since the epoch, moved by `advance`.
        start: name of the start of the machine; a test changes it to restart.
    """

    ms: int
    start: str = "set"

    def now_ms(self) -> int:
        """Return the set time."""
        return self.ms

    def monotonic_s(self) -> float:
        """Return the set time in seconds."""
        return self.ms / 1000

    def start_id(self) -> str:
        """Return the set name."""
        return self.start

    def advance(self, seconds: float) -> None:
        """Move forward."""
        self.ms += int(seconds * 1000)


def at_office(ms: int, offset_s: int = 0) -> datetime:
    """Return an aware WIB time for `ms`, corrected by `offset_s` (office minus laptop)."""
    return datetime.fromtimestamp(ms / 1000 + offset_s, tz=WIB)


def office_date(ms: int, offset_s: int = 0) -> date:
    """Return the office's calendar date (WIB) for `ms`."""
    return at_office(ms, offset_s).date()
