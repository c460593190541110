"""Dates and times as people type them, and in words beside: `17081990` is 17 Agustus 1990."""

from __future__ import annotations

import re
from datetime import date, time

from outreach_app.i18n import Language, day, tr

_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
_SEPARATOR = r"[-/. ]"
ZONE = "+07:00"
"""Office zone, WIB: a time keeps its offset in the record."""


def typed(text: str) -> str:
    """Return the ISO date of `17081990`, `17-8-1990` or `17/08/1990`; other text as it is."""
    digits = re.fullmatch(r"\s*(\d{2})(\d{2})(\d{4})\s*", text)
    shape = rf"\s*(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}})\s*"
    parts = digits or re.fullmatch(shape, text)
    if parts is None:
        return text.strip()
    return f"{int(parts[3]):04d}-{int(parts[2]):02d}-{int(parts[1]):02d}"


def two_digit_years(text: str, today: date) -> tuple[str, ...]:
    """Return what `17/08/90` may mean, the likelier first; nothing for other texts."""
    shape = rf"\s*(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{2}})\s*"
    parts = re.fullmatch(shape, text) or re.fullmatch(r"\s*(\d{2})(\d{2})(\d{2})\s*", text)
    if parts is None:
        return ()
    years = sorted((1900 + int(parts[3]), 2000 + int(parts[3])), key=lambda y: abs(y - today.year))
    return tuple(f"{year}-{int(parts[2]):02d}-{int(parts[1]):02d}" for year in years)


def typed_month(text: str) -> str:
    """Return the first day of `08-1990`, `8/1990` or `081990`; other text as it is."""
    shape = rf"\s*(\d{{1,2}}){_SEPARATOR}(\d{{4}})\s*"
    parts = re.fullmatch(shape, text) or re.fullmatch(r"\s*(\d{2})(\d{4})\s*", text)
    return f"{int(parts[2]):04d}-{int(parts[1]):02d}-01" if parts else text.strip()


def typed_year(text: str) -> str:
    """Return the first day of a year; other text as it is."""
    return f"{text.strip()}-01-01" if re.fullmatch(r"\s*\d{4}\s*", text) else text.strip()


def typed_time(text: str) -> str:
    """Return `09:30:00.000+07:00` for `930`, `9.30` or `09:30`; other text as it is."""
    parts = re.fullmatch(r"\s*(\d{1,2})[.: ]?(\d{2})\s*", text)
    if parts is None or int(parts[1]) > 23 or int(parts[2]) > 59:
        return text.strip()
    return f"{int(parts[1]):02d}:{parts[2]}:00.000{ZONE}"


def shown(iso: str) -> str:
    """Return `17-08-1990` for an ISO date, other text as it is."""
    value = _parsed(iso)
    return day(value) if value else iso


def shown_version(version: str) -> str:
    """Return `24-11-2026.2` for the version `2026-11-24.2` of a table, other texts as they are."""
    return shown(version[:10]) + version[10:]


def shown_month(iso: str) -> str:
    """Return `08-1990` for an ISO date, other text as it is."""
    value = _parsed(iso)
    return f"{value:%m-%Y}" if value else iso


def shown_year(iso: str) -> str:
    """Return `1990` for an ISO date, other text as it is."""
    value = _parsed(iso)
    return f"{value:%Y}" if value else iso


def shown_time(lexical: str) -> str:
    """Return `09.30` for a time as forms write it, other text as it is."""
    try:
        return f"{time.fromisoformat(lexical):%H.%M}"
    except ValueError:
        return lexical


def spoken(iso: str, language: Language, today: date) -> str:
    """Return the date in words with the age it makes, which catches swapped digits."""
    value = _parsed(iso)
    if value is None:
        return ""
    words = f"{value.day} {month(iso, language)}"
    years = today.year - value.year - ((today.month, today.day) < (value.month, value.day))
    if value >= today or years > 120:
        return words
    return f"{words}, {tr('age {years}', years=years)}"


def month(iso: str, language: Language) -> str:
    """Return `Agustus 1990`, empty for what is no date."""
    value = _parsed(iso)
    return f"{_MONTHS[language].split()[value.month - 1]} {value.year}" if value else ""


def _parsed(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
