"""The one thread that owns the laptop's database (decisions A15)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from outreach_app.store.engine import translated
from outreach_app.store.store import Store

T = TypeVar("T")


class StoreThread:
    """Runs jobs on the store one after another; call from any thread.

    A job gets the `Store`, returns plain data and touches no window. What it raises comes back to
    its caller and disturbs no other job.

    Args:
        path: of the encrypted file.
        key: 32 raw bytes; forgotten once the file is open.
        create: False when the file must be there already.

    Raises:
        EnvironmentProblem: the file does not open; see `Store`.
    """

    def __init__(self, path: Path, key: bytes, *, create: bool = True) -> None:
        self._jobs = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        try:
            self._thread_id = self._jobs.submit(threading.get_ident).result()
            self._store = self._jobs.submit(Store, path, key, create=create).result()
        except BaseException:
            self._jobs.shutdown()
            raise

    def submit(self, job: Callable[[Store], T]) -> Future[T]:
        """Queue a job and return at once.

        Raises:
            RuntimeError: the thread is closed.
        """
        return self._jobs.submit(self._do, job)

    def run(self, job: Callable[[Store], T]) -> T:
        """Do a job and return what it returns, or raise what it raises."""
        if threading.get_ident() == self._thread_id:
            raise RuntimeError("a job of the store thread would wait for itself")
        return self.submit(job).result()

    def close(self) -> None:
        """Finish every queued job, close the file and join the thread; again does nothing."""
        try:
            closing = self._jobs.submit(self._store.close)
        except RuntimeError:  # closed before
            return
        self._jobs.shutdown(wait=True)
        closing.result()

    def __enter__(self) -> StoreThread:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _do(self, job: Callable[[Store], T]) -> T:
        with translated():
            result = job(self._store)
        if self._store.in_transaction:
            raise RuntimeError("a job left its transaction open")
        return result
