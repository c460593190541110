"""Dates as people type them, and in words beside: `17081990` is 17 Agustus 1990, umur 36."""

from __future__ import annotations

import re
from datetime import date

from outreach_app.i18n import Language, day, tr

_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}


def typed(text: str) -> str:
    """Return the ISO date of `17081990`, `17-8-1990` or `17/08/1990`; other text as it is."""
    digits = re.fullmatch(r"\s*(\d{2})(\d{2})(\d{4})\s*", text)
    parts = digits or re.fullmatch(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*", text)
    if parts is None:
        return text.strip()
    return f"{int(parts[3]):04d}-{int(parts[2]):02d}-{int(parts[1]):02d}"


def shown(iso: str) -> str:
    """Return `17-08-1990` for an ISO date, other text as it is."""
    try:
        return day(date.fromisoformat(iso))
    except ValueError:
        return iso


def spoken(iso: str, language: Language, today: date) -> str:
    """Return the date in words with the age it makes, which catches swapped digits."""
    try:
        value = date.fromisoformat(iso)
    except ValueError:
        return ""
    words = f"{value.day} {_MONTHS[language].split()[value.month - 1]} {value.year}"
    years = today.year - value.year - ((today.month, today.day) < (value.month, value.day))
    if value >= today or years > 120:
        return words
    return f"{words}, {tr('age {years}', years=years)}"
