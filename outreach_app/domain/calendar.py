"""Working days: Monday to Friday, minus national holidays and collective leave.

Holidays change by decree, so the table is data that the office may replace; a deadline names the
version it was computed with. Source: domain.md 5; decisions C29 (every deadline rolls).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("libur_nasional", "cuti_bersama")
_COLUMNS = {"date", "type", "name", "status"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays of some years.

    Attributes:
        version: names the table.
        holidays: dates on which state offices are closed, with their names.
        estimated: those that a decree may still move.
    """

    version: str
    holidays: dict[date, str]
    estimated: frozenset[date] = frozenset()

    @classmethod
    def load(cls, text: str, version: str) -> Calendar:
        """Return the calendar in CSV `text` with columns date, type, name, status.

        Raises:
            ValueError: a column is missing, or a row cannot be read; the message names the row.
        """
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        if not set(reader.fieldnames or ()) >= _COLUMNS:
            raise ValueError(f"columns {', '.join(sorted(_COLUMNS))} are needed")
        rows = [_row(number, row) for number, row in enumerate(reader, start=2)]
        holidays = {day: name for day, name, _ in rows}
        if not holidays:
            raise ValueError("no holiday stands in the table")
        return cls(version, holidays, frozenset(day for day, _, guess in rows if guess))

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
        """Return the `count`th working day after `start`; counting begins the day after.

        With a count of 0 that is `start` itself, whatever day it is.
        """
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

    def is_certain(self, start: date, due: date) -> bool:
        """Tell whether the table knows every year from `start` to `due` and guesses none of it."""
        years = range(start.year, due.year + 1)
        known = all(self.covers(date(year, 1, 1)) for year in years)
        return known and not any(start <= day <= due for day in self.estimated)


def _row(number: int, row: dict[str, str]) -> tuple[date, str, bool]:
    try:
        day = date.fromisoformat(row["date"] or "")
    except (TypeError, ValueError) as error:
        raise ValueError(f"row {number}: {row['date']} is no date like 2026-12-25") from error
    if row["type"] not in KINDS:
        raise ValueError(f"row {number}: {row['type']} is neither {' nor '.join(KINDS)}")
    return day, row["name"] or "", row["status"] == "perkiraan"
