"""Who is current in which training module: from passed quizzes, readings and the module's rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach_app.domain.publications import TRAINING_MODULE, Edition, Standing, current
from outreach_app.domain.publishing_entries import PublicationPublished, Training

READ_SHARE = 0.5
"""Of the module's reading time: who had it open that long has read it."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One finished quiz.

    Attributes:
        version: of the module that was read before.
        score: points reached, of `best`.
        on: ISO date.
        number: of the record, so that every figure can be traced.
    """

    officer: str
    publication_id: str
    version: int
    score: int
    best: int
    on: str
    number: str = ""

    def passed(self, rule: Training) -> bool:
        """Tell whether the points reach the pass mark; exact, without rounding."""
        return self.best > 0 and self.score * 100 >= rule.pass_percent * self.best


@dataclass(frozen=True, slots=True)
class TimeRead:
    """How long an officer had a version open, all readings together."""

    officer: str
    publication_id: str
    version: int
    seconds: int


class Currency(StrEnum):
    """How an officer stands in a module."""

    CURRENT = "current"
    CHANGED = "changed"
    LAPSED = "lapsed"
    FAILED = "not_passed"
    NEVER = "never"


def currency(
    module: PublicationPublished,
    officer: str,
    attempts: Iterable[Attempt],
    read: Iterable[TimeRead],
    today: date,
) -> Currency:
    """Return how `officer` stands in `module` today.

    A pass of an earlier version counts once the new one was read, when the module says `read`;
    else the quiz is due again. Every pass ends after `valid_months`.
    """
    rule = module.training
    if rule is None:
        return Currency.CURRENT
    here = module.publication_id
    mine = [a for a in attempts if (a.officer, a.publication_id) == (officer, here)]
    passed = [a for a in mine if a.passed(rule)]
    if not passed:
        return Currency.FAILED if mine else Currency.NEVER
    fresh = [a for a in passed if not _lapsed(a.on, rule.valid_months, today)]
    if not fresh:
        return Currency.LAPSED
    if any(a.version >= module.version for a in fresh):
        return Currency.CURRENT
    seconds = sum(
        t.seconds
        for t in read
        if (t.officer, t.publication_id, t.version) == (officer, here, module.version)
    )
    enough = rule.renew == "read" and seconds >= rule.reading_min * 60 * READ_SHARE
    return Currency.CURRENT if enough else Currency.CHANGED


def _lapsed(passed_on: str, months: int, today: date) -> bool:
    if months == 0:
        return False
    return today > ends_on(date.fromisoformat(passed_on), months)


def ends_on(passed_on: date, months: int) -> date:
    """Return the last day on which a pass counts: the same day of a later month, or its last."""
    at = passed_on.month - 1 + months
    year, month = passed_on.year + at // 12, at % 12 + 1
    for day in range(passed_on.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(passed_on.day, 28))


def modules(editions: Iterable[Sequence[Edition]], today: date) -> list[PublicationPublished]:
    """Return the training modules in force today, by id."""
    shown = (current(versions, today) for versions in editions)
    found = [
        one.body
        for one in shown
        if one and one.body.kind == TRAINING_MODULE and one.standing(today) is Standing.IN_FORCE
    ]
    return sorted(found, key=lambda body: body.publication_id)


def asked_for(
    all_modules: Iterable[PublicationPublished], service: str
) -> list[PublicationPublished]:
    """Return the modules that a service asks of who takes it in; those without services: all."""
    return [m for m in all_modules if not m.services or service in m.services]
