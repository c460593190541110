"""The way to the office over HTTP; the only place of `sync` that knows `requests`."""

from __future__ import annotations

import json

import requests

from sync import errors
from sync.message import MAX_MESSAGE_BYTES
from sync.routes import MEDIA_TYPE, PATH

_CONNECT_S, _READ_S = 10, 60
_BY_CODE = {
    kind.code: kind
    for kind in (
        errors.OfficeBusy,
        errors.SegmentRefused,
        errors.RequestRefused,
        errors.CodecFailed,
        errors.ChainBroken,
        errors.FeedFrozen,
        errors.DeviceRevoked,
        errors.DeviceUnknown,
        errors.TooLarge,
    )
}


class Transport:
    """Posts requests to one office.

    Args:
        base_url: of the office; the exchange is at `/sync/v1/exchange` below it.
        session: kept open between exchanges; a test may mount an adapter.
    """

    def __init__(self, base_url: str, session: requests.Session | None = None) -> None:
        self._url = base_url.rstrip("/") + "/sync" + PATH
        self._session = session or requests.Session()

    def post(self, request: bytes) -> bytes:
        """Return the answer's bytes; whoever answers, the engine checks the signature.

        A kept connection that the office closed meanwhile is tried once more at once: sending
        again is harmless.

        Raises:
            OfficeUnreachable: nothing was sent.
            AnswerCutShort: it was sent; the office may have acted.
            NotAnAnswer: something else answered, e.g. a hotspot's log-in page.
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
                return _checked(reply)
        except requests.Timeout as error:
            if _never_sent(error):
                raise errors.OfficeUnreachable(type(error).__name__) from error
            raise errors.AnswerTooSlow(type(error).__name__) from error
        except requests.ConnectionError as error:
            if _never_sent(error):
                raise errors.OfficeUnreachable(type(error).__name__) from error
            raise errors.AnswerCutShort(type(error).__name__) from error
        except requests.RequestException as error:
            raise errors.AnswerCutShort(type(error).__name__) from error

    def close(self) -> None:
        """Close the connection."""
        self._session.close()


def _never_sent(error: requests.RequestException) -> bool:
    text = repr(error)
    return isinstance(error, requests.ConnectTimeout) or "NewConnectionError" in text


def _checked(reply: requests.Response) -> bytes:
    data = _read(reply)
    kind = reply.headers.get("Content-Type", "").partition(";")[0]
    if reply.status_code == 200 and kind == MEDIA_TYPE:
        return data
    if kind != "application/json":
        raise errors.NotAnAnswer(f"status {reply.status_code}, {kind or 'no type'}")
    try:
        problem = json.loads(data)
        code, reason = str(problem["code"]), str(problem["reason"])
    except (ValueError, KeyError, TypeError) as error:
        raise errors.NotAnAnswer(f"status {reply.status_code}") from error
    raise _BY_CODE.get(code, errors.NotAnAnswer)(reason)


def _read(reply: requests.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in reply.iter_content(64 * 1024):
        size += len(part)
        if size > MAX_MESSAGE_BYTES:
            raise errors.NotAnAnswer("an answer is too large")
        parts.append(part)
    return b"".join(parts)
