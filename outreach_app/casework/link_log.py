"""What happened on the link since sending began, in the terms of the sync panel (L11).

Fed with the events of the runner; knows no thread, no window and no clock of its own.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.blob_sender import BlobProgress
from sync.errors import LinkProblem, OfficeBusy, SyncError

WINDOW_S = 10.0
"""The rate is the mean of so many seconds (ux section 5)."""

SLOW_BYTES_S = 1000.0
"""Below it the panel asks whether a stick is quicker."""


class Waiting(NamedTuple):
    """What the office has not acknowledged: entries, their bytes as stored, files among them."""

    entries: int = 0
    size: int = 0
    files: int = 0


@dataclass(slots=True)
class LinkLog:
    """One stretch of sending: from the first try until everything is there.

    Attributes:
        running: an exchange is under way.
        held: an officer stopped it; it goes on after `again_s`.
        total_bytes: waiting when it began, as stored here.
        done_bytes: of them acknowledged since.
        total_entries: waiting when it began; `done_entries` of them acknowledged since.
        total_files: finished files among them; `done_files` of them acknowledged since.
        cuts: how often the link broke after something was sent.
        resumed_bytes: what was done when it broke last.
        problem: why the last try ended, None when it went well.
        again_s: the next try comes by itself after so many seconds; None: not by itself.
        failed_at_s: monotonic time of the failure, for the next try's time of day.
        scans: how far the scans are, which go after the entries; None before they begin.
    """

    running: bool = False
    held: bool = False
    total_bytes: int = 0
    done_bytes: int = 0
    total_entries: int = 0
    done_entries: int = 0
    total_files: int = 0
    done_files: int = 0
    cuts: int = 0
    resumed_bytes: int = 0
    problem: Exception | None = None
    again_s: float | None = None
    failed_at_s: float = 0.0
    scans: BlobProgress | None = None
    _seen: deque[tuple[float, int]] = field(default_factory=deque)
    _began: tuple[float, int] = (0.0, 0)

    def started(self, waiting: Waiting, at_s: float) -> None:
        """Note that a run begins, with what waits now."""
        if not self.cuts:
            self.total_entries, self.total_bytes, self.total_files = waiting
            self.done_entries = self.done_bytes = self.done_files = 0
        self.running, self.held, self.again_s = True, False, None
        self.scans = None
        self._began = at_s, self.done_bytes
        self._seen.clear()
        self._seen.append((at_s, 0))

    def moved(self, waiting: Waiting, on_link: int, at_s: float) -> None:
        """Note an exchange: what waits now, and the bytes both ways since the run began."""
        # Capture goes on meanwhile: what comes in new makes the whole larger.
        self.total_entries = max(self.total_entries, self.done_entries + waiting.entries)
        self.total_bytes = max(self.total_bytes, self.done_bytes + waiting.size)
        self.total_files = max(self.total_files, self.done_files + waiting.files)
        self.done_entries = self.total_entries - waiting.entries
        self.done_bytes = self.total_bytes - waiting.size
        self.done_files = self.total_files - waiting.files
        self.problem = None
        self._seen.append((at_s, on_link))
        while len(self._seen) > 2 and at_s - self._seen[1][0] >= WINDOW_S:
            self._seen.popleft()

    def scanned(self, scans: BlobProgress) -> None:
        """Note how far the scans are."""
        self.scans, self.problem = scans, None

    def may_try(self, at_s: float) -> bool:
        """Tell whether a try may come early: nobody stopped it, and the office named no time."""
        asked_s = self.problem.facts.get("after_s", 0) if isinstance(self.problem, SyncError) else 0
        named_s = asked_s if isinstance(asked_s, int) else 0
        return not self.held and at_s - self.failed_at_s >= named_s

    def done(self) -> None:
        """Note that everything went through."""
        self.running, self.problem, self.again_s = False, None, None
        self.cuts = self.resumed_bytes = 0

    def failed(self, error: Exception, again_s: float | None, at_s: float) -> None:
        """Note that a run stopped."""
        broke = (
            self.running and isinstance(error, LinkProblem) and not isinstance(error, OfficeBusy)
        )
        if broke and self.done_bytes > self.resumed_bytes:
            self.cuts += 1
            self.resumed_bytes = self.done_bytes
        self.running, self.problem = False, error
        self.again_s, self.failed_at_s = again_s, at_s

    def stopped(self, again_s: float | None, at_s: float) -> None:
        """Note that an officer stopped it."""
        self.running, self.held, self.problem = False, True, None
        self.again_s, self.failed_at_s = again_s, at_s

    @property
    def bar(self) -> tuple[int, int]:
        """Return bytes done and in all of what is being sent now: entries, then scans."""
        if self.scans:
            return self.scans.bytes_done, self.scans.bytes_total
        return self.done_bytes, self.total_bytes

    @property
    def rate(self) -> float:
        """Return bytes a second on the link, both ways; 0 before it is known."""
        if self.scans:
            return self.scans.rate
        if len(self._seen) < 2:
            return 0.0
        (first_s, first), (last_s, last) = self._seen[0], self._seen[-1]
        return (last - first) / (last_s - first_s) if last_s > first_s else 0.0

    def left_s(self, at_s: float) -> float | None:
        """Return the seconds left at the pace of this run; None before it is known."""
        if self.scans:
            done, total = self.bar
            return (total - done) / self.scans.rate if self.scans.rate else None
        began_s, began_bytes = self._began
        moved, spent_s = self.done_bytes - began_bytes, at_s - began_s
        if moved <= 0 or spent_s <= 0:
            return None
        return (self.total_bytes - self.done_bytes) * spent_s / moved
