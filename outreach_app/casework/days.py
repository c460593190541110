"""Opening an outreach day, and closing it with the manifest that the office balances against."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from outreach_app.casework import pool
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain.citizen_entries import CITIZEN_SEALED
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.rows import Day, Ticket


def open_day(
    place: Workplace, pekon: str, officers: tuple[str, ...] = (), spare_slip_from: int = 0
) -> Day:
    """Open a day at `pekon` (region code) and return it.

    Raises:
        UserProblem: CASEWORK_001 another day is still open.
    """
    today = place.today().isoformat()

    def job(store: Store) -> Day:
        with store.transaction():
            if store.days.current() is not None:
                raise UserProblem("CASEWORK_001")
            count = sum(day.date == today for day in store.days.all())
            day_id = f"{place.device}-{today}-{count + 1}"
            body = e.DayOpened(
                day_id=day_id,
                pekon=pekon,
                date=today,
                officers=officers,
                spare_slip_from=spare_slip_from,
            )
            entry = place.append(store, e.DAY_OPENED, body)
            day = Day(
                day_id=day_id,
                pekon=pekon,
                date=today,
                officers=officers,
                opened_ms=place.clock.now_ms(),
                first_entry=entry.number,
            )
            store.days.add(day)
            return day

    return place.run(job)


def current_day(store: Store) -> Day:
    """Return the open day.

    Raises:
        UserProblem: CASEWORK_002 no day is open.
    """
    day = store.days.current()
    if day is None:
        raise UserProblem("CASEWORK_002")
    return day


@dataclass(frozen=True, slots=True)
class Manifest:
    """A closed day's manifest with what the paper copy names.

    Attributes:
        body: as it stands in the feed.
        entry_number: of the `day.closed` entry.
        head: that entry's hash, hex; the paper shows ten characters.
    """

    body: e.DayClosed
    entry_number: int
    head: str


def draft_manifest(store: Store, day: Day, note: str = "") -> e.DayClosed:
    """Return the manifest that closing `day` now would declare."""
    records = store.records.of_day(day.day_id)
    valid = [r for r in records if not r.cancelled]
    forms = Counter((r.form_id, r.form_version) for r in valid)
    head = store.feed.head()
    tickets = Counter(t.state for t in store.tickets.of_day(day.day_id))
    return e.DayClosed(
        day_id=day.day_id,
        pekon=day.pekon,
        date=day.date,
        first=day.first_entry,
        last=head.number,
        head=head.hash.hex(),
        forms=tuple(e.FormCount(*form, count) for form, count in sorted(forms.items())),
        numbers=tuple(r.number for r in valid),
        cancelled=tuple(r.number for r in records if r.cancelled),
        drafts_left=sum(d.day_id == day.day_id for d in store.drafts.all()),
        tickets=dict(sorted(tickets.items())),
        slips=dict(store.slips.counts(day.day_id)),
        office_heads={
            feed.hex(): (number, digest.hex())
            for feed, (number, digest) in store.news.heads().items()
        },
        supersedes=day.manifest_entry,
        note=note,
        sealed=store.feed.count(CITIZEN_SEALED, day.first_entry)
        + sum(store.sealed_pool.counts().values()),
    )


def close_day(place: Workplace, note: str = "") -> Manifest:
    """Close the open day: waiting tickets are marked absent, then the manifest is appended.

    Raises:
        UserProblem: CASEWORK_002 no day is open; CASEWORK_004 someone is still being served.
    """

    def job(store: Store) -> Manifest:
        with store.transaction():
            day = current_day(store)
            for ticket in store.tickets.of_day(day.day_id):
                _end_ticket(place, store, ticket)
            pool.drain(place, store)
            body = draft_manifest(store, day, note)
            entry = place.append(store, e.DAY_CLOSED, body)
            store.days.close(day.day_id, place.clock.now_ms(), entry.number)
            return Manifest(body, entry.number, entry.hash.hex())

    return place.run(job)


def _end_ticket(place: Workplace, store: Store, ticket: Ticket) -> None:
    if ticket.state == "dilayani":
        raise UserProblem("CASEWORK_004", ticket=ticket.ticket)
    if ticket.state in ("menunggu", "dipanggil", "dilewati"):
        change_ticket(place, store, ticket, "tidak_hadir")


def change_ticket(place: Workplace, store: Store, ticket: Ticket, state: str) -> Ticket:
    """Store a ticket's new state with its entry, in the caller's transaction; return the row."""
    changed = store.tickets.change(ticket, state, place.clock.now_ms())
    body = e.TicketChanged(
        day_id=ticket.day_id, ticket=ticket.ticket, state=state, service=ticket.service
    )
    place.append(store, e.TICKET_CHANGED, body)
    return changed
