"""Sending by itself for one window: what the runner's thread does while the laptop is open.

The window is told every event on the runner's thread and carries it over to its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from outreach_app.casework.link import Synced
from sync.engine import Outcome, Stop
from sync.errors import Stopped
from sync.runner import Done, Event, Runner, Step

IDLE_S = 900.0
"""With nothing to send the office is asked for news about so often."""

Job = Callable[[Callable[[Step], None], Stop], Synced]


@dataclass(frozen=True, slots=True)
class Finished:
    """A run went through."""

    synced: Synced


Told = Event | Finished


class Syncing:
    """One runner, and the job it has now: none, an open laptop's, or a locked one's.

    Args:
        tell: told of every event, on the runner's thread.
        jitter: returns 0 to 1.
        probe: knocks at the office without saying anything.
    """

    def __init__(
        self,
        tell: Callable[[Told], object],
        jitter: Callable[[], float],
        probe: Callable[[], bool],
    ) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._running = threading.Lock()
        self._job: Job | None = None
        self._stop = Stop()
        self._last: Synced | None = None
        self._runner = Runner(self._run, self._event, jitter, idle_s=IDLE_S, probe=probe)

    def start(self) -> None:
        """Start the thread; nothing is sent before there is a job."""
        self._runner.start()

    def stop(self) -> None:
        """Finish the exchange in hand and join the thread."""
        with self._lock:
            self._job = None
            self._stop.stop()
        self._runner.stop()

    def take(self, job: Job) -> None:
        """Send by this job from now on, at once for the first time."""
        with self._lock:
            self._job = job
        self.now()

    def let_go(self) -> None:
        """Cut the job in hand and wait until it holds nothing any more."""
        with self._lock:
            self._job = None
            self._stop.stop()
        with self._running:
            self._last = None

    def now(self) -> None:
        """Send as soon as possible."""
        self._runner.now()

    def hold(self) -> None:
        """Stop at once; it goes on with `now`, else after `IDLE_S`."""
        with self._lock:
            self._stop.stop()

    def _run(self, report: Callable[[Step], None]) -> Outcome:
        with self._running:
            with self._lock:
                job, self._stop = self._job, Stop()
                stop = self._stop
            if job is None:
                raise Stopped
            self._last = job(report, stop)
            if self._last.outcome.stopped:
                raise Stopped
            return self._last.outcome

    def _event(self, event: Event) -> None:
        last = self._last
        self._tell(Finished(last) if isinstance(event, Done) and last is not None else event)
