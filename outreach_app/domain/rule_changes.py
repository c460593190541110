"""What a later text of a table of rules changes, part by part; and what the table says of itself.

Pure. Parts of TOML are named by the way to them (`passport.e.10` of a tariff by its version),
days of the calendar by their date.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from outreach_app.domain.rule_tables import CALENDAR

_DAY = "name", "type", "status"
"""Of a day in the calendar; a short row ends earlier."""
_FROM = "valid_from"
_NAMED_BY = ("version", _FROM, "when", "to")


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs; `before` or `after` is empty where the part is new or gone."""

    part: str
    before: str
    after: str


def changes(name: str, former: str, later: str) -> tuple[Change, ...]:
    """Return what differs between two readable texts of the table `name`, in their order."""
    before, after = _parts(name, former), _parts(name, later)
    parts = dict.fromkeys((*after, *before))
    return tuple(
        Change(part, before.get(part, ""), after.get(part, ""))
        for part in (sorted(parts) if name == CALENDAR else parts)
        if before.get(part) != after.get(part)
    )


def says(name: str, text: str) -> tuple[str, str]:
    """Return the first day of the newest parts of a readable table, and their legal bases.

    The day is an ISO date, empty when the table has none; bases are joined by `; `.
    """
    parts = _parts(name, text)
    if name == CALENDAR:
        return min(parts, default=""), ""
    days = {part: said for part, said in parts.items() if part.endswith(_FROM)}
    newest = max(days.values(), default="")
    bases = [
        parts.get(part.removesuffix(_FROM) + "legal_basis", "")
        for part, day in days.items()
        if day == newest
    ]
    if not any(bases):  # what the newest leave out stands in a default of the table
        bases = [said for part, said in parts.items() if part.endswith("legal_basis")]
    return newest, "; ".join(filter(None, dict.fromkeys(bases)))


def _parts(name: str, text: str) -> dict[str, str]:
    if name != CALENDAR:
        return dict(_walked(tomllib.loads(text), ()))
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {row["date"]: ", ".join(row[key] or "" for key in _DAY).rstrip(", ") for row in rows}


def _walked(value: object, way: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walked(inner, (*way, key))
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        for at, one in enumerate(value, start=1):
            named = next((str(one[key]) for key in _NAMED_BY if key in one), "")
            yield from _walked(one, (*way, f"{at} {named}".strip()))
    elif isinstance(value, list):
        yield " · ".join(way), "; ".join(map(str, value))
    else:
        yield " · ".join(way), str(value)
