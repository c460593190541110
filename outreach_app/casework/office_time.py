"""The office's time as far as a laptop can know it, whatever its own clock is put to.

A laptop learns at each sync how far its clock is off. From then on it counts by the seconds since
the machine was started, which nobody can set, so a clock that jumps changes no time that is stamped
or shown (decisions A17). Only what was stamped before a sync by a clock that was wrong already
needs a correction; an entry tells the office which ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from outreach_app.clock import Clock
from outreach_app.domain.time_entries import SKEW_S
from outreach_app.store import Store

_KEY = "office_time"
_RAN_ON_MS = 14 * 86_400_000
"""A clock a little later than when last seen ran on; any other was set meanwhile."""


class Anchor(msgspec.Struct, frozen=True):
    """One moment of which the office's time is known or best guessed.

    Attributes:
        start: of the machine, see `Clock.start_id`.
        at_s: monotonic seconds at that moment.
        office_ms: the office's time then.
        known_ms: the office's time of the newest contact; it was never earlier since.
        wall_ms: this machine's clock then.
        first: number of the first own entry that a correction would concern.
    """

    start: str
    at_s: float
    office_ms: int
    known_ms: int
    wall_ms: int
    first: int


@dataclass(slots=True)
class OfficeTime:
    """Keeps the anchor in memory and in the database.

    Args:
        clock: of this machine.
        anchor: of this start of the machine.
    """

    clock: Clock
    anchor: Anchor

    def offset_s(self) -> int:
        """Return the office's time minus this machine's clock, now."""
        passed_ms = (self.clock.monotonic_s() - self.anchor.at_s) * 1000
        return round((self.anchor.office_ms + passed_ms - self.clock.now_ms()) / 1000)

    def learn(self, store: Store, offset_s: int) -> tuple[int, int, int] | None:
        """Take what a sync told; return what must be corrected, in the caller's transaction.

        Returns:
            First and last entry that were stamped with a wrong time, and by how many seconds they
            were too early; None when nothing was.
        """
        by_s, last = offset_s - self.offset_s(), store.feed.head().number
        wrong = abs(by_s) > SKEW_S and self.anchor.first <= last
        first = self.anchor.first
        now = self.clock.now_ms()
        office_ms = now + offset_s * 1000
        self._put(store, _anchor(self.clock, office_ms, office_ms, last + 1))
        return (first, last, by_s) if wrong else None

    def _put(self, store: Store, anchor: Anchor) -> None:
        self.anchor = anchor
        store.settings.put(_KEY, msgspec.json.encode(anchor).decode())


def office_time(store: Store, clock: Clock) -> OfficeTime:
    """Return the office's time for this start of the machine, in one transaction."""
    with store.transaction():
        known = store.settings.get(_KEY)
        former = msgspec.json.decode(known, type=Anchor) if known else None
        if former is not None and former.start == clock.start_id():
            return OfficeTime(clock, former)
        found = OfficeTime(clock, _begun(store, clock, former))
        found._put(store, found.anchor)
        return found


def _begun(store: Store, clock: Clock, former: Anchor | None) -> Anchor:
    """Guess at the beginning of a start: the clock is as far off as it was."""
    wall = clock.now_ms()
    head = store.feed.head().number
    office_ms = wall + store.feed.clock_offset_s() * 1000
    if former is None:
        return _anchor(clock, office_ms, 0, head + 1)
    seen = store.feed.entry(head)
    gap = wall - max(former.wall_ms, seen.time_ms if seen else 0)
    first = former.first if 0 <= gap <= _RAN_ON_MS else head + 1
    # The last contact is past: a clock that says otherwise was set back.
    return _anchor(clock, max(office_ms, former.known_ms), former.known_ms, first)


def _anchor(clock: Clock, office_ms: int, known_ms: int, first: int) -> Anchor:
    return Anchor(clock.start_id(), clock.monotonic_s(), office_ms, known_ms, clock.now_ms(), first)
