"""An ASGI application on loopback, served as the office serves, for benches."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import uvicorn


class Loopback:
    """Serves `app` while entered; `port` is where."""

    def __init__(self, app: Any) -> None:
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_keep_alive=75
        )
        self._server = uvicorn.Server(config)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> Loopback:
        """Start."""
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *error: object) -> None:
        """Stop."""
        self._server.should_exit = True
        self._thread.join()
