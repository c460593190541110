"""What laptops did to tell applicants of another appointment, and who does not know yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from outreach_app.domain.appointment_changes import to_tell
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.machines import Machine
from outreach_app.domain.told_entries import APPLICANT_TOLD, NOT_REACHED, slot_change_id
from outreach_app.office.case_steps import Moved
from outreach_app.office.files import facts
from outreach_app.office.tables import event
from outreach_app.officeapi import case_messages as cm

Noted = list[tuple[Row[Any], dict[str, str]]]
"""What was noted about a file with its facts, oldest first."""


def noted(connection: Connection, numbers: Iterable[str]) -> dict[str, Noted]:
    """Return what laptops noted about some files."""
    query = (
        select(event)
        .where(event.c.kind == APPLICANT_TOLD, event.c.number.in_(list(numbers)))
        .order_by(event.c.time_ms, event.c.entry_number)
    )
    found: dict[str, Noted] = defaultdict(list)
    for row in connection.execute(query):
        found[row.number].append((row, facts(row.facts)))
    return found


def untold(machine: Machine, way: Sequence[Moved], said: Noted, today: date) -> bool:
    """Tell whether the applicant must still hear of the newest change of the appointment.

    As on the laptop, only words of the office count, not that a corrected file began anew.
    """
    told = {one["move_id"] for _, one in said if one["how"] != NOT_REACHED}
    words = [moved for moved in way if moved.decision_id]
    return to_tell(words, told, today, ended=machine.state(way[-1].state).closed) is not None


def lines(way: Sequence[Moved], said: Noted) -> tuple[cm.ToldLine, ...]:
    """Return what was noted about a file, for its history."""
    new = {moved.decision_id: moved.appointment for moved in way}
    return tuple(
        cm.ToldLine(
            at_ms=row.time_ms,
            officer=row.author,
            how=known["how"],
            note=known.get("note", ""),
            appointment=new.get(known["move_id"], ""),
        )
        for row, known in said
    )


def slots_told(connection: Connection, plan: DayPlanned, slots: Sequence[str]) -> dict[str, str]:
    """Return slot -> how its holder was told of the change that the plan names."""
    return {
        number: known["how"]
        for number, said in noted(connection, slots).items()
        for _, known in said
        if known["move_id"] == slot_change_id(plan, number)
    }
