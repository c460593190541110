"""Functions of numbers. Source: ODK XForms specification (functions), XPath 1.0 4.4.

None of them lets a Python exception out: outside its domain a function is NaN (IEEE).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext

from outreach_app.forms.xpath import values as v
from outreach_app.forms.xpath.scope import MANY, nodes_of, plain

number = v.to_number
_ALL_DIGITS = Context(prec=700)
"""Wide enough for any double with 30 places more."""
_EXPONENT = re.compile(r"-?\d+(?:\.\d*)?[eE][+-]?\d{1,3}")


def _safe(function: Callable[..., float]) -> Callable[..., float]:
    def run(*arguments: v.Value) -> float:
        try:
            return float(function(*[number(a) for a in arguments]))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return run


for _name in ("sqrt", "exp", "sin", "cos", "tan", "asin", "acos", "atan"):
    plain(_name, 1)(_safe(getattr(math, _name)))
plain("abs", 1)(_safe(abs))
plain("exp10", 1)(_safe(lambda a: math.pow(10, a)))
plain("log", 1)(_safe(lambda a: math.log(a) if a else -math.inf))
plain("log10", 1)(_safe(lambda a: math.log10(a) if a else -math.inf))
plain("atan2", 2)(_safe(math.atan2))
plain("pow", 2)(_safe(lambda *sides: _power(*sides)))
plain("pi", 0)(lambda: math.pi)
plain("floor", 1)(lambda a: _whole(math.floor, number(a)))
plain("ceiling", 1)(lambda a: _whole(math.ceil, number(a)))


def _power(base: float, exponent: float) -> float:
    odd = exponent % 2 == 1
    if base == 0 and exponent < 0:
        return math.copysign(math.inf, base) if odd else math.inf
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and odd else math.inf


def _whole(function: Callable[[float], int], value: float) -> float:
    return float(function(value)) if math.isfinite(value) else value


@plain("int", 1)
def _int(value: v.Value) -> float:
    """Toward zero; the only function that reads an exponent (D1)."""
    text = v.to_text(value).strip()
    found = float(text) if _EXPONENT.fullmatch(text) else number(value)
    return _whole(math.trunc, found)


@plain("round", 1, 2)
def _round(value: v.Value, places: v.Value | None = None) -> float:
    """Half up; with places as D14: above 0 toward +infinity, else away from zero."""
    found, digits = number(value), 0.0 if places is None else number(places)
    if not math.isfinite(found):
        return found
    if math.isnan(digits) or abs(digits) > 30:
        return math.nan
    size = math.trunc(digits)
    exact = Decimal(repr(found))
    with localcontext(_ALL_DIGITS):
        if size <= 0 and places is not None:
            return float(exact.quantize(Decimal(1).scaleb(-size), rounding=ROUND_HALF_UP))
        shifted = exact.scaleb(size)
        down = shifted.quantize(Decimal(1), rounding=ROUND_FLOOR)
        up = shifted.quantize(Decimal(1), rounding=ROUND_CEILING)
        return float((up if shifted - down >= Decimal("0.5") else down).scaleb(-size))


def _numbers(*found: v.Value) -> list[float]:
    """Return numbers; blanks are skipped, words are NaN (D15)."""
    read = v.text_number
    return [read(t) for t in v.texts(*found) if t and not t.isspace()]


@plain("sum", 1)
def _sum(value: v.Value) -> float:
    try:
        return math.fsum(_numbers(nodes_of(value, "sum"))) + 0.0
    except (OverflowError, ValueError):  # beyond the largest number; infinities of both signs
        return sum(_numbers(value))


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    def run(*found: v.Value) -> float:
        numbers = _numbers(*found)
        return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else math.nan

    return run


plain("max", 1, MANY)(_extreme(max))
plain("min", 1, MANY)(_extreme(min))
