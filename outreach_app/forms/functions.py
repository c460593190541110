"""Functions of values alone. Source: ODK XForms specification (functions), XPath 1.0 4."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from outreach_app.forms import values as v
from outreach_app.forms.calls import MANY, plain

text, number, truth, nodes = v.to_text, v.to_number, v.to_bool, v.to_nodes

plain("true", 0)(lambda: True)
plain("false", 0)(lambda: False)
plain("not", 1)(lambda a: not truth(a))
plain("boolean", 1)(truth)
plain("string", 1)(text)
plain("number", 1)(number)
plain("concat", 1, MANY)(lambda *a: "".join(_all_text(x) for x in a))
plain("contains", 2)(lambda a, b: text(b) in text(a))
plain("starts-with", 2)(lambda a, b: text(a).startswith(text(b)))
plain("ends-with", 2)(lambda a, b: text(a).endswith(text(b)))
plain("substring-before", 2)(
    lambda a, b: text(a).partition(text(b))[0] if text(b) in text(a) else ""
)
plain("substring-after", 2)(lambda a, b: text(a).partition(text(b))[2])
plain("string-length", 1)(lambda a: float(len(text(a))))
plain("normalize-space", 1)(lambda a: " ".join(text(a).split()))
plain("upper-case", 1)(lambda a: text(a).upper())
plain("lower-case", 1)(lambda a: text(a).lower())
plain("boolean-from-string", 1)(lambda a: text(a) in ("1", "true"))
plain("count", 1)(lambda a: float(sum(n.counts for n in nodes(a))))
plain("count-non-empty", 1)(lambda a: float(sum(bool(n.string()) for n in nodes(a))))
plain("floor", 1)(lambda a: _whole(math.floor, number(a)))
plain("ceiling", 1)(lambda a: _whole(math.ceil, number(a)))
plain("abs", 1)(lambda a: abs(number(a)))
plain("pow", 2)(lambda a, b: math.pow(number(a), number(b)))
plain("sqrt", 1)(lambda a: math.sqrt(number(a)) if number(a) >= 0 else math.nan)
plain("selected", 2)(lambda a, b: text(b).strip() in text(a).split())
plain("count-selected", 1)(lambda a: float(len(text(a).split())))
plain("decimal-date-time", 1)(lambda a: number(a))
plain("decimal-date", 1)(lambda a: number(a))


def _whole(function: object, value: float) -> float:
    return float(function(value)) if math.isfinite(value) and callable(function) else value


def _all_text(value: v.Value) -> str:
    return "".join(n.string() for n in value) if isinstance(value, list) else text(value)


@plain("regex", 2)
def _regex(value: v.Value, pattern: v.Value) -> bool:
    return re.search(text(pattern), text(value)) is not None


@plain("substr", 2, 3)
def _substr(value: v.Value, start: v.Value, end: v.Value | None = None) -> str:
    whole, first = text(value), int(number(start))
    return whole[first:] if end is None else whole[first : int(number(end))]


@plain("substring", 2, 3)
def _substring(value: v.Value, start: v.Value, length: v.Value = math.inf) -> str:
    first = _round(number(start))
    last = first + _round(number(length))
    return "".join(ch for at, ch in enumerate(text(value), 1) if first <= at < last)


@plain("translate", 3)
def _translate(value: v.Value, these: v.Value, those: v.Value) -> str:
    target = text(those)
    table: dict[int, str | None] = {}
    for at, ch in enumerate(text(these)):
        table.setdefault(ord(ch), target[at] if at < len(target) else None)
    return text(value).translate(table)


@plain("selected-at", 2)
def _selected_at(value: v.Value, at: v.Value) -> str:
    chosen, place = text(value).split(), int(number(at))
    return chosen[place] if 0 <= place < len(chosen) else ""


@plain("join", 1, MANY)
def _join(separator: v.Value, *values: v.Value) -> str:
    parts = [
        t
        for value in values
        for t in ([n.string() for n in value] if isinstance(value, list) else [text(value)])
    ]
    return text(separator).join(parts)


@plain("int", 1)
def _int(value: v.Value) -> float:
    found = number(value)
    return float(math.trunc(found)) if math.isfinite(found) else found


def _round(value: float) -> float:
    return math.floor(value + 0.5) if math.isfinite(value) else value


@plain("round", 1, 2)
def _round_to(value: v.Value, places: v.Value = 0.0) -> float:
    found, digits = number(value), int(number(places))
    if not math.isfinite(found):
        return found
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(repr(found)).quantize(step, rounding=ROUND_HALF_UP))


def _numbers(values: tuple[v.Value, ...]) -> list[float]:
    found = [
        t
        for value in values
        for t in ([n.string() for n in value] if isinstance(value, list) else [text(value)])
    ]
    return [number(t) for t in found if t]


@plain("sum", 1)
def _sum(value: v.Value) -> float:
    return math.fsum(_numbers((value,)))


@plain("max", 1, MANY)
def _max(*values: v.Value) -> v.Value:
    found = _numbers(values)
    return max(found) if found else ""


@plain("min", 1, MANY)
def _min(*values: v.Value) -> v.Value:
    found = _numbers(values)
    return min(found) if found else ""


@plain("date", 1)
def _date(value: v.Value) -> str:
    if isinstance(value, float):
        return v.day_text(value)
    found = text(value).strip()
    if v.moment(found):
        return found[:10] if "T" not in found else v.day_text(v.days(found))
    return v.day_text(number(found)) if math.isfinite(number(found)) else ""


@plain("date-time", 1)
def _date_time(value: v.Value) -> str:
    found = v.moment(text(value).strip())
    return found.isoformat(timespec="milliseconds") if found else ""


@plain("format-date", 2)
def _format_date(value: v.Value, pattern: v.Value) -> str:
    found = v.moment(text(_date_or_text(value)).strip())
    if found is None:
        return ""
    codes = {
        "Y": f"{found.year:04d}",
        "y": f"{found.year % 100:02d}",
        "m": f"{found.month:02d}",
        "n": str(found.month),
        "d": f"{found.day:02d}",
        "e": str(found.day),
        "H": f"{found.hour:02d}",
        "h": str(found.hour),
        "M": f"{found.minute:02d}",
        "S": f"{found.second:02d}",
        "3": f"{found.microsecond // 1000:03d}",
    }
    return re.sub(r"%(.)", lambda m: codes.get(m[1], m[0]), text(pattern))


def _date_or_text(value: v.Value) -> v.Value:
    return v.day_text(value) if isinstance(value, float) else value


plain("format-date-time", 2)(_format_date)


@plain("checklist", 3, MANY)
def _checklist(least: v.Value, most: v.Value, *answers: v.Value) -> bool:
    yes = sum(truth(a) for a in answers)
    low, high = number(least), number(most)
    return (low < 0 or yes >= low) and (high < 0 or yes <= high)
