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
    """Return the class of a connection pool whose connections are noted.

    They also send heads and body together: a packet less to be late or lost on a bad link.
    """
    kept = pool.ConnectionCls

    class Connection(kept):  # type: ignore[misc, valid-type]
        _heads, _holds = b"", False

        def connect(self) -> None:
            super().connect()
            note(self.sock)

        def endheaders(self, *body: Any, **more: Any) -> None:
            self._holds = True
            super().endheaders(*body, **more)
            self._holds = False

        def send(self, data: Any) -> None:
            if self._holds:
                self._heads += data
                return
            heads, self._heads = self._heads, b""
            if isinstance(data, bytes):
                super().send(heads + data)
                return
            super().send(heads)
            super().send(data)

        def getresponse(self) -> Any:
            if self._heads:
                self.send(b"")
            return super().getresponse()

    Connection.__name__ = kept.__name__
    return type(pool.__name__, (pool,), {"ConnectionCls": Connection})
