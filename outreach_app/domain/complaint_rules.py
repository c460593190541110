"""Limits of complaints and questions by the day on which one was received.

Source: `resources/citizen/complaints.toml`, or the text that the office published. A later decree
is a further `[[version]]`; what was received before it keeps the limits of its day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from outreach_app.domain import bundled
from outreach_app.i18n import Language


class Class(msgspec.Struct, frozen=True):
    """A class of complaints.

    Attributes:
        days: working days until the answer.
    """

    days: int
    id: str
    en: str


class Escalation(msgspec.Struct, frozen=True):
    """Who hears of lateness.

    Attributes:
        after: working days past the limit of the answer.
        to: role.
    """

    after: int
    to: str
    id: str
    en: str


class Version(msgspec.Struct, frozen=True):
    """The limits from a day on; working days counted from receipt.

    Attributes:
        forward_days, start_days: until it is passed on, until follow-up begins.
        close_days: after the answer, without a reply.
    """

    valid_from: date
    legal_basis: str
    forward_days: int
    start_days: int
    close_days: int
    classes: dict[str, Class]
    escalation: tuple[Escalation, ...]


class _Kind(msgspec.Struct):
    class_: str = msgspec.field(name="class")


class _Table(msgspec.Struct):
    version: tuple[Version, ...]
    kinds: dict[str, _Kind]


@dataclass(frozen=True, slots=True)
class ComplaintRules:
    """Every version, the newest first."""

    versions: tuple[Version, ...]

    @classmethod
    def load(cls, text: str) -> ComplaintRules:
        """Read a table.

        Raises:
            ValueError: it is not that table, two versions hold from one day, or one lacks a class
                that new complaints get.
        """
        table = msgspec.convert(tomllib.loads(text), _Table)
        found = sorted(table.version, key=lambda one: one.valid_from, reverse=True)
        days = [one.valid_from for one in found]
        if not found or len(set(days)) < len(days):
            raise ValueError("version: each needs a valid_from of its own")
        for one in found:
            if missing := {kind.class_ for kind in table.kinds.values()} - set(one.classes):
                raise ValueError(f"{', '.join(sorted(missing))}: class missing {one.valid_from}")
        return cls(tuple(found))

    def on(self, day: date) -> Version:
        """Return the limits that hold on `day`, else the oldest."""
        return next((v for v in self.versions if v.valid_from <= day), self.versions[-1])

    def class_name(self, class_: str, language: Language) -> str:
        """Return the words of a class, from the newest version that knows it."""
        found = (v.classes[class_] for v in self.versions if class_ in v.classes)
        return _words(found, class_, language)

    def told_name(self, role: str, language: Language) -> str:
        """Return the words of somebody who hears of lateness."""
        found = (one for v in self.versions for one in v.escalation if one.to == role)
        return _words(found, role, language)


@cache
def came_with() -> ComplaintRules:
    """Return the table that the product came with: its words, where no other is at hand."""
    return ComplaintRules.load(bundled.text("complaints"))


def _words(found: Iterable[Class | Escalation], code: str, language: Language) -> str:
    one = next(iter(found), None)
    return code if one is None else getattr(one, language)
