"""Runs that came before the one they follow: the second of two under way (decisions A9).

They wait in memory, a few for each feed. No receipt was given for them, so a restart of the
office costs only that they are sent again; a table for them would buy nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from sync.entry import Entry, Head
from sync.storage import Evidence

_MOST_OF_A_FEED = 3
_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class WaitingRun:
    """A verified run whose entry before is not here yet."""

    entries: Sequence[Entry]
    evidence: Evidence
    size: int

    @property
    def before(self) -> Head:
        """Return the head that the run follows."""
        return Head(self.entries[0].number - 1, self.entries[0].previous)


class WaitingRoom:
    """Holds runs by the head that they follow; forgets the oldest when it is full."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: OrderedDict[tuple[bytes, Head], WaitingRun] = OrderedDict()

    def hold(self, feed_id: bytes, run: WaitingRun) -> None:
        """Keep a run for a while."""
        with self._lock:
            self._runs[feed_id, run.before] = run
            mine = [key for key in self._runs if key[0] == feed_id]
            for key in mine[:-_MOST_OF_A_FEED]:
                del self._runs[key]
            while sum(kept.size for kept in self._runs.values()) > _MOST_BYTES:
                self._runs.popitem(last=False)

    def after(self, feed_id: bytes, head: Head) -> WaitingRun | None:
        """Return the run that follows `head`."""
        with self._lock:
            return self._runs.get((feed_id, head))

    def drop(self, feed_id: bytes, up_to: int) -> None:
        """Forget runs of a feed that start at or below `up_to`."""
        with self._lock:
            for key in [k for k in self._runs if k[0] == feed_id and k[1].number < up_to]:
                del self._runs[key]

    def first(self, feed_id: bytes) -> tuple[int, int] | None:
        """Return first and last number of the lowest run that waits."""
        with self._lock:
            runs = [run for key, run in self._runs.items() if key[0] == feed_id]
        if not runs:
            return None
        lowest = min(runs, key=lambda run: run.entries[0].number)
        return lowest.entries[0].number, lowest.entries[-1].number
