"""The sockets of a session, so that another thread can cut what is under way."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any


class Sockets:
    """Knows every connection that the adapters of a `requests` session make.

    Attributes:
        cut_off: `cut` was called since it was last set to False.
    """

    def __init__(self, session: Any) -> None:
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self.cut_off = False
        for adapter in session.adapters.values():
            manager = adapter.poolmanager
            manager.pool_classes_by_scheme = {
                scheme: _noting(pool, self._add)
                for scheme, pool in manager.pool_classes_by_scheme.items()
            }

    def _add(self, made: socket.socket) -> None:
        with self._lock:
            self._open = [kept for kept in self._open if kept.fileno() >= 0] + [made]

    def cut(self) -> None:
        """Shut every connection: who waits on one gets an error at once."""
        self.cut_off = True
        with self._lock:
            for kept in self._open:
                with contextlib.suppress(OSError):
                    kept.shutdown(socket.SHUT_RDWR)


def _noting(pool: Any, note: Any) -> Any:
    """Return the class of a connection pool whose connections are noted."""
    kept = pool.ConnectionCls

    def connect(self: Any) -> None:
        kept.connect(self)
        note(self.sock)

    connection = type(kept.__name__, (kept,), {"connect": connect})
    return type(pool.__name__, (pool,), {"ConnectionCls": connection})
