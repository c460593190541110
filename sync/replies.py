"""What an answer over HTTP says before the engine reads it: the office's, or somebody else's?

answer of the office        200 and our media type; the engine checks its signature
refusal of the office       JSON with a code
CaptivePortal               a page or a redirect: the hotspot wants a log-in first
ProxyProblem                407, or a proxy that cannot be reached
OfficeBusy                  503 or 429, with the seconds of Retry-After
OfficeFault                 any other 5xx: the way is good, the office's machine is not
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from sync import errors

_BY_CODE = {
    kind.code: kind
    for kind in (
        errors.OfficeBusy,
        errors.SegmentRefused,
        errors.RequestRefused,
        errors.CodecFailed,
        errors.BlobDamaged,
        errors.BlobQuotaFull,
        errors.ChainBroken,
        errors.FeedFrozen,
        errors.DeviceRevoked,
        errors.DeviceUnknown,
        errors.TooLarge,
    )
}
_PAGES = ("text/html", "application/xhtml+xml")
_LONGEST_AFTER_S = 3600
"""An office that asks for more is called again after an hour all the same."""


def checked(status: int, headers: Mapping[str, str], data: bytes, media_type: str) -> bytes:
    """Return `data` when it may be the office's answer.

    Args:
        status: of HTTP.
        headers: names in any case, as `requests` gives them.
        data: the body.
        media_type: what an answer of the office is called.

    Raises:
        LinkProblem: somebody else answered, or the office asks to come back.
        SyncError: the office said why it refuses.
    """
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if status == 200 and kind in ("", media_type):  # a short answer is known by its bytes
        return data
    raise _problem(status, headers, kind, data)


def _problem(status: int, headers: Mapping[str, str], kind: str, data: bytes) -> errors.SyncError:
    said = f"status {status}, {kind or 'no type'}"
    if status == 407:
        return errors.ProxyProblem(said)
    if status in (503, 429):
        return errors.OfficeBusy(said, after_s=after_s(headers))
    if 300 <= status < 400 or status == 511 or (kind in _PAGES and status < 500):
        return errors.CaptivePortal(said)
    if kind == "application/json" and (told := _refusal(data)) is not None:
        return told
    return errors.OfficeFault(said) if status >= 500 else errors.NotAnAnswer(said)


def _refusal(data: bytes) -> errors.SyncError | None:
    try:
        problem = json.loads(data)
        code, reason = str(problem["code"]), str(problem["reason"])
    except (ValueError, KeyError, TypeError):
        return None
    kind = _BY_CODE.get(code)
    return kind(reason) if kind else None


def after_s(headers: Mapping[str, str]) -> int:
    """Return the seconds of Retry-After, 0 when it says nothing.

    A date is measured against the date of the answer itself, never against the laptop's clock.
    """
    asked = headers.get("Retry-After", "").strip()
    if asked.isdigit():
        return min(int(asked), _LONGEST_AFTER_S)
    try:
        until = parsedate_to_datetime(asked)
        said_at = parsedate_to_datetime(headers.get("Date", ""))
        seconds = (until - said_at).total_seconds()
    except (ValueError, TypeError):
        return 0
    return min(max(0, int(seconds)), _LONGEST_AFTER_S)
