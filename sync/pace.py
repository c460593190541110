"""How much to send at once: learnt from how long the last exchanges took (decisions A9).

A cut costs at most what is under way, so a bad link gets small segments. The office's answers are
bounded in the same way. A link that is cut at regular times, as satellites and some masts do, shows
it: near the time at which the next cut is due only little is put under way.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

SMALLEST, START, LARGEST = 2 * 2**10, 4 * 2**10, 256 * 2**10
_FAST_S, _SLOW_S = 1.0, 3.0
_LEAP_S = 0.2
_CAREFUL = 6
_FAST_LINK, _FAIR_LINK = 256 * 2**10, 32 * 2**10
"""Bytes a second."""
_SMALL = 32 * 2**10
_LAST_PIECE = SMALLEST // 4
_LIVES = 3
_ALIKE = 0.75
"""Lives are regular when the shortest is at least this part of the longest."""


class Pace:
    """The size of the next segment of one device on its link; kept from run to run.

    Args:
        monotonic_s: for how long the line holds.

    Attributes:
        segment_bytes: sealed bytes that the next segment should have, about.
        unsure: a request went out and no answer came, so the office may have more than is known.
    """

    def __init__(self, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._monotonic_s = monotonic_s
        self.segment_bytes = START
        self.unsure = False
        self._careful = 0
        self._bytes_s = self._took_s = 0.0
        self._since_s: float | None = None
        self._lives_s: deque[float] = deque(maxlen=_LIVES)

    @property
    def next_bytes(self) -> int:
        """Return the size of what is sent now: little when the line may break under it."""
        return min(_LAST_PIECE, self.segment_bytes) if self._cut_is_due() else self.segment_bytes

    def _cut_is_due(self) -> bool:
        if self._since_s is None or len(self._lives_s) < _LIVES - 1:
            return False
        least, most = min(self._lives_s), max(self._lives_s)
        age_s = self._monotonic_s() - self._since_s
        return least >= _ALIKE * most and least - self._took_s <= age_s <= most

    def went(self, size: int, seconds: float) -> None:
        """Learn from an exchange of `size` bytes both ways that took `seconds`."""
        self.unsure = False
        if self._since_s is None:
            self._since_s = self._monotonic_s() - seconds
        self._took_s = max(seconds, (self._took_s + seconds) / 2)
        self._bytes_s = size / max(seconds, 0.001)
        if seconds >= _SLOW_S:
            self.segment_bytes = max(SMALLEST, self.segment_bytes // 2)
        elif self._careful:
            self._careful -= 1
        elif seconds <= _FAST_S and size >= self.segment_bytes // 2:
            self.segment_bytes = min(LARGEST, self.segment_bytes * (4 if seconds <= _LEAP_S else 2))

    def cut(self) -> None:
        """Learn that the line broke under a request: small again, and grow only after a while."""
        self.unsure = True
        if self._since_s is not None:
            self._lives_s.append(self._monotonic_s() - self._since_s)
            self._since_s = None
        self._careful = _CAREFUL
        self.segment_bytes = max(SMALLEST, min(START, self.segment_bytes // 2))

    def level(self, raw_bytes: int) -> int:
        """Return the zstd level for a run of so many bytes.

        On a slow link bytes cost more than the processor. On a fast one too for a few files, the
        usual case: officers pay by the byte, and the hardest level takes milliseconds.
        """
        if raw_bytes <= _SMALL or self._bytes_s < _FAIR_LINK:
            return 19
        return 3 if self._bytes_s >= _FAST_LINK else 9
