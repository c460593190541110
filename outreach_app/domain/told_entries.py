"""Entry about an applicant who was told that an appointment is another one now."""

from __future__ import annotations

from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.entries import Body

APPLICANT_TOLD = "applicant.told"
"""A laptop's officer told an applicant, or tried to."""

PHONE, LETTER, IN_PERSON, NOT_REACHED = "telepon", "surat", "langsung", "tidak_terhubung"
WAYS = (PHONE, LETTER, IN_PERSON)
"""How somebody is told; a letter goes through the pekon."""


def slot_change_id(plan: DayPlanned, slot: str) -> str:
    """Return how a change of a planned day is named for one slot; another version is the same."""
    return f"{plan.day_id}.{plan.state}.{plan.date}.{slot}"


class ApplicantTold(Body, frozen=True, kw_only=True):
    """Somebody was told of a change, or could not be reached.

    The time is the entry's, the officer its author.

    Attributes:
        move_id: of the office's word that changed the appointment; `slot_change_id` for a slot.
        number: of the file; of the slot for a place in a planned day.
        how: one of `WAYS`, or `NOT_REACHED`.
        note: the officer's own words, empty when there are none.
    """

    move_id: str
    number: str
    how: str
    note: str = ""
