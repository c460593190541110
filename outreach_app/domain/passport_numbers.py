"""Passport numbers, and the check digits of the machine readable zone.

Sources disagree about Indonesian series, so an unusual shape warns and never blocks.
Source: domain.md 3.3; ICAO Doc 9303 part 3, 4.9.
"""

from __future__ import annotations

import re
from typing import Literal

Shape = Literal["usual", "unusual", "impossible"]
_WEIGHTS = (7, 3, 1)
_VALUES = {c: v for v, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def plain(text: str) -> str:
    """Return a number as typed without blanks and dashes, in capitals."""
    return re.sub(r"[\s\-]", "", text).upper()


def indonesian(number: str) -> Shape:
    """Judge the number of an Indonesian passport: one letter and seven digits is usual."""
    if re.fullmatch(r"[A-Z][0-9]{7}", number):
        return "usual"
    return "unusual" if re.fullmatch(r"[A-Z0-9]{6,9}", number) else "impossible"


def foreign(number: str) -> Shape:
    """Judge the number of another country's passport, with the filler `<` as in its MRZ."""
    if re.fullmatch(r"[A-Z0-9]{6,9}", number):
        return "usual"
    return "unusual" if re.fullmatch(r"[A-Z0-9<]{1,9}", number) else "impossible"


def check_digit(field: str) -> str:
    """Return the check digit of an MRZ field: weights 7, 3, 1; A is 10, `<` is 0.

    Raises:
        ValueError: a character that no MRZ has.
    """
    if not set(field) <= _VALUES.keys():
        raise ValueError("not a field of a machine readable zone")
    total = sum(_VALUES[c] * _WEIGHTS[place % 3] for place, c in enumerate(field))
    return str(total % 10)
