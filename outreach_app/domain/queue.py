"""Who is called next: priority first, at most two in a row, then one of the others.

Pure: it knows ticket names (`P-003`), no clock and no database. The rule and the words stand in
`resources/services/queue.toml`. Source: ux section 2 (L4), domain.md 9 (priority must not starve
others).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from outreach_app import resources
from outreach_app.i18n import Language

GENERAL, PRIORITY, EXAMINATION, COLLECTION = "A", "P", "B", "C"
LANES = (GENERAL, PRIORITY, EXAMINATION, COLLECTION)

WAITING, CALLED, SERVED, DONE = "menunggu", "dipanggil", "dilayani", "selesai"
SKIPPED, ABSENT, LEFT = "dilewati", "tidak_hadir", "pulang"
ELSEWHERE = "dialihkan"
"""Served at another laptop of the same day; that laptop types the number in (decisions C32)."""
STATES = (WAITING, CALLED, SERVED, DONE, SKIPPED, ABSENT, LEFT, ELSEWHERE)

_NEXT = {
    WAITING: {CALLED, SERVED, SKIPPED, ABSENT, LEFT, ELSEWHERE},
    CALLED: {CALLED, SERVED, DONE, SKIPPED, ABSENT, LEFT, ELSEWHERE},
    SKIPPED: {CALLED, SERVED, ABSENT, LEFT, ELSEWHERE},
    ELSEWHERE: {CALLED, SERVED, ABSENT, LEFT},
    SERVED: {DONE, LEFT, SKIPPED},
    ABSENT: {CALLED, SERVED},
    LEFT: {CALLED, SERVED},
    DONE: {SERVED},
}


class Rule(msgspec.Struct, frozen=True):
    """The order of the queue and the words for it.

    Attributes:
        most_in_a_row: priority tickets called one after the other while others wait; at least 1.
        lanes: letter -> words by language.
        states: state -> words by language.
        reasons: key -> words, for a ticket called out of its order.
        beyond: key -> words, for a ticket beyond the places of a session or a quota.
        first_minutes: pace of the queue until the day has one of its own.
        pace_of: so many last tickets make the pace.
    """

    most_in_a_row: int
    first_minutes: int
    pace_of: int
    reasons: dict[str, dict[str, str]]
    beyond: dict[str, dict[str, str]]
    lanes: dict[str, dict[str, str]]
    states: dict[str, dict[str, str]]


@cache
def rule() -> Rule:
    """Return the rule in `resources/services/queue.toml`."""
    return msgspec.convert(resources.toml("services/queue.toml"), Rule)


def lane_title(lane: str, language: Language) -> str:
    """Return a lane's name for people."""
    return rule().lanes[lane][language]


def state_title(state: str, language: Language) -> str:
    """Return a ticket's state for people."""
    return rule().states[state][language]


def reason_title(reason: str, language: Language) -> str:
    """Return why a ticket was called out of its order or given beyond the limits, for people."""
    words = rule().reasons.get(reason) or rule().beyond.get(reason, {})
    return words.get(language, reason)


def may_change(state: str, to: str) -> bool:
    """Tell whether a ticket in `state` may become `to`.

    A skipped or absent number stays valid until the day is closed: it can always be called again.
    """
    return to in _NEXT.get(state, ())


def ticket_name(lane: str, number: int) -> str:
    """Return `A-014`."""
    return f"{lane}-{number:03d}"


def read_ticket(text: str) -> str | None:
    """Return `A-014` for a ticket as typed: `a14`, `A 014`; None when it is no ticket."""
    found = re.fullmatch(r"([APBC])[\s\-]*0*([1-9][0-9]{0,4})", text.strip().upper())
    return ticket_name(found[1], int(found[2])) if found else None


def next_ticket(lane: str, issued: Iterable[str]) -> str:
    """Return the next name of `lane`, from 001 each day, after the names `issued` that day."""
    numbers = [int(name[2:]) for name in issued if name.startswith(f"{lane}-")]
    return ticket_name(lane, max(numbers, default=0) + 1)


def order(
    waiting: Sequence[str], called: Sequence[str], most_in_a_row: int | None = None
) -> list[str]:
    """Return `waiting` in the order in which they will be called.

    Args:
        waiting: ticket names, in the order of issue.
        called: names already called today, oldest first; only the end matters.
        most_in_a_row: instead of the rule's.
    """
    most = max(1, rule().most_in_a_row if most_in_a_row is None else most_in_a_row)
    priority = [t for t in waiting if t.startswith(PRIORITY)]
    others = [t for t in waiting if not t.startswith(PRIORITY)]
    row = _row(called)
    result: list[str] = []
    while priority or others:
        if priority and (row < most or not others):
            result.append(priority.pop(0))
            row += 1
        else:
            result.append(others.pop(0))
            row = 0
    return result


def free_session(limits: Sequence[int], taken: Mapping[int, int], ended: int = 0) -> int | None:
    """Return the first session that is not over and has room, None when all are full.

    Args:
        limits: places of each session, 0 = not limited.
        taken: session -> places taken.
        ended: so many sessions are over.
    """
    for at, limit in enumerate(limits):
        if at >= ended and (limit == 0 or taken.get(at, 0) < limit):
            return at
    return None


def _row(called: Sequence[str]) -> int:
    """Return how many of the last called were priority, one after the other."""
    count = 0
    for ticket in reversed(called):
        if not ticket.startswith(PRIORITY):
            break
        count += 1
    return count
