"""What came of a day or campaign: applications from that pekon afterwards, beside those before.

Pure; every count names the records it is made of. Source: domain.md 0 (Desa Binaan), issue area 8.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

BEFORE_DAYS = 90
AFTER_DAYS = (30, 90)


@dataclass(frozen=True, slots=True)
class Came:
    """One application.

    Attributes:
        pekon: of the applicant's address as far as the record says, else of the day.
        date: ISO date of its finishing.
    """

    number: str
    pekon: str
    date: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Applications from one pekon around a day.

    Attributes:
        before: numbers of the 90 days before the day.
        on_day: numbers of the day itself, neither before nor after.
        after_30: numbers of days 1 to 30 after the day; `after_90` of 1 to 90.
        whole: the 90 days after are over, so that before and after compare.
    """

    day_id: str
    pekon: str
    date: str
    before: tuple[str, ...]
    on_day: tuple[str, ...]
    after_30: tuple[str, ...]
    after_90: tuple[str, ...]
    whole: bool


def reach(day_id: str, pekon: str, held: str, came: Iterable[Came], today: date) -> Reach:
    """Return what came of a day at `pekon` on the ISO date `held`."""
    at = date.fromisoformat(held)
    own = [(date.fromisoformat(one.date), one.number) for one in came if one.pekon == pekon]

    def within(first: date, last: date) -> tuple[str, ...]:
        return tuple(sorted(number for when, number in own if first <= when <= last))

    one = timedelta(days=1)
    short, long = (within(at + one, at + timedelta(days=days)) for days in AFTER_DAYS)
    return Reach(
        day_id,
        pekon,
        held,
        within(at - timedelta(days=BEFORE_DAYS), at - one),
        within(at, at),
        short,
        long,
        today > at + timedelta(days=AFTER_DAYS[-1]),
    )
