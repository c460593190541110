"""Functions of dates and times. Source: ODK XForms specification (functions); D2, D3, D16."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime, time

from babel.dates import format_date

from outreach_app.forms.xpath import values as v
from outreach_app.forms.xpath.moments import (
    INVALID,
    ZONE,
    at_days,
    days,
    lexical,
    read_moment,
    read_time,
)
from outreach_app.forms.xpath.scope import EvaluationError, Run, Scope, call, plain


@plain("date", 1)
def _date(value: v.Value) -> v.Value:
    if isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return INVALID if math.isnan(value) else at_days(value)
    text = v.to_text(value).strip()
    if not text:
        return ""
    found = read_moment(text)
    if found is not None:
        return lexical(found)
    plain_number = v.text_number(text)
    return INVALID if math.isnan(plain_number) else at_days(plain_number)


plain("date-time", 1)(_date)


def _as_days(value: v.Value) -> float:
    return value if isinstance(value, float) else days(v.to_text(value))


plain("decimal-date-time", 1)(_as_days)
plain("decimal-date", 1)(_as_days)


@plain("decimal-time", 1)
def _decimal_time(value: v.Value) -> float:
    """The fraction of the local day; a time without offset is local already."""
    text = v.to_text(value).strip()
    moment = read_moment(text) if "-" in text[:8] else None
    if moment is None:
        clock = read_time(text)
        if clock is None:
            return math.nan
        moment = _today_at(clock)
    local = moment.timetz()
    seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
    return seconds / 86400


def _today_at(clock: time) -> datetime:
    zone = ZONE.get()
    day = datetime(1970, 1, 2, tzinfo=zone).date()
    at = datetime.combine(day, clock)
    return at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)


_CODES: dict[str, Callable[[datetime, str], str]] = {
    "Y": lambda d, _: f"{d.year:04d}",
    "y": lambda d, _: f"{d.year % 100:02d}",
    "m": lambda d, _: f"{d.month:02d}",
    "n": lambda d, _: str(d.month),
    "b": lambda d, language: format_date(d, "MMM", language),
    "d": lambda d, _: f"{d.day:02d}",
    "e": lambda d, _: str(d.day),
    "a": lambda d, language: format_date(d, "EEE", language),
    "H": lambda d, _: f"{d.hour:02d}",
    "h": lambda d, _: str(d.hour),
    "M": lambda d, _: f"{d.minute:02d}",
    "S": lambda d, _: f"{d.second:02d}",
    "3": lambda d, _: f"{d.microsecond // 1000:03d}",
    "W": lambda d, _: str(d.isocalendar().week),
    "%": lambda _, __: "%",
}
_CODE = re.compile(r"%(.?)", re.DOTALL)


def unknown_codes(pattern: str) -> list[str]:
    """Return what in a format is no code; publication refuses them."""
    return [m[0] for m in _CODE.finditer(pattern) if m[1] not in _CODES]


def _formatted(value: Run, pattern: Run) -> Run:
    def run(c: Scope) -> v.Value:
        given = value(c)
        text = at_days(given) if isinstance(given, float) else v.to_text(given)
        found = read_moment(text)
        if found is None:
            return ""
        language = c.around.language

        def code(match: re.Match[str]) -> str:
            known = _CODES.get(match[1])
            if known is None:
                raise EvaluationError("FORMS_020", what=match[0])
            return known(found, language)

        return _CODE.sub(code, v.to_text(pattern(c)))

    return run


call("format-date", 2)(_formatted)
call("format-date-time", 2)(_formatted)
