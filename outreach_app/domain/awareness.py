"""Legal awareness: what a session changed, and where problems are, in numbers of at least five."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BEFORE, AFTER = "sebelum", "sesudah"
LEAST = 5
"""Smaller numbers are not shown: in a small pekon they may point to somebody (issue area 14)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One quiz of a session, without a name; `event` is the id of the outreach day."""

    event: str
    phase: str
    score: int
    best: int
    number: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a session: share of the points in percent, and the records behind it."""

    percent: float = 0.0
    numbers: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """Return how many took the quiz."""
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class Effect:
    """A session before and after."""

    event: str
    before: Side
    after: Side

    @property
    def points(self) -> float | None:
        """Return the difference in percentage points; None while a side is empty."""
        if not self.before.n or not self.after.n:
            return None
        return round(self.after.percent - self.before.percent, 1)


def effects(taken: Iterable[Taken]) -> list[Effect]:
    """Return every session, in the order in which its first quiz came; no pairing of people."""
    events: dict[str, list[Taken]] = {}
    for one in taken:
        events.setdefault(one.event, []).append(one)
    return [
        Effect(event, _side(all_, BEFORE), _side(all_, AFTER)) for event, all_ in events.items()
    ]


def _side(taken: Iterable[Taken], phase: str) -> Side:
    mine = [one for one in taken if one.phase == phase and one.best > 0]
    if not mine:
        return Side()
    share = sum(one.score / one.best for one in mine) / len(mine)
    return Side(round(share * 100, 1), tuple(one.number for one in mine))


@dataclass(frozen=True, slots=True)
class Noted:
    """A problem that a team met; `month` is `2026-11`."""

    pekon: str
    kind: str
    month: str
    count: int
    number: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Problems of one kind in one month.

    Attributes:
        shown: pekon -> number, at least `LEAST`.
        hidden: how many pekon have a smaller number.
        total: of all pekon, None where it would give a hidden number away.
        numbers: the records behind it.
    """

    kind: str
    month: str
    shown: Mapping[str, int] = field(default_factory=dict)
    hidden: int = 0
    total: int | None = None
    numbers: tuple[str, ...] = ()


def trend(noted: Iterable[Noted], least: int = LEAST) -> list[Cell]:
    """Return the problems by kind and month; small numbers are hidden, and stay hidden.

    A total is shown only when what it holds beyond the shown numbers is nothing, or at least
    `least` spread over two pekon or more.
    """
    sums: dict[tuple[str, str], dict[str, int]] = {}
    records: dict[tuple[str, str], list[str]] = {}
    for one in noted:
        key = (one.kind, one.month)
        pekon = sums.setdefault(key, {})
        pekon[one.pekon] = pekon.get(one.pekon, 0) + max(0, one.count)
        records.setdefault(key, []).append(one.number)
    return [_cell(key, sums[key], records[key], least) for key in sorted(sums)]


def _cell(key: tuple[str, str], sums: dict[str, int], numbers: list[str], least: int) -> Cell:
    shown = {pekon: n for pekon, n in sorted(sums.items()) if n >= least}
    small = [n for n in sums.values() if 0 < n < least]
    safe = not small or (len(small) > 1 and sum(small) >= least)
    return Cell(
        kind=key[0],
        month=key[1],
        shown=shown,
        hidden=len(small),
        total=sum(sums.values()) if safe else None,
        numbers=tuple(numbers),
    )
