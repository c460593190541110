"""Requests under way: one on the caller's thread, or a few at once on threads of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from types import TracebackType


@dataclass(slots=True)
class Flight:
    """One request and, once landed, its answer.

    Attributes:
        last: number of the last entry in it, 0 without a segment.
        asks: it asks for the office's feeds too.
        alone: no other is under way now that it has landed.
        seconds: from sending to the answer.
    """

    request: bytes
    last: int
    asks: bool
    _future: Future[tuple[bytes, float]]
    alone: bool = True
    seconds: float = 0.0

    def reply(self) -> bytes:
        """Return the answer.

        Raises:
            SyncError: there was none.
        """
        reply, self.seconds = self._future.result()
        return reply


class Flights:
    """Keeps at most `lanes` requests under way.

    Args:
        post: sends a request and returns the answer.
        lanes: 1 posts on the caller's thread.
        monotonic_s: for the seconds of a flight.
    """

    def __init__(
        self, post: Callable[[bytes], bytes], lanes: int, monotonic_s: Callable[[], float]
    ) -> None:
        self._post, self._lanes, self._monotonic_s = post, lanes, monotonic_s
        self._flights: list[Flight] = []
        self._pool = ThreadPoolExecutor(lanes, "sync-lane") if lanes > 1 else None

    def __enter__(self) -> Flights:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what is under way; its answers are not looked at, which loses nothing."""
        if self._pool:
            self._pool.shutdown()

    @property
    def room(self) -> bool:
        """Tell whether another may start."""
        return len(self._flights) < self._lanes

    @property
    def under_way(self) -> int:
        """Return how many have not landed."""
        return len(self._flights)

    @property
    def asking(self) -> bool:
        """Tell whether one under way asks for the office's feeds."""
        return any(flight.asks for flight in self._flights)

    def start(self, request: bytes, last: int, *, asks: bool) -> None:
        """Send a request."""
        if self._pool:
            future = self._pool.submit(self._timed, request)
        else:
            future = Future()
            try:
                future.set_result(self._timed(request))
            except Exception as error:  # noqa: BLE001 - given to whoever asks for the reply
                future.set_exception(error)
        self._flights.append(Flight(request, last, asks, future))

    def next_landed(self) -> Flight:
        """Wait for one to land and return it."""
        done, _ = wait([flight._future for flight in self._flights], return_when=FIRST_COMPLETED)
        flight = next(f for f in self._flights if f._future in done)
        self._flights.remove(flight)
        flight.alone = not self._flights
        return flight

    def _timed(self, request: bytes) -> tuple[bytes, float]:
        start = self._monotonic_s()
        reply = self._post(request)
        return reply, self._monotonic_s() - start
