"""Will a case be late? Told from how long its like took before, never from a guess.

The forecast is the median of the working days that finished cases of the same service and clock
took; below `LEAST` of them nothing is forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_high

from outreach_app.domain.calendar import Calendar
from outreach_app.domain.clocks import Clock

LEAST = 5
"""So many finished cases are needed before anything is said."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a case will probably be done.

    Attributes:
        day: a working day.
        late: it lies after the deadline.
        seen: on how many finished cases this rests.
    """

    day: date
    late: bool
    seen: int


def forecast(clock: Clock, took: Sequence[int], calendar: Calendar, today: date) -> Forecast | None:
    """Return the forecast of a case; None without a deadline or with too few finished cases.

    Args:
        clock: of the case; a stopped one is forecast as if it went on tomorrow.
        took: working days that finished cases took on the same clock.
        calendar: in force.
        today: of the office.
    """
    if clock.deadline is None or len(took) < LEAST:
        return None
    rest = max(median_high(took) - clock.used, 1)
    day = calendar.add_working_days(today, rest)
    late = rest > (clock.left or 0)
    return Forecast(day, late, len(took))
