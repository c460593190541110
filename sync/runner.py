"""The only thread of `sync`: runs the engine when asked, when idle for long, and after a failure.

Waits grow from 5 s to 10 minutes, each with jitter, so that twenty laptops that come home at
once do not call at once; an office that names a time is not called before it. Where nothing could
be sent, the next tries knock first (`probe`). An answer that is final is reported and not retried.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sync.blob_sender import BlobProgress
from sync.engine import Outcome, Progress
from sync.errors import OfficeUnreachable, Stopped, SyncError, without_frames

_LOG = logging.getLogger(__name__)
_FIRST_S, _LONGEST_S = 5.0, 600.0


@dataclass(frozen=True, slots=True)
class Started:
    """A run begins."""


@dataclass(frozen=True, slots=True)
class Done:
    """A run went through."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Failed:
    """A run stopped; `again_s` is None when trying again by itself is of no use."""

    error: Exception
    again_s: float | None


Step = Progress | BlobProgress
"""How far a run is: with its entries, then with its documents."""

Event = Started | Step | Done | Failed


class Runner:
    """Runs `job` on its own thread.

    Args:
        job: one run of an engine, given a progress callback.
        report: told of every event, on the runner's thread.
        jitter: returns 0 to 1.
        idle_s: a run of its own so long after the last one, give or take half; None: only `now`.
        probe: knocks at the office after a try that could send nothing; None: always runs.
    """

    def __init__(
        self,
        job: Callable[[Callable[[Step], None]], Outcome],
        report: Callable[[Event], None],
        jitter: Callable[[], float],
        *,
        idle_s: float | None = None,
        probe: Callable[[], bool] | None = None,
    ) -> None:
        self._job, self._report, self._jitter = job, report, jitter
        self._idle_s, self._probe = idle_s, probe
        self._wake = threading.Event()
        self._asked = self._stopping = False
        self._wait_s: float | None = None
        self._next_s = _FIRST_S
        self._away: OfficeUnreachable | None = None
        self._thread = threading.Thread(target=self._loop, name="sync-runner", daemon=True)

    def start(self) -> None:
        """Start the thread; it waits until `now`."""
        self._thread.start()

    def now(self) -> None:
        """Run as soon as possible; call from any thread."""
        self._next_s = _FIRST_S
        self._asked = True
        self._wake.set()

    def stop(self, timeout_s: float = 10) -> None:
        """Finish the exchange in hand and join the thread."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _loop(self) -> None:
        while True:
            self._wake.wait(self._wait_s)
            self._wake.clear()
            if self._stopping:
                return
            asked, self._asked = self._asked, False
            self._wait_s = self._still_away() if not asked else None
            if self._wait_s is None:
                self._wait_s = self._run()

    def _still_away(self) -> float | None:
        """Knock after a try that could send nothing; return the next wait, None to run."""
        if self._away is None or self._probe is None or self._probe():
            return None
        wait_s = self._backed_off()
        self._report(Failed(self._away, wait_s))
        return wait_s

    def _run(self) -> float | None:
        """Run once; return seconds until the next try, None to wait for `now`."""
        self._report(Started())
        try:
            outcome = self._job(self._report)
        except SyncError as error:
            kept = without_frames(error)
            self._away = error if isinstance(error, OfficeUnreachable) else None
            wait_s = self._wait_after(error)
            self._report(Failed(kept, wait_s))
            return wait_s
        except Exception as error:  # noqa: BLE001 - the thread outlives a bug
            # The thread must outlive a bug; it is shown, and the next run may succeed.
            _LOG.exception("sync failed")
            self._report(Failed(without_frames(error), None))
            return None
        self._away, self._next_s = None, _FIRST_S
        self._report(Done(outcome))
        return self._idle()

    def _idle(self) -> float | None:
        return None if self._idle_s is None else self._idle_s * (0.5 + self._jitter())

    def _wait_after(self, error: SyncError) -> float | None:
        """Return when to try again; never before the office asked, else by back-off."""
        if isinstance(error, Stopped):
            return self._idle()
        if not error.retry:
            return None
        asked_s = error.facts.get("after_s", 0)
        named = float(asked_s) * (1 + self._jitter() / 4) if isinstance(asked_s, int) else 0.0
        return max(self._backed_off(), named)

    def _backed_off(self) -> float:
        wait_s = self._next_s * (0.5 + self._jitter())
        self._next_s = min(_LONGEST_S, self._next_s * 2)
        return wait_s
