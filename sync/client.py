"""The way to the office over HTTP; the only place of `sync` that knows `requests`."""

from __future__ import annotations

import requests
from urllib3.util import SKIP_HEADER

from sync import errors
from sync.message import MAX_MESSAGE_BYTES
from sync.pinned import pinned_session
from sync.replies import checked
from sync.routes import BLOB_PATH, MEDIA_TYPE, PATH
from sync.sockets import Sockets

_CONNECT_S, _READ_S = 10, 60
_SHORT_BYTES = 512


class Transport:
    """Posts requests to one office, from as many threads at once as there are lanes.

    Args:
        base_url: of the office; the exchange is at `/sync/v1/exchange` below it.
        signing_key: of the office; over HTTPS nobody else is spoken to. Without it HTTPS is as
            the machine trusts it.
    """

    def __init__(self, base_url: str, signing_key: bytes = b"") -> None:
        self._base = base_url.rstrip("/") + "/sync"
        pinned = pinned_session(signing_key.__eq__) if signing_key else None
        self._session = pinned or requests.Session()
        # Heads that tell the office nothing cost as much as a question does.
        self._session.headers.clear()
        self._session.headers.update({"User-Agent": SKIP_HEADER, "Accept-Encoding": SKIP_HEADER})
        self._sockets = Sockets(self._session)

    def post(self, request: bytes) -> bytes:
        """Return the answer's bytes; whoever answers, the engine checks the signature.

        A short question whose kept connection the office closed meanwhile is asked once more at
        once. A long one is not: on a bad link that would pay for the same bytes twice.

        Raises:
            OfficeUnreachable, ProxyProblem, TlsProblem, WrongOfficeKey: nothing was sent.
            AnswerCutShort: it was sent; the office may have acted.
            NotAnAnswer: something else answered, e.g. a hotspot's log-in page.
            OfficeBusy, OfficeFault: the office cannot now.
            Refused: the office said why.
        """
        try:
            return self._send(request)
        except errors.AnswerTooSlow:
            raise
        except errors.AnswerCutShort:
            if len(request) > _SHORT_BYTES or self._sockets.cut_off:
                raise
            return self._send(request)

    def post_blob(self, piece: bytes) -> bytes:
        """Return the answer to a piece of a blob; raises as `post` does."""
        return self.call("POST", BLOB_PATH, piece, {"Content-Type": MEDIA_TYPE})

    def _send(self, request: bytes) -> bytes:
        # A short question needs no type: its answer is known by its bytes.
        kind = {"Content-Type": MEDIA_TYPE} if len(request) > _SHORT_BYTES else {}
        return self.call("POST", PATH, request, kind)

    def call(
        self,
        method: str,
        path: str,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> bytes:
        """Return the body of an answer of one of sync's routes; raises as `post` does."""
        self._sockets.cut_off = False
        try:
            with self._session.request(
                method,
                self._base + path,
                data=data,
                headers=headers,
                timeout=(_CONNECT_S, _READ_S),
                stream=True,
                allow_redirects=False,
            ) as reply:
                return checked(reply.status_code, reply.headers, _read(reply), MEDIA_TYPE)
        except requests.RequestException as error:
            raise _problem(error) from error

    def abort(self) -> None:
        """Cut what is under way; call from any thread. The next request connects anew."""
        self._sockets.cut()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def _problem(error: requests.RequestException) -> errors.LinkProblem:
    """Return what stopped a request; the order matters, the kinds overlap."""
    name = type(error).__name__
    if isinstance(error, requests.exceptions.ProxyError):
        return errors.ProxyProblem(name)
    if isinstance(error, requests.exceptions.SSLError):
        return errors.TlsProblem(name)
    if isinstance(error, requests.ConnectTimeout) or "NewConnectionError" in repr(error):
        return errors.OfficeUnreachable(name)
    if "NameResolutionError" in repr(error):
        return errors.OfficeUnreachable("no such name here")
    if isinstance(error, requests.Timeout):
        return errors.AnswerTooSlow(name)
    return errors.AnswerCutShort(name)


def _read(reply: requests.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in reply.iter_content(64 * 1024):
        size += len(part)
        if size > MAX_MESSAGE_BYTES:
            raise errors.NotAnAnswer("an answer is too large")
        parts.append(part)
    return b"".join(parts)
