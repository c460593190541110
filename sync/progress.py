"""What a run tells while it runs and when it ends; the numbers a window shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sync.storage import Standing


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, after each exchange.

    Attributes:
        left: own entries that the office has not acknowledged.
        sent: own entries acknowledged by this run.
        received: entries of office feeds that were new.
        bytes_up: bytes of requests, `bytes_down` of answers, without HTTP heads.
        rate: bytes a second both ways since the run began, 0 before it is known.
        bytes_left: estimate of what is left to send, None before it is known.
        seconds_left: estimate, None before it is known.
    """

    left: int
    sent: int
    received: int
    bytes_up: int
    bytes_down: int
    rate: float = 0.0
    bytes_left: int | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did.

    Attributes:
        sent: own entries acknowledged by this run.
        received: entries of office feeds that were new.
        left: own entries not acknowledged, 0 unless stopped, frozen or refused.
        exchanges: requests made.
        stopped: somebody asked it to stop; the next run goes on.
        rewritten: the office's feed whose entries do not follow what is here, empty for none.
    """

    sent: int
    received: int
    left: int
    exchanges: int
    bytes_up: int
    bytes_down: int
    standing: Standing
    stopped: bool = False
    rewritten: bytes = b""

    def then(self, other: Outcome) -> Outcome:
        """Return this run and the one after it as one."""
        return replace(
            other,
            sent=self.sent + other.sent,
            received=self.received + other.received,
            exchanges=self.exchanges + other.exchanges,
            bytes_up=self.bytes_up + other.bytes_up,
            bytes_down=self.bytes_down + other.bytes_down,
            rewritten=self.rewritten or other.rewritten,
        )


class Tally:
    """Adds up one run.

    Args:
        start: number acknowledged before it.
        monotonic_s: seconds that only rise.
    """

    def __init__(self, start: int, monotonic_s: Callable[[], float]) -> None:
        self._start, self._monotonic_s = start, monotonic_s
        self._began_s = monotonic_s()
        self.exchanges = self.bytes_up = self.bytes_down = self.received = 0

    def add(self, up: int, down: int, received: int) -> None:
        """Count one exchange."""
        self.exchanges += 1
        self.bytes_up += up
        self.bytes_down += down
        self.received += received

    def progress(self, head: int, acknowledged: int) -> Progress:
        """Return how far the run is."""
        left, sent = head - acknowledged, max(0, acknowledged - self._start)
        seconds = self._monotonic_s() - self._began_s
        rate = (self.bytes_up + self.bytes_down) / seconds if seconds > 0 else 0.0
        return Progress(
            left,
            sent,
            self.received,
            self.bytes_up,
            self.bytes_down,
            rate,
            self.bytes_up * left // sent if sent else None,
            seconds * left / sent if sent else None,
        )

    def outcome(
        self, head: int, acknowledged: int, standing: Standing, *, stopped: bool = False
    ) -> Outcome:
        """Return what the run did."""
        sent = max(0, acknowledged - self._start)
        return Outcome(
            sent,
            self.received,
            head - acknowledged,
            self.exchanges,
            self.bytes_up,
            self.bytes_down,
            standing,
            stopped,
        )
