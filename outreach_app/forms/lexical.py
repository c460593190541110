"""Is a text a number, date or time as XForms writes them?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time


def _parses(read: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            read(text)
        except ValueError:
            return False
        return True

    return check


_CHECKS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "int": ("FORMS_012", lambda t: re.fullmatch(r"-?\d{1,18}", t) is not None),
    "decimal": ("FORMS_013", lambda t: re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", t) is not None),
    "date": ("FORMS_014", _parses(date.fromisoformat)),
    "time": ("FORMS_015", _parses(time.fromisoformat)),
    "dateTime": ("FORMS_014", _parses(datetime.fromisoformat)),
}


def lexical_problem(kind: str, text: str) -> str | None:
    """Return the code of what is wrong with `text` as an answer of `kind`, None when nothing is."""
    known = _CHECKS.get(kind)
    return known[0] if known and not known[1](text) else None
