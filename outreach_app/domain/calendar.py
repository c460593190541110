"""Working days: Monday to Friday, minus national holidays and collective leave.

Holidays change by decree, so the table is data that the office may replace; a deadline names the
version it was computed with. Source: domain.md 5; decisions C29 (every deadline rolls).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays of some years.

    Attributes:
        version: names the table.
        holidays: dates on which state offices are closed, with their names.
    """

    version: str
    holidays: dict[date, str]

    @classmethod
    def load(cls, text: str, version: str) -> Calendar:
        """Return the calendar in CSV `text` with columns date, type, name, status."""
        rows = csv.DictReader(io.StringIO(text))
        return cls(version, {date.fromisoformat(row["date"]): row["name"] for row in rows})

    def covers(self, day: date) -> bool:
        """Tell whether the table says anything about the year of `day`."""
        return any(known.year == day.year for known in self.holidays)

    def is_working(self, day: date) -> bool:
        """Tell whether state offices are open on `day`."""
        return day.weekday() < 5 and day not in self.holidays

    def roll(self, day: date) -> date:
        """Return `day`, or the next working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """Return the `count`th working day after `start`; counting begins the day after."""
        day = start
        for _ in range(count):
            day = self.roll(day + timedelta(days=1))
        return day

    def deadline(self, start: date, days: int) -> date:
        """Return `start` plus calendar `days`, rolled to a working day."""
        return self.roll(start + timedelta(days=days))

    def working_days_left(self, today: date, due: date) -> int:
        """Return working days from tomorrow to `due`; negative when it is past."""
        if due < today:
            return -self.working_days_left(due, today)
        days = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
        return sum(self.is_working(day) for day in days)
