"""How many places a session and a service of a planned day have left on this laptop."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from outreach_app.casework.workplace import Workplace
from outreach_app.domain import queue
from outreach_app.domain.day_entries import DayPlanned, Session
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.day_plans import Slot
from outreach_app.store.rows import Day


def sessions(place: Workplace, plan: DayPlanned) -> tuple[Session, ...]:
    """Return a plan's sessions with the places that the alert level of its date leaves."""
    held = place.rules.alert.on(plan.held_on)
    whole = (Session(start=plan.start, end=plan.end),)
    return held.sessions(plan.sessions or (whole if held.level.unlimited else ()))


def taken(store: Store, day_id: str) -> dict[int, int]:
    """Return session -> places taken here, by slots that still stand and by tickets."""
    slots = [slot.session for slot in store.plans.slots(day_id) if not slot.cancelled]
    return dict(Counter([*slots, *(t.session for t in store.tickets.of_day(day_id))]))


def check_session(place: Workplace, store: Store, plan: DayPlanned, session: int) -> None:
    """Refuse a slot in a session without room.

    Raises:
        UserProblem: DAYS_015 that session is full on this laptop.
    """
    limits = sessions(place, plan)
    limit = limits[session].capacity if session < len(limits) else 0
    if limit and taken(store, plan.day_id).get(session, 0) >= limit:
        raise UserProblem("DAYS_015", session=session + 1)


def check_service(store: Store, plan: DayPlanned, service: str) -> None:
    """Refuse a place for a service whose quota of the day is used up here.

    Raises:
        UserProblem: DAYS_025 its quota is used up.
    """
    limit = plan.quotas.get(service, 0)
    slots = [s.service for s in store.plans.slots(plan.day_id) if not s.cancelled]
    given = [*slots, *(t.service for t in store.tickets.of_day(plan.day_id))]
    if limit and given.count(service) >= limit:
        raise UserProblem("DAYS_025", service=service, places=limit)


def session_of_slot(store: Store, day: Day, name: str) -> int:
    """Use up a place promised ahead; return its session.

    Raises:
        UserProblem: DAYS_016 that slot is not of this day.
    """
    held: Slot | None = store.plans.slot(name)
    if held is None or held.day_id != day.day_id or held.cancelled:
        raise UserProblem("DAYS_016", slot=name)
    store.plans.put_slot(replace(held, cancelled=1))
    return held.session


def session_with_room(
    place: Workplace, store: Store, day: Day, service: str, *, beyond: bool
) -> int:
    """Return the first session of today with room, the last one when `beyond` the limits.

    Raises:
        UserProblem: DAYS_022 every session is full; DAYS_025 the service's quota is used up.
    """
    plan = store.plans.get(day.day_id)
    if plan is None:
        return 0
    if not beyond:
        check_service(store, plan, service)
    parts = sessions(place, plan)
    limits = [part.capacity for part in parts]
    if not limits:
        return 0
    now = place.now().strftime("%H:%M")
    over = sum(part.end <= now for part in parts[:-1])
    free = queue.free_session(limits, taken(store, day.day_id), over)
    if free is None and not beyond:
        raise UserProblem("DAYS_022", places=sum(limits))
    return len(limits) - 1 if free is None else free
