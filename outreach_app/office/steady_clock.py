"""The office's time when the clock of its computer jumps or begins wrongly.

Laptops learn the time from the office, deadlines begin and end by it, and undone sign-ins and
waiting decisions are counted in it. So a jump is not simply believed: within one start of the
machine the seconds since then count, which nobody can set; at the beginning of a run the time may
not lie before what the office has seen already, nor more than a month after it without a witness.
A laptop whose own clock agrees with this computer's is a witness; else a person says so.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from outreach_app.clock import Clock
from outreach_app.domain.time_entries import SKEW_S

_SKEW_MS = SKEW_S * 1000
_LONGEST_REST_MS = 30 * 86_400_000
"""An office that was shut for longer than this is rarer than a clock that is wrong."""


@dataclass(slots=True)
class SteadyClock:
    """A `Clock` that follows the machine's, except where that cannot be right. Any thread.

    Attributes:
        machine: the computer's clocks.
    """

    machine: Clock
    _ms: int = field(init=False)
    _at_s: float = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        """Begin with what the machine says."""
        self._hold(self.machine.now_ms())

    def begin(self, seen_ms: int) -> None:
        """Begin a run of the office.

        Args:
            seen_ms: the newest time that the office had before, 0 when it had none.
        """
        wall = self.machine.now_ms()
        believed = seen_ms - _SKEW_MS <= wall <= seen_ms + _LONGEST_REST_MS
        with self._lock:
            self._hold(wall if believed or not seen_ms else seen_ms)

    def now_ms(self) -> int:
        """Return the office's time."""
        with self._lock:
            return self._look()[0]

    def monotonic_s(self) -> float:
        """Return the machine's."""
        return self.machine.monotonic_s()

    def start_id(self) -> str:
        """Return the machine's."""
        return self.machine.start_id()

    def off_s(self) -> int:
        """Return by how many seconds the machine's clock is ahead of the office's time.

        0 while it is followed; negative when it is behind.
        """
        with self._lock:
            now, wall = self._look()
        return round((wall - now) / 1000)

    def witness(self, laptop_ms: int) -> bool:
        """Hear another clock; follow the machine's if it went forward and the two agree.

        They agree when they differ by less than a tenth of the doubtful time. Never backwards:
        what the office has seen would then lie in the future, so a person must say that. Return
        whether the office's time moved.
        """
        with self._lock:
            now, wall = self._look()
            if wall <= now or 10 * abs(laptop_ms - wall) > wall - now:
                return False
            self._hold(wall)
            return True

    def follow(self) -> None:
        """Follow the machine's clock from now on, whatever was before: a person looked at it."""
        with self._lock:
            self._hold(self.machine.now_ms())

    def _look(self) -> tuple[int, int]:
        """Return the office's time and the machine's; follow where the two are close."""
        wall = self.machine.now_ms()
        now = self._ms + round((self.machine.monotonic_s() - self._at_s) * 1000)
        if abs(wall - now) > _SKEW_MS:
            return now, wall
        self._hold(wall)
        return wall, wall

    def _hold(self, ms: int) -> None:
        self._ms, self._at_s = ms, self.machine.monotonic_s()
