"""What an expression may yield, and how one sort becomes another.

Source: XPath 1.0, 3.4 and 4; where forms differ, design page xforms.md, section 6.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from outreach_app.forms.xpath.moments import INVALID, Moment, days
from outreach_app.forms.xpath.nodes import Node

Value: TypeAlias = str | float | bool | list[Node]

_NUMBER = re.compile(r"-?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_TRUTHS = {"true": 1.0, "false": 0.0}
_EXACT = 2.0**53
"""Below it every whole number has a double of its own."""
NEAR = 1e-12
"""Numbers closer than this are equal, as on phones (D9)."""


def to_text(value: Value) -> str:
    """Return the string of `value`; of nodes, that of the first."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value[0].string() if value else ""


def number_text(value: float) -> str:
    """Return the shortest digits that read back equal: no needless `.0`, never an exponent."""
    if math.isfinite(value):
        if abs(value) < _EXACT and value == int(value):
            return str(int(value))
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def to_number(value: Value) -> float:
    """Return the number of `value`: days for a date, NaN for what is neither."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        return text_number(value)
    if not value:
        return math.nan
    first = value[0]
    return _TRUTHS.get(first.string(), math.nan) if first.truth else text_number(first.string())


def text_number(text: str) -> float:
    """Return the number in `text`: one point or comma, no exponent (D1); days of a date (D2)."""
    if text.isdecimal():
        return float(text)
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    return days(text) if text[4:5] == "-" else math.nan


def to_bool(value: Value) -> bool:
    """Return the truth of `value`: nodes exist, text is not empty, a number is not 0 or NaN."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value) and value is not INVALID


def to_nodes(value: Value) -> list[Node]:
    """Return the nodes in `value`, none when it is a single value."""
    return value if isinstance(value, list) else []


def texts(*values: Value) -> list[str]:
    """Return the string of every value, node-sets expanded."""
    found: list[str] = []
    for value in values:
        found += strings(value) if isinstance(value, list) else [to_text(value)]
    return found


def strings(nodes: list[Node]) -> list[str]:
    """Return the string value of every node."""
    return [n.string() if n.children or not n.active else n.text for n in nodes]


Compare: TypeAlias = Callable[[Value, Value], bool]


def equality(*, negated: bool, empty_is_blank: bool) -> Compare:
    """Return `=` or `!=`: nodes compare one by one, and any pair will do.

    Args:
        negated: `!=`.
        empty_is_blank: no node counts as one empty text, as in forms (D26).
    """

    def compare(left: Value, right: Value) -> bool:
        if type(left) is list and len(left) == 1:
            if type(right) is str:
                return (left[0].string() == right) != negated
            if type(right) is float:
                return close(text_number(left[0].string()), right) != negated
        if isinstance(left, list) or isinstance(right, list):
            if isinstance(left, bool) or isinstance(right, bool):
                return (to_bool(left) == to_bool(right)) != negated
            return any(single(a, b) for a in _members(left) for b in _members(right))
        return single(left, right)

    def _members(value: Value) -> list[str | float | bool]:
        if not isinstance(value, list):
            return [value]
        return [n.string() for n in value] or ([""] if empty_is_blank else [])

    def single(left: str | float | bool, right: str | float | bool) -> bool:
        return _same(left, right) != negated

    return compare


def _same(left: str | float | bool, right: str | float | bool) -> bool:
    if type(left) is str and type(right) is str:
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return to_bool(left) == to_bool(right)
    if isinstance(left, float) or isinstance(right, float):
        return close(to_number(left), to_number(right))
    if isinstance(left, Moment) or isinstance(right, Moment):
        return left == right or close(to_number(left), to_number(right))
    return left == right


def close(left: float, right: float) -> bool:
    """Tell whether two numbers are equal (D9)."""
    return left == right or abs(left - right) < NEAR


def ordering(sign: str) -> Compare:
    """Return `<`, `<=`, `>` or `>=`: always numbers, any pair of nodes will do (D19)."""
    test = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}[sign]

    def compare(left: Value, right: Value) -> bool:
        if type(right) is float and type(left) is list and len(left) == 1:
            return bool(test(text_number(left[0].string()), right))
        if isinstance(left, list) or isinstance(right, list):
            return any(test(a, b) for a in _numbers(left) for b in _numbers(right))
        return bool(test(to_number(left), to_number(right)))

    return compare


def _numbers(value: Value) -> list[float]:
    if isinstance(value, list):
        return [text_number(n.string()) for n in value]
    return [to_number(value)]
