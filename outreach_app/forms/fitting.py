"""What a value becomes in a node of a type: lexical forms of ODK XForms (data types)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime, timezone

from outreach_app.forms.xpath.calls_geo import read_point
from outreach_app.forms.xpath.moments import (
    INVALID,
    ZONE,
    at_days,
    day_of,
    read_moment,
    read_time,
)
from outreach_app.forms.xpath.values import number_text, text_number

_LARGEST = 2**31 - 1
_OFFSET = re.compile(r"(Z|[+-]\d{2}:\d{2})$")
_USER_FORMS = {
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "dateTime": re.compile(
        r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?"
    ),
}


def fitted(kind: str, text: str) -> str:
    """Return `text` as a node of `kind` holds it; empty when it cannot be one.

    int: 32 bit, fraction cut; decimal: whole ones keep `.0`; a dateTime in a date node becomes
    its local day; NaN and an invalid date are blank (D16, D24).
    """
    if not text or text in ("NaN", str(INVALID)):
        return ""
    fit = _FITS.get(kind)
    return fit(text) if fit else text


def _int(text: str) -> str:
    found = text_number(text)
    if not math.isfinite(found) or abs(math.trunc(found)) > _LARGEST + (found < 0):
        return ""
    return str(math.trunc(found))


def _decimal(text: str) -> str:
    found = text_number(text)
    if not math.isfinite(found):
        return ""
    return f"{number_text(found)}.0" if found == int(found) else number_text(found)


def _date(text: str) -> str:
    found = read_moment(text)
    if found is None:
        number = text_number(text)
        return "" if math.isnan(number) else day_of(at_days(number))
    return found.date().isoformat()


def _date_time(text: str) -> str:
    found = read_moment(text)
    if found and _USER_FORMS["dateTime"].fullmatch(text) and _OFFSET.search(text):
        return text  # its own offset is kept
    return found.isoformat(timespec="milliseconds") if found else ""


def _time(text: str) -> str:
    clock = read_time(text)
    if clock is None:
        return ""
    if clock.tzinfo is None:
        offset = datetime(2026, 1, 1, tzinfo=ZONE.get()).utcoffset()
        clock = clock.replace(tzinfo=timezone(offset) if offset is not None else None)
    return clock.isoformat(timespec="milliseconds")


def _point(text: str) -> str:
    parts = text.split()
    if read_point(text) is None:
        return ""
    return " ".join([*parts, "0", "0"][:4]) if len(parts) < 4 else " ".join(parts)


def _line(least: int, *, closed: bool) -> Callable[[str], str]:
    def fit(text: str) -> str:
        points = [_point(p) for p in text.strip().strip(";").split(";")]
        if not all(points) or len(points) < least:
            return ""
        return "" if closed and points[0] != points[-1] else ";".join(points)

    return fit


_FITS: dict[str, Callable[[str], str]] = {
    "int": _int,
    "integer": _int,
    "decimal": _decimal,
    "date": _date,
    "dateTime": _date_time,
    "time": _time,
    "boolean": lambda t: {"1": "true", "0": "false"}.get(t, t),
    "geopoint": _point,
    "geotrace": _line(2, closed=False),
    "geoshape": _line(4, closed=True),
}


def answered(kind: str, text: str) -> str:
    """Return a person's answer as the node holds it: a date with an offset is none (D22).

    A text stays what was typed, also where a calculation would mean nothing by it (`NaN`).
    """
    if kind not in _FITS:
        return text
    form = _USER_FORMS.get(kind)
    if form and not form.fullmatch(text.strip()):
        return ""
    return fitted(kind, text)
