"""The way to the office over HTTP; the only place of `sync` that knows `requests`."""

from __future__ import annotations

import requests

from sync import errors
from sync.message import MAX_MESSAGE_BYTES
from sync.pinned import pinned_session
from sync.replies import checked
from sync.routes import MEDIA_TYPE, PATH

_CONNECT_S, _READ_S = 10, 60


class Transport:
    """Posts requests to one office.

    Args:
        base_url: of the office; the exchange is at `/sync/v1/exchange` below it.
        signing_key: of the office; over HTTPS nobody else is spoken to. Without it HTTPS is as
            the machine trusts it.
    """

    def __init__(self, base_url: str, signing_key: bytes = b"") -> None:
        self._url = base_url.rstrip("/") + "/sync" + PATH
        pinned = pinned_session(signing_key.__eq__) if signing_key else None
        self._session = pinned or requests.Session()

    def post(self, request: bytes) -> bytes:
        """Return the answer's bytes; whoever answers, the engine checks the signature.

        A kept connection that the office closed meanwhile is tried once more at once: sending
        again is harmless.

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
            return self._send(request)

    def _send(self, request: bytes) -> bytes:
        try:
            with self._session.post(
                self._url,
                data=request,
                headers={"Content-Type": MEDIA_TYPE},
                timeout=(_CONNECT_S, _READ_S),
                stream=True,
                allow_redirects=False,
            ) as reply:
                return checked(reply.status_code, reply.headers, _read(reply), MEDIA_TYPE)
        except requests.RequestException as error:
            raise _problem(error) from error

    def close(self) -> None:
        """Close the connection."""
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
