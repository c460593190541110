"""Outreach days and the queue of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from outreach_app.domain.queue import CALLED
from outreach_app.store.engine import Database
from outreach_app.store.feed import FeedRoom
from outreach_app.store.rows import Day, Moment, Ticket
from outreach_app.store.table import Table


class DayRoom:
    """Days at a pekon; at most one is open by casework's rule."""

    def __init__(self, db: Database, feed: FeedRoom) -> None:
        self._db = db
        self._feed = feed
        self._days = Table(db, "days", Day, ("day_id",))

    def add(self, day: Day) -> None:
        """Write a new day."""
        self._days.add(day)

    def get(self, day_id: str) -> Day | None:
        """Return a day."""
        return self._days.get(day_id)

    def current(self) -> Day | None:
        """Return the open day, the newest one if there are several."""
        open_days = self._days.select("WHERE closed_ms = 0 ORDER BY opened_ms DESC LIMIT 1")
        return open_days[0] if open_days else None

    def all(self) -> Sequence[Day]:
        """Return all days, oldest first."""
        return self._days.select("ORDER BY opened_ms, day_id")

    def close(self, day_id: str, closed_ms: int, manifest_entry: int) -> None:
        """Mark a day as closed by the manifest with this number in the own feed."""
        self._db.execute(
            "UPDATE days SET closed_ms = ?, manifest_entry = ?, manifest_feed = ? WHERE day_id = ?",
            (closed_ms, manifest_entry, self._feed.row, day_id),
        )

    def emitted_again(self, day_id: str, first_entry: int = 0, manifest_entry: int = 0) -> None:
        """Note a day's new entries after a new enrolment (decisions A1); 0 leaves one as it is."""
        self._db.execute(
            "UPDATE days SET first_entry = iif(?1, ?1, first_entry), feed = iif(?1, ?4, feed),"
            " manifest_entry = iif(?2, ?2, manifest_entry),"
            " manifest_feed = iif(?2, ?4, manifest_feed) WHERE day_id = ?3",
            (first_entry, manifest_entry, day_id, self._feed.row),
        )

    def reopen(self, day_id: str, entry: int) -> None:
        """Open a closed day again; its former manifest stays named (decisions C32).

        Args:
            day_id: of the day.
            entry: that opens it again. A day of a former feed begins with it in the own feed.
        """
        self._db.execute(
            "UPDATE days SET closed_ms = 0, first_entry = iif(feed = ?2, first_entry, ?1),"
            " feed = ?2 WHERE day_id = ?3",
            (entry, self._feed.row, day_id),
        )


class TicketRoom:
    """Tickets of all days."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._tickets = Table(db, "tickets", Ticket, ("day_id", "ticket"))
        self._moments = Table(db, "ticket_moments", Moment, ("id",))

    def issue(
        self, day_id: str, lane: str, service: str, issued_ms: int, session: int = 0
    ) -> Ticket:
        """Write and return the next ticket of a lane, `A-014`, in the caller's transaction."""
        with self._db.atomic():
            last = self._db.execute(
                "SELECT coalesce(max(number), 0) FROM tickets WHERE day_id = ? AND lane = ?",
                (day_id, lane),
            ).fetchone()[0]
            ticket = Ticket(
                day_id=day_id,
                ticket=f"{lane}-{last + 1:03d}",
                lane=lane,
                number=last + 1,
                service=service,
                issued_ms=issued_ms,
                session=session,
            )
            self._tickets.add(ticket)
        return ticket

    def add(self, ticket: Ticket) -> None:
        """Write a ticket that another laptop gave out."""
        self._tickets.add(ticket)

    def update(self, ticket: Ticket) -> None:
        """Write a ticket's new facts."""
        self._tickets.put(ticket)

    def change(self, ticket: Ticket, state: str, now_ms: int) -> Ticket:
        """Write a ticket's new state and return it; a call is counted with its time."""
        changed = replace(ticket, state=state)
        if state == CALLED:
            changed = replace(changed, called_ms=now_ms, called_times=ticket.called_times + 1)
        self._tickets.put(changed)
        return changed

    def get(self, day_id: str, ticket: str) -> Ticket | None:
        """Return a ticket by its printed number, `A-014`."""
        return self._tickets.get(day_id, ticket)

    def of_day(self, day_id: str) -> Sequence[Ticket]:
        """Return a day's tickets in the order they were issued."""
        return self._tickets.select("WHERE day_id = ? ORDER BY issued_ms, lane, number", (day_id,))

    def mark(self, moment: Moment) -> None:
        """Write when a ticket got a state."""
        self._moments.add(moment)

    def moments(self, day_id: str) -> Sequence[Moment]:
        """Return the moments of a day's tickets, in order."""
        return self._moments.select("WHERE day_id = ? ORDER BY id", (day_id,))
