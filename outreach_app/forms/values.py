"""What an expression may yield, and how one sort becomes another.

Dates are text in lexical form; in arithmetic and comparison they are days since 1970-01-01, with
the time of day as a fraction. Source: ODK XForms specification (data types), XPath 1.0 4.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from outreach_app.clock import WIB
from outreach_app.forms.nodes import Node

Value: TypeAlias = str | float | bool | list[Node]

_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
_EPOCH = date(1970, 1, 1)


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
    """Return a number without a needless `.0` and without an exponent."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value):
        return str(int(value))
    return f"{value:.15g}" if 1e-4 <= abs(value) < 1e15 else f"{value:.15f}".rstrip("0")


def to_number(value: Value) -> float:
    """Return the number of `value`: days for a date, NaN for what is neither."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    text = to_text(value)
    if _NUMBER.fullmatch(text):
        return float(text)
    return days(text) if _DATE.fullmatch(text.strip()) else math.nan


def to_bool(value: Value) -> bool:
    """Return the truth of `value`: nodes exist, text is not empty, a number is not 0 or NaN."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def to_nodes(value: Value) -> list[Node]:
    """Return the nodes in `value`, none when it is a single value."""
    return value if isinstance(value, list) else []


def moment(text: str) -> datetime | None:
    """Return the date or dateTime in `text`, in the office's zone; None when it is neither."""
    try:
        if "T" in text:
            found = datetime.fromisoformat(text)
            return found if found.tzinfo else found.replace(tzinfo=WIB)
        return datetime.combine(date.fromisoformat(text), time(), WIB)
    except ValueError:
        return None


def days(text: str) -> float:
    """Return days since 1970-01-01 of a date or dateTime, NaN when it is neither."""
    found = moment(text.strip())
    if found is None:
        return math.nan
    local = found.astimezone(WIB)
    day = (local.date() - _EPOCH).days
    seconds = (local - datetime.combine(local.date(), time(), WIB)).total_seconds()
    return day + seconds / 86400


def day_text(number: float) -> str:
    """Return the date that lies `number` days after 1970-01-01, empty when it is none."""
    try:
        return (_EPOCH + timedelta(days=math.floor(number))).isoformat()
    except (ValueError, OverflowError):
        return ""


def equal(left: Value, right: Value) -> bool:
    """Compare as XPath 1.0 3.4: any node may match; numbers and truths decide the sort."""
    if isinstance(left, list) and not isinstance(right, bool):
        return any(equal(node.string(), right) for node in left) or (not left and right == "")
    if isinstance(right, list) and not isinstance(left, bool):
        return equal(right, left)
    if isinstance(left, bool) or isinstance(right, bool):
        return to_bool(left) == to_bool(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left) == to_number(right)
    return left == right
