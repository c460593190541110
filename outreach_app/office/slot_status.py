"""What the holder of a slot may read: whether the day stands, was moved or cancelled (area 15)."""

from __future__ import annotations

import hmac
from typing import Any

from sqlalchemy import Connection, Row, select

from outreach_app.domain import plans
from outreach_app.domain.day_entries import CANCELLED, MOVED, DayPlanned
from outreach_app.domain.entries import decode
from outreach_app.domain.regions import label_of
from outreach_app.i18n import Language, day, translate
from outreach_app.office.case_status import bare
from outreach_app.office.day_tables import day_plan, slot
from outreach_app.officeapi import case_messages as cm


def slot_of(connection: Connection, number: str, code_hash: bytes) -> Row[Any] | None:
    """Return the slot with this number and check code, None when there is none."""
    rows = connection.execute(select(slot).where(slot.c.bare == bare(number))).all()
    mine = [row for row in rows if hmac.compare_digest(row.code_hash, code_hash)]
    return mine[0] if mine else None


def answer(connection: Connection, row: Row[Any], language: Language) -> cm.StatusAnswer | None:
    """Return what the slot's holder reads; None when its day has no plan here."""
    body = connection.scalar(select(day_plan.c.body).where(day_plan.c.day_id == row.day_id))
    if body is None:
        return None
    plan = decode(body, DayPlanned)
    title = plans.state_title(plan.state, language)
    return cm.StatusAnswer(
        found=True,
        number=row.slot,
        state=plan.state,
        title=title,
        told=tuple(_told(plan, row.session, language)),
        appointment="" if plan.cancelled else f"{plan.date}T{_times(plan, row.session)[0]}",
    )


def _told(plan: DayPlanned, session: int, language: Language) -> list[str]:
    where = f"{label_of(plan.pekon)}, {plan.place}".rstrip(", ")
    start, end = _times(plan, session)
    facts = {"day": day(plan.held_on), "start": start, "end": end, "place": where}
    if plan.state == CANCELLED:
        text = "The day in {place} on {day} is cancelled: {reason}. Ask for a new place."
        return [translate(language, text, reason=plan.reason, **facts)]
    told = [translate(language, "Come on {day}, {start}-{end}, to {place}.", **facts)]
    if plan.state == MOVED:
        former = day(plan.held_on.fromisoformat(plan.former_date)) if plan.former_date else "-"
        text = "The day was moved from {former}: {reason}. Your place stays valid."
        told.insert(0, translate(language, text, former=former, reason=plan.reason))
    return told


def _times(plan: DayPlanned, session: int) -> tuple[str, str]:
    if session < len(plan.sessions):
        return plan.sessions[session].start, plan.sessions[session].end
    return plan.start, plan.end
