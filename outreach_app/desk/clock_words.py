"""How far a laptop's clock is off, in words."""

from __future__ import annotations

from outreach_app.domain.time_entries import SKEW_S
from outreach_app.i18n import tr


def is_off(off_s: int) -> bool:
    """Tell whether a clock is off by more than is usual."""
    return abs(off_s) > SKEW_S


def clock_words(off_s: int) -> str:
    """Return how far a clock is off; `off_s` is office minus laptop."""
    if not is_off(off_s):
        return tr("agrees with the office")
    if off_s > 0:
        return tr("{span} behind the office; times are corrected", span=span(off_s))
    return tr("{span} ahead of the office; times are corrected", span=span(-off_s))


def span(seconds: int) -> str:
    """Return a span of time in minutes, hours or days."""
    if seconds < 90 * 60:
        return tr("{n} minutes", n=round(seconds / 60))
    if seconds < 36 * 3600:
        return tr("{n} hours", n=round(seconds / 3600))
    return tr("{n} days", n=round(seconds / 86_400))
