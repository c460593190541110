"""Which appointments of a case changed, and of which its applicant must still hear.

Laptop and office ask the same of the same words: the way of a case, as it arrives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

_DAY = len("2026-12-07")


class Word(Protocol):
    """A word of the office on a case; `store.cases.CaseMove` is one."""

    @property
    def move_id(self) -> str:
        """Return its id."""

    @property
    def state(self) -> str:
        """Return the state into which the case came."""

    @property
    def reason(self) -> str:
        """Return why, empty when nothing was said."""

    @property
    def appointment(self) -> str:
        """Return `2026-12-07T09:00`, empty when none."""


@dataclass(frozen=True, slots=True)
class AppointmentChange:
    """An appointment that is another one now.

    Attributes:
        move_id: of the word that changed it.
        state: of the case since then.
        old: `2026-12-07T09:00`; empty when a former one had been cancelled.
        new: the same; empty when it was cancelled and no other given.
        reason: as the applicant reads it.
    """

    move_id: str
    state: str
    old: str
    new: str
    reason: str


def changes(way: Iterable[Word]) -> tuple[AppointmentChange, ...]:
    """Return every change of an appointment, in the order of the way.

    A first appointment is none. A case that goes on without a reason has kept its appointment, and
    the next one is a first one again; with a reason the appointment was taken away.
    """
    found: list[AppointmentChange] = []
    promised, held = False, ""
    for word in way:
        if not word.appointment and not word.reason:
            promised, held = False, ""
            continue
        if promised and word.appointment != held:
            found.append(
                AppointmentChange(word.move_id, word.state, held, word.appointment, word.reason)
            )
        promised, held = promised or bool(word.appointment), word.appointment
    return tuple(found)


def to_tell(
    way: Iterable[Word], told: Collection[str], today: date, *, ended: bool
) -> AppointmentChange | None:
    """Return of which change the applicant must hear now; None when of none.

    Only the newest counts. Its old appointment is the one that the applicant knows of: what nobody
    told of in between is left out.

    Args:
        way: of one case, oldest first.
        told: ids of changes of which the applicant was told.
        today: of the office; once both days are past, telling helps nobody.
        ended: the case is closed, cancelled or erased.
    """
    found = changes(way)
    if ended or not found or found[-1].move_id in told:
        return None
    newest = found[-1]
    if max(newest.old, newest.new)[:_DAY] < today.isoformat():
        return None
    known = found[0].old
    for one in found:
        known = one.new if one.move_id in told else known
    old = newest.old if known == newest.new else known
    return AppointmentChange(newest.move_id, newest.state, old, newest.new, newest.reason)
