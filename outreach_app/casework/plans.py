"""Planned days on the laptop: taken from the office's feed, shown as a schedule, slots given.

Opening a planned day is `casework.days`; the tickets of its sessions are `casework.tickets`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from outreach_app.casework import places
from outreach_app.casework.to_tell import knows_already
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import day_entries as d
from outreach_app.domain import entries as e
from outreach_app.domain import numbering
from outreach_app.domain.coverage import Tile, Visit, coverage
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.day_plans import Slot
from outreach_app.store.rows import Day

if TYPE_CHECKING:
    from outreach_app.casework.news import Applied

LOOK_BACK_DAYS = 14
"""A day that was planned so long ago may still be opened, e.g. after a wrong clock."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with what this laptop knows of it.

    Attributes:
        opened: this laptop opened it; `closed`: and closed it.
        slots: given here and not given back.
    """

    plan: d.DayPlanned
    opened: bool
    closed: bool
    slots: tuple[Slot, ...]


def _planned(store: Store, data: bytes, done: Applied) -> None:
    store.plans.put(e.decode(data, d.DayPlanned))
    done.published += 1


def _accounted(store: Store, data: bytes, done: Applied) -> None:
    store.plans.account(e.decode(data, d.DayAccounted))
    done.published += 1


PROJECTORS: dict[str, Callable[[Store, bytes, Applied], None]] = {
    d.DAY_PLANNED: _planned,
    d.DAY_ACCOUNTED: _accounted,
}


class PlanDesk:
    """The schedule as the laptop has it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def schedule(self) -> tuple[Planned, ...]:
        """Return the plans from two weeks ago on, by date; cancelled ones too."""
        since = (self._place.today() - timedelta(days=LOOK_BACK_DAYS)).isoformat()
        return self._place.run(lambda s: tuple(_known(s, plan) for plan in s.plans.since(since)))

    def for_today(self) -> tuple[Planned, ...]:
        """Return what can be opened: planned for today first, then the nearest others."""
        today = self._place.today()
        open_ones = [p for p in self.schedule() if not p.plan.cancelled and not p.opened]
        return tuple(sorted(open_ones, key=lambda p: abs((p.plan.held_on - today).days)))

    def changed(self) -> tuple[Planned, ...]:
        """Return moved and cancelled plans that nobody has looked at, with the slots to tell."""
        return self._place.run(lambda s: tuple(_known(s, plan) for plan in s.plans.changed()))

    def see(self, day_id: str) -> None:
        """Remember that somebody looked at a change."""
        self._place.run(lambda store: store.plans.see(day_id))

    def coverage(self) -> tuple[Tile, ...]:
        """Return the map as far as this laptop knows: days accounted for, own days, plans."""
        today = self._place.today()

        def job(store: Store) -> tuple[Tile, ...]:
            held = [Visit(h.day_id, h.pekon, h.date) for h in store.plans.held()]
            held += [Visit(day.day_id, day.pekon, day.date) for day in store.days.all()]
            planned = [
                Visit(p.day_id, p.pekon, p.date) for p in store.plans.all() if not p.cancelled
            ]
            return coverage(dict.fromkeys(held), planned, today)

        return self._place.run(job)

    def closed_days(self) -> tuple[Day, ...]:
        """Return the closed days of this laptop, the newest first."""
        days = self._place.run(lambda store: store.days.all())
        return tuple(day for day in reversed(days) if day.closed_ms)

    def give_slot(
        self, day_id: str, session: int = 0, service: str = "", contact: str = ""
    ) -> Slot:
        """Promise a place in a session of a planned day.

        Args:
            day_id: of the plan.
            session: index of the session.
            service: code, empty when not known.
            contact: telephone for news of the day; give it only with consent.

        Raises:
            UserProblem: DAYS_014 no such day here; DAYS_010 it is cancelled; DAYS_027 another
                laptop gives the tickets of that day, and with them its places; DAYS_015 that
                session is full; DAYS_025 the quota of that service is used up.
        """
        place = self._place

        def job(store: Store) -> Slot:
            with store.transaction():
                plan = _room(place, store, day_id, session, service)
                serial = store.plans.next_serial()
                slot = Slot(
                    slot=f"{place.device}-S{serial:03d}",
                    day_id=day_id,
                    session=session,
                    serial=serial,
                    service=service,
                    contact=contact,
                    check_code=numbering.check_code(place.random),
                    given_ms=place.clock.now_ms(),
                )
                _tell(place, store, slot)
                knows_already(place, store, plan, slot)
                return slot

        return place.run(job)

    def slot(self, name: str) -> Slot:
        """Return a slot that was given here.

        Raises:
            UserProblem: DAYS_016 there is none.
        """
        found = self._place.run(lambda store: store.plans.slot(name))
        if found is None:
            raise UserProblem("DAYS_016", slot=name)
        return found

    def take_back(self, name: str) -> Slot:
        """Give a place free again.

        Raises:
            UserProblem: DAYS_016 there is no such slot here.
        """
        place = self._place

        def job(store: Store) -> Slot:
            with store.transaction():
                slot = store.plans.slot(name)
                if slot is None:
                    raise UserProblem("DAYS_016", slot=name)
                freed = replace(slot, cancelled=1)
                _tell(place, store, freed)
                return freed

        return place.run(job)


def _tell(place: Workplace, store: Store, slot: Slot) -> None:
    store.plans.put_slot(slot)
    body = d.SlotGiven(
        day_id=slot.day_id,
        slot=slot.slot,
        session=slot.session,
        service=slot.service,
        contact=slot.contact,
        check_code=slot.check_code,
        cancelled=bool(slot.cancelled),
    )
    place.append(store, d.SLOT_GIVEN, body)


def _room(place: Workplace, store: Store, day_id: str, session: int, service: str) -> d.DayPlanned:
    plan = store.plans.get(day_id)
    if plan is None:
        raise UserProblem("DAYS_014", day=day_id)
    if plan.cancelled:
        raise UserProblem("DAYS_010", day=day_id, reason=plan.reason)
    if plan.ticket_giver not in ("", place.device):  # else each laptop would fill the session
        raise UserProblem("DAYS_027", laptop=plan.ticket_giver)
    places.check_session(place, store, plan, session)
    places.check_service(store, plan, service)
    return plan


def _known(store: Store, plan: d.DayPlanned) -> Planned:
    day = store.days.get(plan.day_id)
    slots = tuple(s for s in store.plans.slots(plan.day_id) if not s.cancelled)
    return Planned(plan, day is not None, day is not None and day.closed_ms > 0, slots)
