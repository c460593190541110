"""What helps an applicant: needs by self-declaration, and the priority that an age gives.

No condition and no illness is ever known here, and no reason of a priority is printed.
Source: `resources/services/needs.toml`; domain.md 8, 9.
"""

from __future__ import annotations

from collections.abc import Iterable

from outreach_app import resources
from outreach_app.domain.queue import GENERAL, PRIORITY
from outreach_app.i18n import Language

LARGE_PRINT, LANE = "HURUF_BESAR", "JALUR"
_FILE = "services/needs.toml"


def has_priority(age: int | None) -> bool:
    """Tell whether an age in full years gives the priority lane; an unknown one does not."""
    limits = resources.toml(_FILE)["priority"]
    return age is not None and (age >= limits["old_from"] or age <= limits["young_to"])


def lane(age: int | None, asked: Iterable[str]) -> str:
    """Return the queue's lane: priority by age or by asking for it, else the general one."""
    return PRIORITY if has_priority(age) or LANE in asked else GENERAL


def accommodations(codes: Iterable[str], age: int | None) -> tuple[str, ...]:
    """Return the codes of what shall be ready, the lane first when the age gives it."""
    asked = list(codes)
    first = [LANE] if has_priority(age) and LANE not in asked else []
    return tuple(first + asked)


def titles(codes: Iterable[str], language: Language) -> tuple[str, ...]:
    """Return needs for people; an unknown code is left out."""
    table = resources.toml(_FILE)["needs"]
    return tuple(str(table[code][language]) for code in codes if code in table)
