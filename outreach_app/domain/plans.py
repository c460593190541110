"""What a plan of an outreach day must hold, and the words for its kinds and states.

Pure; the kinds' names stand in `resources/services/days.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import msgspec

from outreach_app import resources
from outreach_app.domain.day_entries import KINDS, DayPlanned, Session
from outreach_app.domain.regions import pekon
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Words(msgspec.Struct, frozen=True):
    """Names of kinds and states by language, and defaults for a new plan.

    Attributes:
        start: usual beginning, `08:00`.
        minutes_per_ticket: first guess of the queue's pace.
    """

    kinds: dict[str, dict[str, str]]
    states: dict[str, dict[str, str]]
    reasons: dict[str, dict[str, str]]
    start: str
    end: str
    capacity: int


@cache
def words() -> Words:
    """Return `resources/services/days.toml`."""
    return msgspec.convert(resources.toml("services/days.toml"), Words)


def kind_title(kind: str, language: Language) -> str:
    """Return the name of a kind for people; the code itself when it is unknown here."""
    return words().kinds.get(kind, {}).get(language, kind)


def state_title(state: str, language: Language) -> str:
    """Return the name of a state for people."""
    return words().states.get(state, {}).get(language, state)


def check(plan: DayPlanned, today: date) -> None:
    """Refuse a plan that nobody could follow.

    Raises:
        UserProblem: DAYS_001 kind, DAYS_002 pekon, DAYS_003 date, DAYS_004 times, DAYS_005
            sessions, DAYS_006 the ticket giver is none of the laptops, DAYS_007 money or stock,
            DAYS_017 quotas.
    """
    if plan.kind not in KINDS:
        raise UserProblem("DAYS_001", kind=plan.kind)
    if pekon(plan.pekon) is None:
        raise UserProblem("DAYS_002", pekon=plan.pekon)
    if _date(plan.date) < today:
        raise UserProblem("DAYS_003", date=plan.date)
    if not _in_order(plan.start, plan.end):
        raise UserProblem("DAYS_004", start=plan.start, end=plan.end)
    _check_sessions(plan)
    if plan.ticket_giver and plan.laptops and plan.ticket_giver not in plan.laptops:
        raise UserProblem("DAYS_006", laptop=plan.ticket_giver)
    if min(plan.quotas.values(), default=1) < 1:
        raise UserProblem("DAYS_017", quota=write_quotas(plan.quotas))
    amounts = (plan.budget_idr, plan.advance_idr, *plan.stock.values())
    if min(amounts) < 0 or plan.advance_idr > plan.budget_idr:
        raise UserProblem("DAYS_007")


def _check_sessions(plan: DayPlanned) -> None:
    last = plan.start
    for session in plan.sessions:
        fits = _in_order(session.start, session.end) and last <= session.start <= plan.end
        if not fits or session.end > plan.end or session.capacity < 0:
            raise UserProblem("DAYS_005", start=session.start, end=session.end)
        last = session.end


def _in_order(start: str, end: str) -> bool:
    return bool(_TIME.fullmatch(start) and _TIME.fullmatch(end)) and start < end


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserProblem("DAYS_003", date=text) from error


def read_sessions(text: str) -> tuple[Session, ...]:
    """Return the sessions in `08:00-10:30 20; 10:30-13:00 20`; a number left out is no limit.

    Raises:
        UserProblem: DAYS_005 a part cannot be read.
    """
    found = []
    for part in filter(None, (p.strip() for p in text.replace(".", ":").split(";"))):
        read = re.fullmatch(r"(\d?\d:\d\d)\s*[-–]\s*(\d?\d:\d\d)(?:\s+(\d{1,4}))?", part)
        if read is None:
            raise UserProblem("DAYS_005", start=part, end="")
        start, end = read[1].zfill(5), read[2].zfill(5)
        found.append(Session(start=start, end=end, capacity=int(read[3] or 0)))
    return tuple(found)


def write_sessions(sessions: tuple[Session, ...]) -> str:
    """Return sessions as `read_sessions` reads them."""
    return "; ".join(f"{s.start}-{s.end} {s.capacity or ''}".strip() for s in sessions)


def read_quotas(text: str) -> dict[str, int]:
    """Return the quotas in `PAS-BARU 20; ITAS 5`.

    Raises:
        UserProblem: DAYS_017 a part cannot be read.
    """
    found = {}
    for part in filter(None, (p.strip() for p in text.split(";"))):
        read = re.fullmatch(r"([A-Za-z0-9-]+)\s+(\d{1,4})", part)
        if read is None:
            raise UserProblem("DAYS_017", quota=part)
        found[read[1].upper()] = int(read[2])
    return found


def write_quotas(quotas: Mapping[str, int]) -> str:
    """Return quotas as `read_quotas` reads them."""
    return "; ".join(f"{service} {places}" for service, places in quotas.items())
