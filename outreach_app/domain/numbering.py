"""Local numbers such as `LB-26-D007-00042-K`, and the check codes of slips.

Unique offline: the device is in the number, the serial is never reset or reused. It must not look
like the official 16-digit number. Source: decisions C25, C27; ISO 7064 MOD 37,36.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from outreach_app.errors import UserProblem

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0 O 1 I, which are confused on paper; 32 letters, so 8 of them are 40 bits."""
_SHAPE = re.compile(r"LB(\d\d)([DKWP]\d{3})(\d{5,})([0-9A-Z])")


def check_character(text: str) -> str:
    """Return the ISO 7064 MOD 37,36 check character of `text` (digits and A-Z).

    It catches every single wrong character and every swap of neighbours.

    Raises:
        ValueError: another character stands in `text`.
    """
    product = 36
    for character in text:
        product = (product + _ALPHABET.index(character)) % 36 or 36
        product = product * 2 % 37
    return _ALPHABET[(37 - product) % 36]


@dataclass(frozen=True, slots=True)
class LocalNumber:
    """A local number in its parts.

    Attributes:
        year: two digits, 26 for 2026: of the day, corrected by the office's clock.
        origin: `D007` laptop, `K001` desk, `W001` web, `P001` phone.
        serial: from 1, of that origin.
    """

    year: int
    origin: str
    serial: int

    def __str__(self) -> str:
        stripped = f"LB{self.year:02d}{self.origin}{self.serial:05d}"
        check = check_character(stripped)
        return f"LB-{self.year:02d}-{self.origin}-{self.serial:05d}-{check}"


def local_number(year: int, origin: str, serial: int) -> LocalNumber:
    """Return the number of `serial` at `origin` in the full year `year`."""
    return LocalNumber(year % 100, origin, serial)


def parse(text: str) -> LocalNumber:
    """Return the number in `text`, typed in any case, with or without dashes and spaces.

    Raises:
        UserProblem: DOMAIN_001 not of this shape; DOMAIN_002 the check character differs.
    """
    stripped = re.sub(r"[\s.\-]", "", text.upper())
    found = _SHAPE.fullmatch(stripped)
    if found is None:
        raise UserProblem("DOMAIN_001")
    if check_character(stripped[:-1]) != stripped[-1]:
        raise UserProblem("DOMAIN_002")
    return LocalNumber(int(found[1]), found[2], int(found[3]))


def check_code(random: Callable[[int], bytes]) -> str:
    """Return eight characters of `CODE_ALPHABET` from 40 random bits, unbiased.

    Args:
        random: `n` -> n random bytes.
    """
    bits = int.from_bytes(random(5), "big")
    return "".join(CODE_ALPHABET[bits >> shift & 31] for shift in range(35, -5, -5))
