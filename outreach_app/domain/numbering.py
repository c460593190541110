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
_SHAPE = re.compile(r"LB([0-9OI]{2})([DKWP])([0-9OI]{3})([0-9OI]{5,})([0-9A-Z])")
_LOOK_ALIKE = str.maketrans("OI", "01")
"""Where a digit must stand, a typed letter O or I can only be a misread 0 or 1."""
CODE_LENGTH = 8
ORIGINS = ("D", "K", "W", "P")
"""Laptop, desk, web page, phone (decisions C25)."""
LAST_ORIGIN = 999


def check_character(text: str) -> str:
    """Return the ISO 7064 MOD 37,36 check character of `text` (digits and A-Z).

    It catches every single wrong character, and every swap of neighbours except of two values that
    differ by one at one certain running sum: about 5 in 1000 swaps of digits in a local number.
    On the status page the check code, asked for with the number, catches those.

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


def origin(letter: str, number: int) -> str:
    """Return the origin in a local number, `D007` for laptop 7.

    Raises:
        ValueError: not one of `D K W P`, or not in 1..999.
    """
    if letter not in ORIGINS or not 1 <= number <= LAST_ORIGIN:
        raise ValueError(f"no origin {letter}{number}")
    return f"{letter}{number:03d}"


def parse(text: str) -> LocalNumber:
    """Return the number in `text`, typed in any case, with or without dashes and spaces.

    Raises:
        UserProblem: DOMAIN_001 not of this shape; DOMAIN_002 the check character differs.
    """
    found = _SHAPE.fullmatch(re.sub(r"[\s.\-\u2010-\u2015]", "", text.upper()))
    if found is None:
        raise UserProblem("DOMAIN_001")
    letter, check = found[2], found[5]
    year, device, serial = (found[n].translate(_LOOK_ALIKE) for n in (1, 3, 4))
    if int(device) == 0 or int(serial) == 0 or (len(serial) > 5 and serial[0] == "0"):
        raise UserProblem("DOMAIN_001")
    if check_character(f"LB{year}{letter}{device}{serial}") != check:
        raise UserProblem("DOMAIN_002")
    return LocalNumber(int(year), letter + device, int(serial))


def complaint_number(year: int, random: Callable[[int], bytes]) -> str:
    """Return `AD-26-7KQ4-M2XP-C` for the full year `year`.

    Random and of no device's range, so that it tells neither pekon nor laptop (decisions C26).
    """
    code = check_code(random)
    check = check_character(f"AD{year % 100:02d}{code}")
    return f"AD-{year % 100:02d}-{code[:4]}-{code[4:]}-{check}"


def parse_complaint(text: str) -> str:
    """Return a complaint number as typed (any case, with or without dashes) in its printed form.

    Raises:
        UserProblem: DOMAIN_001 not of this shape; DOMAIN_002 the check character differs.
    """
    bare = re.sub(r"[\s.\-\u2010-\u2015]", "", text.upper())
    found = re.fullmatch(rf"AD(\d\d)([{CODE_ALPHABET}]{{8}})([0-9A-Z])", bare)
    if found is None:
        raise UserProblem("DOMAIN_001")
    if check_character(bare[:-1]) != found[3]:
        raise UserProblem("DOMAIN_002")
    return f"AD-{found[1]}-{found[2][:4]}-{found[2][4:]}-{found[3]}"


def check_code(random: Callable[[int], bytes]) -> str:
    """Return eight characters of `CODE_ALPHABET` from 40 random bits, unbiased.

    Args:
        random: `n` -> n random bytes.
    """
    bits = int.from_bytes(random(5), "big")
    return "".join(CODE_ALPHABET[bits >> shift & 31] for shift in range(35, -5, -5))


def typed_code(text: str) -> str:
    """Return a check code as typed (any case, grouped 4+4 or not) in its plain form.

    Raises:
        UserProblem: DOMAIN_006 it has another length, or a character that no code has.
    """
    code = re.sub(r"[\s.\-]", "", text.upper())
    if len(code) != CODE_LENGTH or not set(code) <= set(CODE_ALPHABET):
        raise UserProblem("DOMAIN_006")
    return code


def shown_code(code: str) -> str:
    """Return `7KQ4 M2XP`, as it is printed and read aloud."""
    return f"{code[:4]} {code[4:]}"
