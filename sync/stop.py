"""Asking a run to stop: between two exchanges, or inside one by closing its connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stop:
    """Given to a run; set from any thread. A run that was stopped goes on at the next one."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._hooks: list[Callable[[], None]] = []

    @property
    def asked(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._event.is_set()

    def stop(self) -> None:
        """Ask to stop: what is under way is cut, which loses nothing."""
        self._event.set()
        with self._lock:
            hooks = tuple(self._hooks)
        for hook in hooks:
            hook()

    @contextmanager
    def calling(self, hook: Callable[[], None]) -> Iterator[None]:
        """Call `hook` if the stop comes inside this block."""
        with self._lock:
            self._hooks.append(hook)
        try:
            yield
        finally:
            with self._lock:
                self._hooks.remove(hook)
