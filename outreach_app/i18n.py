"""Texts in Indonesian and English, numbers and dates as the reader expects them.

Source texts are English in the code; `resources/translations/id/*.po` holds the Indonesian. Texts
that have no place in code (error catalogue) are keyed by code and stand in both `id/` and `en/`.
`en/counted.po` has the English texts for one ("1 file"); Indonesian has one form for any number.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Literal

from babel.messages.pofile import read_po

from outreach_app import resources

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_current: list[Language] = ["id"]


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return every translated text of a language, by its source text or code."""
    found: dict[str, str] = {}
    folder = f"translations/{language}"
    for name in resources.names(folder, ".po") if (resources.root() / folder).is_dir() else ():
        with resources.path(name).open("rb") as file:
            po = read_po(file, locale=language)
        known = (m for m in po if m.id and m.string and not m.fuzzy and not m.context)
        found.update({str(m.id): str(m.string) for m in known})
    return found


@cache
def counted() -> dict[str, dict[frozenset[str], str]]:
    """Return the English texts for one, by source text and by the facts that are 1."""
    with resources.path("translations/en/counted.po").open("rb") as file:
        po = read_po(file, locale="en")
    found: dict[str, dict[frozenset[str], str]] = {}
    for message in po:
        if message.context:
            ones = found.setdefault(str(message.id), {})
            ones[frozenset(message.context.split())] = str(message.string)
    return found


def translate(language: Language, source: str, **facts: object) -> str:
    """Return `source` in `language` with `{names}` filled in from `facts`."""
    found = catalogue(language).get(source, source)
    if language == "en" and source in counted():
        ones = counted()[source]
        told = frozenset(n for names in ones for n in names if str(facts.get(n)) == "1")
        found = ones.get(told, found)
    return found.format(**facts) if facts else found


def use(language: Language) -> None:
    """Set the language of this process's windows."""
    _current[0] = language


def language() -> Language:
    """Return the language of this process's windows."""
    return _current[0]


def tr(source: str, **facts: object) -> str:
    """Return `source` in the language of this process's windows."""
    return translate(_current[0], source, **facts)


def number(value: int) -> str:
    """Return 1234567 as `1.234.567`, the way both languages are printed here."""
    return f"{value:,}".replace(",", ".")


def decimal(value: str) -> str:
    """Return `3.67` as `3,67`, the way both languages are printed here."""
    return value.replace(".", ",")


def money(idr: int) -> str:
    """Return rupiah, `Rp 1.500.000`."""
    return f"Rp {number(idr)}"


def day(value: date) -> str:
    """Return `24-11-2026`."""
    return value.strftime("%d-%m-%Y")


def long_day(value: date, language: Language) -> str:
    """Return `Selasa, 24-11-2026`."""
    return f"{_DAYS[language][value.weekday()]}, {day(value)}"


def clock_time(value: datetime) -> str:
    """Return `10.42`."""
    return value.strftime("%H.%M")
