"""The numbered queue of the day: issue, call, serve, skip.

The order is `domain.queue`'s one rule; this stores what happened, with its entry.
"""

from __future__ import annotations

from dataclasses import dataclass

from outreach_app.casework import places
from outreach_app.casework.days import change_ticket, current_day, tell_ticket
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import queue
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.rows import Day, Ticket


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue as a window shows it.

    Attributes:
        current: being served or called, None when nobody is.
        following: who is called next, in order.
        rows: every ticket of the day, in the order of issue.
    """

    current: Ticket | None
    following: tuple[Ticket, ...]
    rows: tuple[Ticket, ...]

    @property
    def waiting(self) -> int:
        """Return how many wait."""
        return len(self.following)

    @property
    def priority(self) -> int:
        """Return how many of them wait in the priority lane."""
        return sum(t.lane == queue.PRIORITY for t in self.following)


class TicketDesk:
    """The queue of the open day."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def issue(self, lane: str, service: str = "", slot: str = "", beyond: str = "") -> Ticket:
        """Give the next number of `lane` (letter `A P B C`) and return the ticket.

        Args:
            lane: its letter.
            service: code, empty when it is not chosen yet.
            slot: the place promised ahead that the person holds, `D007-S012`.
            beyond: why it is given although the session or the quota is full, a key of
                `queue.toml`; recorded with the ticket.

        Raises:
            UserProblem: CASEWORK_002 no day is open; DAYS_021 another laptop gives the tickets;
                DAYS_022 every session is full; DAYS_025 the quota of the service is used up;
                DAYS_016 that slot is not of this day; DAYS_026 `beyond` is no reason.
        """
        place = self._place
        if beyond and beyond not in queue.rule().beyond:
            raise UserProblem("DAYS_026")

        def job(store: Store) -> Ticket:
            with store.transaction():
                day = current_day(store)
                if day.ticket_giver not in ("", place.device):
                    raise UserProblem("DAYS_021", laptop=day.ticket_giver)
                session = _session(place, store, day, (slot, service, beyond))
                now = place.clock.now_ms()
                ticket = store.tickets.issue(day.day_id, lane, service, now, session)
                tell_ticket(place, store, ticket, reason=beyond, slot=slot)
                return ticket

        return place.run(job)

    def take(self, name: str) -> Ticket:
        """Take over a ticket that the ticket giver's laptop sent here, as `dipanggil`.

        Raises:
            UserProblem: CASEWORK_002 no day is open; DAYS_023 this laptop gives the tickets itself;
                CASEWORK_009 it is no ticket.
        """
        place, typed = self._place, queue.read_ticket(name)

        def job(store: Store) -> Ticket:
            with store.transaction():
                day = current_day(store)
                if day.ticket_giver in ("", place.device):
                    raise UserProblem("DAYS_023", ticket=name)
                if typed is None:
                    raise UserProblem("CASEWORK_009", ticket=name)
                known = store.tickets.get(day.day_id, typed)
                if known is None:
                    known = _elsewhere(place, day, typed)
                    store.tickets.add(known)
                return change_ticket(place, store, known, queue.CALLED)

        return place.run(job)

    def view(self) -> QueueView:
        """Return the queue; empty when no day is open."""
        return self._place.run(view)

    def call_next(self) -> Ticket | None:
        """Call whose turn it is and return the ticket; None when nobody waits."""
        place = self._place

        def job(store: Store) -> Ticket | None:
            with store.transaction():
                current_day(store)
                following = view(store).following
                return change_ticket(place, store, following[0], "dipanggil") if following else None

        return place.run(job)

    def call(self, ticket: str, reason: str) -> Ticket:
        """Call a ticket out of its order; `reason` is a key of `queue.toml`.

        Raises:
            UserProblem: DAYS_024 no reason.
        """
        if reason not in queue.rule().reasons:
            raise UserProblem("DAYS_024", ticket=ticket)
        return self._change(ticket, queue.CALLED, reason)

    def hand_over(self, ticket: str) -> Ticket:
        """Send a ticket to another laptop of the same day, which types its number in."""
        return self._change(ticket, queue.ELSEWHERE)

    def call_again(self, ticket: str) -> Ticket:
        """Call a ticket again (also one that was skipped: its number stays valid)."""
        return self._change(ticket, "dipanggil")

    def skip(self, ticket: str) -> Ticket:
        """Pass over a holder who does not come; the number stays valid."""
        return self._change(ticket, "dilewati")

    def serve(self, ticket: str) -> Ticket:
        """Begin to serve a ticket."""
        return self._change(ticket, "dilayani")

    def done(self, ticket: str) -> Ticket:
        """The holder was served without a file: advice, an examination, a paper collected."""
        return self._change(ticket, queue.DONE)

    def absent(self, ticket: str) -> Ticket:
        """The holder is not here."""
        return self._change(ticket, "tidak_hadir")

    def left(self, ticket: str) -> Ticket:
        """The holder went home."""
        return self._change(ticket, "pulang")

    def _change(self, name: str, state: str, reason: str = "") -> Ticket:
        place = self._place

        def job(store: Store) -> Ticket:
            with store.transaction():
                day = current_day(store)
                ticket = store.tickets.get(day.day_id, name)
                if ticket is None:
                    raise UserProblem("CASEWORK_009", ticket=name)
                if not queue.may_change(ticket.state, state):
                    raise UserProblem("CASEWORK_010", ticket=name, state=ticket.state)
                return change_ticket(place, store, ticket, state, reason)

        return place.run(job)


def _elsewhere(place: Workplace, day: Day, name: str) -> Ticket:
    """Return a row for a ticket that another laptop gave."""
    lane, _, number = name.partition("-")
    now = place.clock.now_ms()
    return Ticket(day_id=day.day_id, ticket=name, lane=lane, number=int(number), issued_ms=now)


def _session(place: Workplace, store: Store, day: Day, wanted: tuple[str, str, str]) -> int:
    """Return the session of the next ticket: the slot's, else the first with room."""
    slot, service, beyond = wanted
    if slot:
        return places.session_of_slot(store, day, slot)
    return places.session_with_room(place, store, day, service, beyond=bool(beyond))


def view(store: Store) -> QueueView:
    """Return the open day's queue from the store."""
    day = store.days.current()
    # In the order of what happened, never by a clock: somebody may set it during the day.
    issued, calls = _happened(store, day.day_id) if day else ({}, {})
    found = store.tickets.of_day(day.day_id) if day else ()
    rows = tuple(sorted(found, key=lambda t: issued.get(t.ticket, -1)))
    busy = [t for t in rows if t.state in ("dipanggil", "dilayani")]
    waiting = [t for t in rows if t.state == "menunggu"]
    called = sorted((t for t in rows if t.called_ms), key=lambda t: calls.get(t.ticket, -1))
    order = queue.order([t.ticket for t in waiting], [t.ticket for t in called])
    by_name = {t.ticket: t for t in waiting}
    current = max(busy, key=lambda t: calls.get(t.ticket, -1)) if busy else None
    return QueueView(current, tuple(by_name[name] for name in order), rows)


def _happened(store: Store, day_id: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return when in the day's course tickets were issued, and when they were called last."""
    issued: dict[str, int] = {}
    calls: dict[str, int] = {}
    for at, moment in enumerate(store.tickets.moments(day_id)):
        issued.setdefault(moment.ticket, at)
        if moment.state == queue.CALLED:
            calls[moment.ticket] = at
    return issued, calls
