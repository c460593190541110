"""The NIK: `PPRRCC DDMMYY SSSS`, women with 40 added to the day.

It has no check digit, never changes on moving, and is not corrected even when it disagrees with the
birth date. So only what can never be right is a hard error. Source: domain.md 3.1 (PP 40/2019).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

_PROVINCES = (
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 "
    "81 82 91 92 93 94 95 96"
)
PROVINCES = frozenset(_PROVINCES.split())
"""The 38 provinces of Kepmendagri 300.2.2-2430/2025; the forms' constraint lists the same."""
OLDEST_AGE = 120
_CENTURIES = (1900, 2000)
Hard = Literal["length", "province", "date", "serial"]
Soft = Literal["birth_date", "sex", "district"]


@dataclass(frozen=True, slots=True)
class NikFacts:
    """What a NIK says.

    Attributes:
        hard: why it can never be right; None when it can be.
        day: day of the month, 40 already taken off.
        year2: last two digits of the year; the century is not in a NIK.
        sex: `P` when 40 had been added, else `L`.
        region: its first six digits, e.g. `180404`.
    """

    hard: Hard | None
    region: str = ""
    day: int = 0
    month: int = 0
    year2: int = 0
    sex: str = ""

    def birth_dates(self, today: date) -> tuple[date, ...]:
        """Return the dates it may mean, oldest first: none in the future, none over 120 years ago.

        Only the typed birth date settles the century; this is for showing what the NIK says.
        """
        if self.hard:
            return ()
        found = (_date(century + self.year2, self.month, self.day) for century in _CENTURIES)
        return tuple(d for d in found if d and d <= today and today.year - d.year <= OLDEST_AGE)

    def differs(self, birth: date | None, sex: str, districts: frozenset[str]) -> tuple[Soft, ...]:
        """Return the soft warnings against what the form says.

        Args:
            birth: typed birth date; it also settles the century.
            sex: typed, `L` or `P`, empty when not yet known.
            districts: known district codes `180404` of this regency; others are not judged.
        """
        if self.hard:
            return ()
        found: list[Soft] = []
        if birth and (birth.day, birth.month, birth.year % 100) != (
            self.day,
            self.month,
            self.year2,
        ):
            found.append("birth_date")
        if sex and sex != self.sex:
            found.append("sex")
        regency = {code[:4] for code in districts}
        if self.region[:4] in regency and self.region not in districts:
            found.append("district")
        return tuple(found)


def check(nik: str) -> NikFacts:
    """Return what `nik` says, or why it can never be right."""
    if not re.fullmatch(r"[0-9]{16}", nik):
        return NikFacts("length")
    if nik[:2] not in PROVINCES:
        return NikFacts("province")
    day, month, year2 = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = "P" if day > 40 else "L"
    day -= 40 * (sex == "P")
    if not _possible(day, month, year2):
        return NikFacts("date")
    if nik[12:] == "0000":
        return NikFacts("serial")
    return NikFacts(None, nik[:6], day, month, year2, sex)


def _possible(day: int, month: int, year2: int) -> bool:
    """Tell whether some century has that date."""
    return any(_date(century + year2, month, day) for century in _CENTURIES)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def mask(nik: str) -> str:
    """Return `1804********0001` for lists and slips; shorter text is masked whole."""
    return f"{nik[:4]}********{nik[-4:]}" if len(nik) == 16 else "*" * len(nik)
