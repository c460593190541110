"""Days that a decision promises to the applicant: until when, and when to come."""

from __future__ import annotations

from datetime import date, datetime

from outreach_app.clock import office_date
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.entries import APPLICATION
from outreach_app.domain.machines import State
from outreach_app.errors import UserProblem

_MINUTES = len("2026-12-07T09:00")


def due_day(now_ms: int, wanted: str, state: State, calendar: Calendar) -> str:
    """Return until when the applicant must act, rolled to a working day; empty when never.

    Args:
        now_ms: of the office's clock.
        wanted: ISO day that the clerk chose; empty lets the state's own limit count.
        state: into which the case comes.
        calendar: in force.

    Raises:
        UserProblem: OFFICE_024 the day is none, or past.
    """
    today = office_date(now_ms)
    if not wanted:
        days = state.limit_days
        return calendar.deadline(today, days).isoformat() if days else ""
    try:
        day = date.fromisoformat(wanted)
    except ValueError as error:
        raise UserProblem("OFFICE_024", due=wanted) from error
    if day < today:
        raise UserProblem("OFFICE_024", due=wanted)
    return calendar.roll(day).isoformat()


def appointment(now_ms: int, wanted: str, kind: str, calendar: Calendar) -> str:
    """Return day and time of an appointment as `2026-12-07T09:00`; empty when there is none.

    Raises:
        UserProblem: CASES_005 it is no day and time, or past; CASES_006 the office is closed then.
    """
    if not wanted:
        return ""
    try:
        at = datetime.fromisoformat(wanted)
    except ValueError as error:
        raise UserProblem("CASES_005", at=wanted) from error
    if at.tzinfo is not None or at.date() < office_date(now_ms):
        raise UserProblem("CASES_005", at=wanted)
    if kind == APPLICATION and not calendar.is_working(at.date()):
        next_day = calendar.roll(at.date()).strftime("%d-%m-%Y")
        raise UserProblem("CASES_006", day=at.strftime("%d-%m-%Y"), next=next_day)
    return at.isoformat()[:_MINUTES]
