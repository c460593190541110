"""When a clock was wrong: what a laptop tells the office at the next sync, and the office all."""

from __future__ import annotations

from outreach_app.domain.entries import Body

CLOCK_CORRECTED, OFFICE_CLOCK = "clock.corrected", "office.clock"
SKEW_S = 600
"""A clock that differs by more is said to officer and clerk (reliability R16)."""


class ClockCorrected(Body, frozen=True, kw_only=True):
    """Entries of this feed were stamped by a clock that was wrong; order and content stand.

    Attributes:
        first, last: numbers of those entries.
        by_s: seconds by which their times were too early, negative when too late.
    """

    first: int
    last: int
    by_s: int


class OfficeClockFollowed(Body, frozen=True, kw_only=True):
    """Somebody said that the clock of the office's computer is right; its author is the entry's.

    Attributes:
        by_s: seconds by which the office's time moved.
    """

    by_s: int
