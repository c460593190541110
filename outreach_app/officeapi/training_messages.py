"""Messages about training: who is current, workshops and seminars."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages import Message


class TrainingRow(Message, frozen=True, kw_only=True):
    """One officer in one module.

    Attributes:
        services: codes for which the module counts; empty for all.
        currency: `current changed lapsed not_passed never`.
        attempts: numbers of the quiz records.
        passed: numbers of those that reached the pass mark.
        read_seconds: all versions together.
    """

    officer: str
    module: str
    title: dict[str, str]
    version: int
    currency: str
    services: tuple[str, ...] = ()
    attempts: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    last_score: int = 0
    last_best: int = 0
    last_on: str = ""
    read_seconds: int = 0


class TrainingEvent(Message, frozen=True, kw_only=True):
    """A workshop or seminar.

    Attributes:
        officers: sign-in names of those who attended.
        evaluations: numbers of the evaluation records.
        points: question -> average from 1 to 4, two decimals; empty before the first evaluation.
    """

    number: str
    code: str
    kind: str
    title: str
    date: str
    place: str
    speakers: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    others: int = 0
    evaluations: tuple[str, ...] = ()
    points: dict[str, str] = msgspec.field(default_factory=dict)


class TrainingOverview(Message, frozen=True, kw_only=True):
    """Everything about training; officers by name, events the newest first."""

    rows: tuple[TrainingRow, ...]
    events: tuple[TrainingEvent, ...] = ()


class TrainingTold(Message, frozen=True, kw_only=True):
    """How many passes every laptop is told."""

    passes: int
