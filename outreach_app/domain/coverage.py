"""Which of the 136 pekon and kelurahan were visited within a year, by whom it can be traced.

Pure. The tile map's positions stand in `resources/regions/tiles.toml`, to be corrected by the
office.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from outreach_app import resources
from outreach_app.domain.regions import Pekon, kecamatan, pekon_list

VISITED, PLANNED, NEVER = "visited", "planned", "never"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Visit:
    """A day at a pekon, held or planned.

    Attributes:
        day_id: what it can be traced to.
        date: ISO date.
    """

    day_id: str
    pekon: str
    date: str


@dataclass(frozen=True, slots=True)
class Place:
    """One pekon on the map.

    Attributes:
        state: `VISITED` within the months asked for, else `PLANNED`, else `NEVER`.
        last: ISO date of the last visit ever, empty when there was none.
        next: ISO date of the next planned one.
        days: ids of the visits that count.
    """

    pekon: Pekon
    state: str
    last: str
    next: str
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One kecamatan on the map.

    Attributes:
        row: from the north, 0 first.
        column: from the west, 0 first.
    """

    code: str
    name: str
    row: int
    column: int
    places: tuple[Place, ...]

    @property
    def visited(self) -> int:
        """Return how many of its pekon were visited."""
        return sum(place.state == VISITED for place in self.places)

    @property
    def label(self) -> str:
        """Return `Balik Bukit 7/12`."""
        return f"{self.name} {self.visited}/{len(self.places)}"


class _Position(msgspec.Struct, frozen=True):
    row: int
    column: int


@cache
def _positions() -> dict[str, _Position]:
    return msgspec.convert(resources.toml("regions/tiles.toml"), dict[str, _Position])


def coverage(
    held: Iterable[Visit], planned: Iterable[Visit], today: date, months: int = MONTHS
) -> tuple[Tile, ...]:
    """Return the map, kecamatan by kecamatan in reading order.

    Args:
        held: days that took place.
        planned: days to come; cancelled ones left out by the caller.
        today: the office's date.
        months: a visit counts for so long.
    """
    since = back(today, months).isoformat()
    past, future = _by_pekon(held), _by_pekon(v for v in planned if v.date >= today.isoformat())
    tiles = []
    for code, name in kecamatan().items():
        places = tuple(
            _place(p, past.get(p.code, []), future.get(p.code, []), since)
            for p in pekon_list()
            if p.kecamatan_code == code
        )
        at = _positions()[code]
        tiles.append(Tile(code, name, at.row, at.column, places))
    return tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column)))


def back(today: date, months: int) -> date:
    """Return the same day so many months ago, the last of the month where there is no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(today.day, last))


def _by_pekon(visits: Iterable[Visit]) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for visit in sorted(visits, key=lambda v: (v.date, v.day_id)):
        found.setdefault(visit.pekon, []).append(visit)
    return found


def _place(pekon: Pekon, past: list[Visit], future: list[Visit], since: str) -> Place:
    counted = [v for v in past if v.date > since]
    state = VISITED if counted else PLANNED if future else NEVER
    last = past[-1].date if past else ""
    following = future[0].date if future else ""
    return Place(pekon, state, last, following, tuple(v.day_id for v in counted))


def totals(tiles: Iterable[Tile]) -> dict[str, int]:
    """Return state -> number of pekon; those not visited also by level."""
    found = {VISITED: 0, PLANNED: 0, NEVER: 0, "never_pekon": 0, "never_kelurahan": 0}
    for place in (place for tile in tiles for place in tile.places):
        found[place.state] += 1
        if place.state != VISITED:
            found[f"never_{place.pekon.level}"] += 1
    return found
