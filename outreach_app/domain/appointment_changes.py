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
    """Return every change of the appointment that was promised last, in the order of the way.

    A first appointment is none. A case that goes on to another state without a reason has kept its
    appointment: what was before is over, and the next one is a first one again. With a reason, or
    back in the state that promised it, the appointment was taken away.
    """
    found: list[AppointmentChange] = []
    promised_in: set[str] = set()
    held = ""
    for word in way:
        if not word.appointment and not word.reason and word.state not in promised_in:
            found, promised_in, held = [], set(), ""
            continue
        if promised_in and word.appointment != held:
            found.append(
                AppointmentChange(word.move_id, word.state, held, word.appointment, word.reason)
            )
        if word.appointment:
            promised_in.add(word.state)
        held = word.appointment
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
        today: of the office; once all these days are past, telling helps nobody.
        ended: the case is closed, cancelled or erased.
    """
    found = changes(way)
    if ended or not found or found[-1].move_id in told:
        return None
    newest, known = found[-1], found[0].old
    for one in found:
        known = one.new if one.move_id in told else known
    if max(known, newest.old, newest.new)[:_DAY] < today.isoformat():
        return None
    old = newest.old if known == newest.new else known
    return AppointmentChange(newest.move_id, newest.state, old, newest.new, newest.reason)
