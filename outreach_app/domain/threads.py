"""Complaints and questions as threads: what happened, where it stands, until when, who is told.

A thread is a list of events; its standing is folded from them, so nothing is ever overwritten.
Limits, states and moves are data (`resources/citizen/complaints.toml`). Source: domain.md 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from outreach_app import resources
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.complaint_rules import ComplaintRules
from outreach_app.domain.names import fold_words
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language

FILE = "citizen/complaints.toml"
RECEIVED, ANSWERED, CLOSED = "diterima", "dijawab", "selesai"
CITIZEN, OFFICE, SYSTEM = "citizen", "office", "system"
QUESTION = "PERTANYAAN"
ESCALATED = "escalated"
SETTLED = (ANSWERED, CLOSED)
"""States in which nobody waits for the office."""


@dataclass(frozen=True, slots=True)
class ThreadEvent:
    """One thing that happened in a thread.

    Attributes:
        kind: a move of the table: `forwarded classed started answered asked message …`.
        by: `citizen`, `office` or `system`.
        who: the clerk's id; empty for the others.
        on: date at the office.
        time_ms: when, by the office's clock.
        text: what was said, or why.
        value: the class of `classed`, the agency of `forwarded`, the clerk of `hidden`.
    """

    kind: str
    by: str
    on: date
    time_ms: int = 0
    who: str = ""
    text: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a thread stands after its events.

    Attributes:
        class_: of the limits table.
        forwarded_on, started_on, answered_on, closed_on: None when it has not happened; a
            reopened thread has no answer again.
        reopened: how many times.
        hidden_from: clerks who must not see it, besides those named in it.
    """

    state: str
    class_: str
    forwarded_on: date | None = None
    forwarded_to: str = ""
    started_on: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None
    reopened: int = 0
    hidden_from: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a thread; dates are working days.

    Attributes:
        answer_by: limit of its class.
        close_on: when an answer without reply closes by itself, None without an answer.
        late_days: working days past `answer_by`, 0 while in time or answered in time.
        told: roles that must know of the lateness, by the escalation table.
        calendar: version of the table used.
    """

    forward_by: date
    start_by: date
    answer_by: date
    close_on: date | None
    late_days: int
    told: tuple[str, ...]
    calendar: str


def begin(kind: str) -> Standing:
    """Return a new thread's standing; its class is that of its kind.

    Raises:
        UserProblem: THREAD_001 there is no such kind.
    """
    kinds = _table()["kinds"]
    if kind not in kinds:
        raise UserProblem("THREAD_001", kind=kind)
    return Standing(RECEIVED, str(kinds[kind]["class"]))


def standing(kind: str, events: Iterable[ThreadEvent]) -> Standing:
    """Return where a thread of `kind` stands after `events`, in their order."""
    here = begin(kind)
    for event in events:
        here = _after(here, event)
    return here


def check(here: Standing, kind: str, by: str) -> None:
    """Let a move pass or refuse it.

    Raises:
        UserProblem: THREAD_002 it is not possible from this state, or not by that side.
    """
    move = _table()["moves"].get(kind)
    if move is None or by not in move["by"] or here.state not in move["from"]:
        raise UserProblem("THREAD_002", state=state_name(here.state, "id"))


def limits(
    here: Standing, received: date, today: date, calendar: Calendar, rules: ComplaintRules
) -> Limits:
    """Return the limits of a thread received on `received`, as they stand on `today`."""
    rule = rules.on(received)
    answer_by = calendar.add_working_days(received, rule.classes[here.class_].days)
    ended = here.answered_on or today
    late = max(0, -calendar.working_days_left(ended, answer_by))
    return Limits(
        calendar.add_working_days(received, rule.forward_days),
        calendar.add_working_days(received, rule.start_days),
        answer_by,
        calendar.add_working_days(here.answered_on, rule.close_days) if here.answered_on else None,
        late,
        tuple(e.to for e in rule.escalation if late >= e.after),
        calendar.version,
    )


def is_named(name: str, told: Sequence[str]) -> bool:
    """Tell whether a person called `name` stands in one of the texts `told`.

    One shared word of more than two letters is enough: "Bu Yulianti" names R. Yulianti. A doubtful
    match hides; hiding too much costs a colleague's look, hiding too little costs a complainant.
    """
    mine = {word for word in _words(name) if len(word) > 2}
    return any(mine & set(_words(text)) for text in told)


def is_named_in(name: str, story: str) -> bool:
    """Tell whether a story names a person called `name`.

    A story holds many words, so one shared word names only after a title ("Bu Yulianti"); without
    one it takes two words of the name.
    """
    mine = {word for word in _words(name) if len(word) > 2}
    said = _words(story)
    titled = {after for title, after in pairwise(said) if title in _titles()}
    return bool(mine & titled) or len(mine & set(said)) > 1


def kind_name(kind: str, language: Language) -> str:
    """Return the words of a kind, `Pengaduan`."""
    return str(_table()["kinds"].get(kind, {}).get(language, kind))


def state_name(state: str, language: Language) -> str:
    """Return the words of a state."""
    return str(_table()["states"].get(state, {}).get(language, state))


def tells(state: str, language: Language) -> str:
    """Return what the person who asked reads about a state."""
    return str(_table()["states"].get(state, {}).get(f"tells_{language}", ""))


def _after(here: Standing, event: ThreadEvent) -> Standing:
    move = _table()["moves"].get(event.kind)
    if move is None:
        return here
    moved = replace(here, state=str(move["to"]) or here.state)
    return _CHANGES.get(event.kind, lambda now, _: now)(moved, event)


def _classed(here: Standing, event: ThreadEvent) -> Standing:
    return replace(here, class_=event.value)


def _forwarded(here: Standing, event: ThreadEvent) -> Standing:
    first = here.forwarded_on or event.on
    return replace(here, forwarded_on=first, forwarded_to=event.value)


def _started(here: Standing, event: ThreadEvent) -> Standing:
    return replace(here, started_on=here.started_on or event.on)


def _answered(here: Standing, event: ThreadEvent) -> Standing:
    return replace(here, started_on=here.started_on or event.on, answered_on=event.on)


def _closed(here: Standing, event: ThreadEvent) -> Standing:
    return replace(here, closed_on=event.on)


def _reopened(here: Standing, _event: ThreadEvent) -> Standing:
    return replace(here, answered_on=None, closed_on=None, reopened=here.reopened + 1)


def _hidden(here: Standing, event: ThreadEvent) -> Standing:
    return replace(here, hidden_from=here.hidden_from | {event.value})


_CHANGES = {
    "classed": _classed,
    "forwarded": _forwarded,
    "started": _started,
    "answered": _answered,
    "confirmed": _closed,
    "closed": _closed,
    "reopened": _reopened,
    "hidden": _hidden,
}


@cache
def _titles() -> frozenset[str]:
    return frozenset(_table()["titles"])


def _words(text: str) -> list[str]:
    return fold_words(text.replace(".", " ").replace(",", " "))


@cache
def _table() -> dict[str, Any]:
    return resources.toml(FILE)
