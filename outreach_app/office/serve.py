"""Running the office's web application: in a thread for practice and tests, or for good."""

from __future__ import annotations

import gc
import socket
import threading
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from outreach_app.errors import EnvironmentProblem
from outreach_app.office.app import create_app
from outreach_app.office.office import Office

_STARTING_S = 20.0


class OfficeServer:
    """The office on an address of this machine.

    Args:
        office: open; it stays open after `stop`.
        host: e.g. `127.0.0.1`.
        port: 0 for any free one.
        pem: key and certificate (`server_key.server_pem`) for HTTPS; None for plain HTTP.
    """

    def __init__(
        self, office: Office, host: str = "127.0.0.1", port: int = 0, pem: Path | None = None
    ) -> None:
        self._host, self._port, self._scheme = host, port, "https" if pem else "http"
        self._server = _Server(_config(create_app(office), host, port, pem))
        self._thread: threading.Thread | None = None
        self._socket: socket.socket | None = None

    def start(self) -> str:
        """Start to answer, in a thread of its own, and return the address.

        Raises:
            EnvironmentProblem: OFFICE_033 the address is taken or not ours.
        """
        self._socket = _bind(self._host, self._port)
        port = self._socket.getsockname()[1]
        sockets = [self._socket]
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": sockets}, name="office-server", daemon=True
        )
        self._thread.start()
        if not self._server.ready.wait(_STARTING_S):
            self.stop()
            raise EnvironmentProblem("OFFICE_033", retry=True, host=self._host, port=port)
        return f"{self._scheme}://{self._host}:{port}"

    def stop(self) -> None:
        """Finish what is being answered, close the address and join the thread."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def serve_forever(office: Office, host: str, port: int, pem: Path | None = None) -> None:
    """Answer until the process is told to end (Ctrl+C, SIGTERM).

    Raises:
        EnvironmentProblem: OFFICE_033 the address is taken or not ours.
    """
    with _bind(host, port) as bound:
        server = uvicorn.Server(_config(create_app(office), host, port, pem))
        gc.freeze()  # what lives as long as the process is not looked through again and again
        server.run(sockets=[bound])


class _Server(uvicorn.Server):
    """Says when it answers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _config(app: FastAPI, host: str, port: int, pem: Path | None) -> uvicorn.Config:
    # Paths hold numbers of files, so there is no access log.
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        ssl_certfile=pem,
        ssl_keyfile=pem,
        log_config=None,
        access_log=False,
        server_header=False,
        # Longer than people pause: a connection that closes just as it is used again looks like
        # a broken network.
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
    )


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Without the protocol asyncio leaves Nagle's wait on, and each answer takes 40 ms longer.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        raise EnvironmentProblem("OFFICE_033", retry=False, host=host, port=port) from error
    return bound
