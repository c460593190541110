"""The only place of the windows that knows threads: a job runs off the screen's thread.

Jobs get plain data and return plain data; they touch no widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from outreach_app.errors import OutreachError
from sync.errors import SyncError, without_frames

T = TypeVar("T")
_LOG = logging.getLogger(__name__)


class _Carrier(QObject):
    """Carries the result to the thread of the screen; lives as long as its owner."""

    finished = Signal(object, object)

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__(owner)
        self._done = done
        self._failed = failed
        self.finished.connect(self._deliver)

    @Slot(object, object)
    def _deliver(self, result: object, error: Exception | None) -> None:
        self.deleteLater()
        if error is None:
            self._done(result)
        else:
            self._failed(error)


class _Job(QRunnable):
    def __init__(self, job: Callable[[], object], carrier: _Carrier) -> None:
        super().__init__()
        self._job = job
        self._carrier = carrier

    def run(self) -> None:
        """Run the job; whatever it raises reaches `failed`."""
        result: object = None
        error: Exception | None = None
        try:
            result = self._job()
        except Exception as caught:  # noqa: BLE001 - the window shows it, see `problems`
            if not isinstance(caught, OutreachError | SyncError):
                _LOG.error("a job of a window", exc_info=caught)
            error = without_frames(caught)
        try:
            self._carrier.finished.emit(result, error)
        except RuntimeError:
            return  # the window was closed meanwhile; nobody waits for the result


def run(
    owner: QObject,
    job: Callable[[], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object],
) -> None:
    """Run `job` on a thread of the pool; then call `done` or `failed` on this one."""
    QThreadPool.globalInstance().start(_Job(job, _Carrier(owner, done, failed)))
