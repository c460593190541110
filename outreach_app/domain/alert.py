"""The alert level (tingkat siaga): which one holds, and what it asks of a day.

Levels and periods are one published table (`resources/services/alert.toml`); the office raises the
level by publishing it with a further period. Pure. Source: services.md 15, domain.md 12.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from outreach_app.domain.day_entries import Session
from outreach_app.i18n import Language

CHECKLIST_FORM = "protokol_kesehatan"
"""Form of the health protocol; its answer in the role `level` must be the level in force."""


class Level(msgspec.Struct, frozen=True):
    """What a level asks.

    Attributes:
        checklist: the health protocol must be finished before the day opens.
        capacity_percent: share of a session's places, 1..100.
        unlimited: places of a session that the plan does not limit; 0 leaves it so.
        legal_basis: for people.
    """

    id: str
    en: str
    checklist: bool
    capacity_percent: int
    unlimited: int
    says_id: str
    says_en: str
    legal_basis: str

    def title(self, language: Language) -> str:
        """Return its name for people."""
        return self.en if language == "en" else self.id

    def says(self, language: Language) -> str:
        """Return what it asks, in one sentence."""
        return self.says_en if language == "en" else self.says_id

    def places(self, limit: int) -> int:
        """Return the places of a session that the plan gives `limit` places (0 = unlimited)."""
        if limit == 0:
            return self.unlimited
        return max(1, limit * self.capacity_percent // 100)


class Period(msgspec.Struct, frozen=True):
    """From when a level holds, and why; a later period supersedes it."""

    level: str
    valid_from: date
    legal_basis: str
    reason_id: str
    reason_en: str

    def reason(self, language: Language) -> str:
        """Return why the level was set."""
        return self.reason_en if language == "en" else self.reason_id


class _Table(msgspec.Struct, frozen=True):
    version: str
    levels: dict[str, Level]
    period: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The level that holds on a day, with its code and since when."""

    code: str
    level: Level
    period: Period

    def sessions(self, sessions: tuple[Session, ...]) -> tuple[Session, ...]:
        """Return a plan's sessions with the places that the level leaves."""
        return tuple(
            msgspec.structs.replace(one, capacity=self.level.places(one.capacity))
            for one in sessions
        )


@dataclass(frozen=True, slots=True)
class Alert:
    """The table in force."""

    version: str
    levels: Mapping[str, Level]
    periods: tuple[Period, ...]

    @classmethod
    def load(cls, text: str) -> Alert:
        """Return the table in TOML `text`.

        Raises:
            ValueError: it cannot be read, a period names no level, or a share is none.
        """
        table = msgspec.convert(tomllib.loads(text), _Table)
        if not table.period:
            raise ValueError("alert: no period says which level holds")
        for period in table.period:
            if period.level not in table.levels:
                raise ValueError(f"alert: {period.level} is no level")
        for code, level in table.levels.items():
            if not 1 <= level.capacity_percent <= 100 or level.unlimited < 0:
                raise ValueError(f"alert: {code} leaves no share of the places")
        return cls(table.version, table.levels, table.period)

    def on(self, day: date) -> Standing:
        """Return the level that holds on `day`: of the last period begun, the latest written."""
        begun = [p for p in self.periods if p.valid_from <= day]
        newest = max(p.valid_from for p in begun) if begun else self.periods[0].valid_from
        of_day = [p for p in self.periods if p.valid_from == newest]
        period = of_day[-1] if begun else self.periods[0]
        return Standing(period.level, self.levels[period.level], period)


def with_period(text: str, period: Period, version: str) -> str:
    """Return a table's text with a further period, to be published as `version`."""
    lines = [
        f'version = "{version}"' if line.startswith("version = ") else line
        for line in text.rstrip().splitlines()
    ]
    added = (
        "",
        "[[period]]",
        f"level = {_string(period.level)}",
        f"valid_from = {period.valid_from.isoformat()}",
        f"legal_basis = {_string(period.legal_basis)}",
        f"reason_id = {_string(period.reason_id)}",
        f"reason_en = {_string(period.reason_en)}",
    )
    return "\n".join((*lines, *added)) + "\n"


def _string(text: str) -> str:
    """Return a text as TOML writes it: a JSON string is one."""
    return msgspec.json.encode(" ".join(text.split())).decode()
