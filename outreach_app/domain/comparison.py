"""Two changes of one file beside their common base, field by field (ux M3, M5).

An answer that only one side changed is taken from that side by itself; where both changed it to
different values, a person chooses. Every side stays in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One answer as the sides have it; None where a side lacks it.

    Attributes:
        path: `identitas/nama`; cards of a repeat carry their place, `anak/0/nama`.
        base: before both changes; None too when the base was erased.
    """

    path: str
    base: str | None
    laptop: str | None
    office: str | None
    known_base: bool = True

    @property
    def differs(self) -> bool:
        """Tell whether the two sides say different things."""
        return self.laptop != self.office

    @property
    def needs_choice(self) -> bool:
        """Tell whether a person must choose."""
        if not self.differs:
            return False
        return not self.known_base or self.base not in (self.laptop, self.office)

    @property
    def by_itself(self) -> str | None:
        """Return the answer when nobody needs to choose: the side that changed it."""
        return self.laptop if self.office == self.base else self.office


def flat(record: Record | list[Any], at: str = "") -> dict[str, str]:
    """Return path -> answer of a canonical record."""
    found: dict[str, str] = {}
    pairs = record.items() if isinstance(record, Mapping) else enumerate(record)
    for name, value in pairs:
        path = f"{at}/{name}" if at else str(name)
        if isinstance(value, Mapping | list):
            found |= flat(value, path)
        elif value is not None:
            found[path] = str(value)
    return found


def compare(base: Record | None, laptop: Record, office: Record) -> tuple[Field, ...]:
    """Return every answer that any side has, in the order of the sides' records.

    Args:
        base: the parent of both, None when it is not known any more.
        laptop: the change that was held.
        office: the newest at the office.
    """
    before, theirs, ours = flat(base or {}), flat(laptop), flat(office)
    known = base is not None
    paths = dict.fromkeys([*ours, *theirs, *before])
    return tuple(Field(p, before.get(p), theirs.get(p), ours.get(p), known) for p in paths)


def merged(office: Record, answers: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the office's record with `answers` put in (path -> answer, None to leave it out)."""
    record: dict[str, Any] = _copy(office)
    for path, value in answers.items():
        _put(record, path.split("/"), value)
    return record


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copy(inner) for name, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value


def _put(inside: Any, steps: list[str], value: str | None) -> None:
    step: Any = int(steps[0]) if isinstance(inside, list) else steps[0]
    if isinstance(inside, list) and step >= len(inside):
        inside.extend({} for _ in range(step + 1 - len(inside)))
    if len(steps) > 1:
        if isinstance(inside, dict) and not isinstance(inside.get(step), dict | list):
            inside[step] = [] if steps[1].isdigit() else {}
        _put(inside[step], steps[1:], value)
    elif value is not None:
        inside[step] = value
    elif isinstance(inside, dict):
        inside.pop(step, None)
