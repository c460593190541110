"""Telephone numbers: typed in any of the usual ways, stored as E.164.

A phone may be shared by a family, so it identifies nobody. Source: domain.md 3.5; ITU-T E.164.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\s().\-/]")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_MOBILE = re.compile(r"\+628[0-9]{8,11}")
_LANDLINE = re.compile(r"\+62[2-7][0-9]{6,10}")


def e164(text: str) -> str | None:
    """Return `+6281234567890` for `0812-3456-7890`, `62812…`, `812…` or `+62 (0)812…`.

    Another country's number needs its `+` or `00`. None when it cannot be a telephone number.
    """
    bare = _SIGNS.sub("", text)
    if not re.fullmatch(r"\+?[0-9]+", bare):
        return None
    number = re.sub(r"^\+620", "+62", _international(bare))
    return number if _E164.fullmatch(number) else None


def _international(bare: str) -> str:
    """Return `bare` with `+` and country; empty for another country's number without a `+`."""
    if bare.startswith("+"):
        return bare
    for prefix, country in (("00", "+"), ("0", "+62"), ("62", "+62"), ("8", "+628")):
        if bare.startswith(prefix):
            return country + bare[len(prefix) :]
    return ""


def is_usual(number: str) -> bool:
    """Tell whether an E.164 number has an Indonesian shape; others get a soft warning only."""
    return bool(_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number))


def is_mobile(number: str) -> bool:
    """Tell whether an E.164 number is an Indonesian mobile (`08` and 8 to 11 more digits)."""
    return bool(_MOBILE.fullmatch(number))


def shown(number: str) -> str:
    """Return an E.164 number the way people here say it: `0812…`, others unchanged."""
    return f"0{number[3:]}" if number.startswith("+62") else number


def mask(number: str) -> str:
    """Return `0812****4455` for lists and slips; short text is masked whole."""
    text = shown(number)
    return f"{text[:4]}****{text[-4:]}" if len(text) >= 10 else "*" * len(text)
