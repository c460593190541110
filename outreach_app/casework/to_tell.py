"""Whom this laptop must still tell that an appointment is another one now.

Applicants whose appointment a clerk moved or took away, and holders of slots of a planned day that
was moved or cancelled. Derived from what the office said whenever it is read; only what officers
did about it is stored, so nobody can fall off the list but by a tick or because it is over.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from outreach_app.casework import removal
from outreach_app.casework.formmap import form_map
from outreach_app.casework.rules import Rules
from outreach_app.casework.workplace import Workplace
from outreach_app.domain.appointment_changes import AppointmentChange, to_tell
from outreach_app.domain.day_entries import SCHEDULED, DayPlanned
from outreach_app.domain.machines import State
from outreach_app.domain.nik import mask
from outreach_app.domain.regions import label_of
from outreach_app.domain.told_entries import (
    APPLICANT_TOLD,
    IN_PERSON,
    NOT_REACHED,
    ApplicantTold,
    slot_change_id,
)
from outreach_app.errors import UserProblem
from outreach_app.i18n import Language
from outreach_app.store import Store
from outreach_app.store.day_plans import Slot
from outreach_app.store.rows import Record
from outreach_app.store.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Somebody to tell.

    Attributes:
        move_id: of the change; ticks name it.
        number: of the file, or of the slot.
        name: empty for a slot, which names nobody.
        phone: as it was recorded, empty when there is none.
        address: where a letter goes, in words: of the applicant, of a slot the day's pekon.
        title: what the appointment is for: name of the case's state; empty for a slot.
        old, new: `2026-12-07T09:00`; `new` is empty when there is none any more.
        tried: the last time that nobody was reached, None when nobody tried.
    """

    move_id: str
    number: str
    old: str
    new: str
    reason: str
    name: str = ""
    nik_masked: str = ""
    phone: str = ""
    address: str = ""
    title: str = ""
    tried: Told | None = None

    @property
    def next_day(self) -> str:
        """Return the first day on which somebody would come; by it the list is in order."""
        return min(filter(None, (self.old, self.new)))


class TellingDesk:
    """Who must be told, and what officers did about it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def listed(self, language: Language) -> tuple[Change, ...]:
        """Return whom to tell, the nearest appointment first."""
        rules, today = self._place.rules, self._place.today()

        def job(store: Store) -> tuple[Change, ...]:
            told, tried = store.told.ids(), {one.move_id: one for one in store.told.tried()}
            found = [
                *_of_cases(store, rules, told, today, language),
                *_of_slots(store, told, today),
            ]
            found.sort(key=lambda one: (one.next_day, one.number))
            return tuple(_with(one, tried.get(one.move_id)) for one in found)

        return self._place.run(job)

    def note(self, change: Change, how: str, note: str = "") -> None:
        """Write down that somebody was told, or could not be reached.

        A second tick of the same change writes nothing.

        Raises:
            UserProblem: TELL_001 nobody was reached and no word says what was tried; ERASE_004,
                ERASE_005 the file is gone from this laptop.
        """
        if how == NOT_REACHED and not note.strip():
            raise UserProblem("TELL_001", number=change.number)
        place = self._place

        def job(store: Store) -> None:
            with store.transaction():
                removal.must_have_content(store, change.number)
                if change.move_id in store.told.ids():
                    return
                body = ApplicantTold(
                    move_id=change.move_id, number=change.number, how=how, note=note.strip()
                )
                _write(place, store, body)

        place.run(job)


def knows_already(place: Workplace, store: Store, plan: DayPlanned, slot: Slot) -> None:
    """Note that who gets a slot of a day that was moved before hears its new date with it."""
    if plan.state != SCHEDULED:
        move_id = slot_change_id(plan, slot.slot)
        _write(place, store, ApplicantTold(move_id=move_id, number=slot.slot, how=IN_PERSON))


def _write(place: Workplace, store: Store, body: ApplicantTold) -> None:
    """Write entry and tick, in the caller's transaction."""
    entry = place.append(store, APPLICANT_TOLD, body)
    store.told.put(
        Told(
            move_id=body.move_id,
            number=body.number,
            how=body.how,
            note=body.note,
            at_ms=entry.time_ms,
            officer=entry.author,
        )
    )


def _of_cases(
    store: Store, rules: Rules, told: Collection[str], today: date, language: Language
) -> Iterator[Change]:
    for number in store.cases.with_appointments(today.isoformat()):
        record = store.records.get(number)
        if record is None or record.cancelled or store.removals.of(number):
            continue
        way = store.cases.of(number)
        state = _state(rules, record.service, way[-1].state)
        found = to_tell(way, told, today, ended=state.closed)
        if found is not None:
            yield _change(found, record, state.title(language))


def _state(rules: Rules, service: str, name: str) -> State:
    """Return a state; a service that is gone from the catalogue has it by its name only."""
    known = rules.catalogue.services.get(service)
    machine = rules.machines.machines.get(known.machine) if known else None
    return machine.state(name) if machine else State(name, name, (), (), "none")


def _change(found: AppointmentChange, record: Record, title: str) -> Change:
    roles, answers = form_map(record.form_id), json.loads(record.answers)
    lives_in = label_of(roles.find(answers, "pekon") or record.pekon)
    return Change(
        move_id=found.move_id,
        number=record.number,
        old=found.old,
        new=found.new,
        reason=found.reason,
        title=title,
        name=record.name,
        nik_masked=mask(record.nik) if record.nik else "",
        phone=roles.find(answers, "phone_e164") or roles.find(answers, "phone"),
        address=", ".join(filter(None, (roles.find(answers, "street"), lives_in))),
    )


def _of_slots(store: Store, told: Collection[str], today: date) -> Iterator[Change]:
    for plan in store.plans.all():
        old = (plan.former_date or plan.date) if not plan.cancelled else plan.date
        if plan.state == SCHEDULED or max(old, plan.date) < today.isoformat():
            continue
        for slot in store.plans.slots(plan.day_id):
            move_id = slot_change_id(plan, slot.slot)
            if slot.cancelled or move_id in told:
                continue
            at = plan.sessions[slot.session].start if slot.session < len(plan.sessions) else ""
            at = at or plan.start
            yield Change(
                move_id=move_id,
                number=slot.slot,
                old=f"{old}T{at}",
                new="" if plan.cancelled else f"{plan.date}T{at}",
                reason=plan.reason,
                phone=slot.contact,
                address=label_of(plan.pekon),
            )


def _with(change: Change, tried: Told | None) -> Change:
    return change if tried is None else replace(change, tried=tried)
