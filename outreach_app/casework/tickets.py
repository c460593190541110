"""The numbered queue of the day: issue, call, serve, skip.

The order is `domain.queue`'s one rule; this stores what happened, with its entry.
"""

from __future__ import annotations

from dataclasses import dataclass

from outreach_app.casework.days import change_ticket, current_day
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain import queue
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.rows import Ticket


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

    def issue(self, lane: str, service: str = "") -> Ticket:
        """Give the next number of `lane` (letter `A P B C`) and return the ticket.

        Raises:
            UserProblem: CASEWORK_002 no day is open.
        """
        place = self._place

        def job(store: Store) -> Ticket:
            with store.transaction():
                day = current_day(store)
                ticket = store.tickets.issue(day.day_id, lane, service, place.clock.now_ms())
                body = e.TicketChanged(
                    day_id=day.day_id, ticket=ticket.ticket, state=ticket.state, service=service
                )
                place.append(store, e.TICKET_CHANGED, body)
                return ticket

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
        """The holder was served without a file, e.g. with advice."""
        return self._change(ticket, "selesai")

    def absent(self, ticket: str) -> Ticket:
        """The holder is not here."""
        return self._change(ticket, "tidak_hadir")

    def left(self, ticket: str) -> Ticket:
        """The holder went home."""
        return self._change(ticket, "pulang")

    def _change(self, name: str, state: str) -> Ticket:
        place = self._place

        def job(store: Store) -> Ticket:
            with store.transaction():
                day = current_day(store)
                ticket = store.tickets.get(day.day_id, name)
                if ticket is None:
                    raise UserProblem("CASEWORK_009", ticket=name)
                if not queue.may_change(ticket.state, state):
                    raise UserProblem("CASEWORK_010", ticket=name, state=ticket.state)
                return change_ticket(place, store, ticket, state)

        return place.run(job)


def view(store: Store) -> QueueView:
    """Return the open day's queue from the store."""
    day = store.days.current()
    rows = tuple(store.tickets.of_day(day.day_id)) if day else ()
    busy = [t for t in rows if t.state in ("dipanggil", "dilayani")]
    waiting = [t for t in rows if t.state == "menunggu"]
    called = sorted((t for t in rows if t.called_ms), key=lambda t: t.called_ms)
    order = queue.order([t.ticket for t in waiting], [t.ticket for t in called])
    by_name = {t.ticket: t for t in waiting}
    current = max(busy, key=lambda t: t.called_ms) if busy else None
    return QueueView(current, tuple(by_name[name] for name in order), rows)
