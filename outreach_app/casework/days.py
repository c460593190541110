"""Opening an outreach day, and closing it with the manifest that the office balances against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from outreach_app.casework import pool, protocol
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain import roles
from outreach_app.domain.citizen_entries import CITIZEN_SEALED
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.rows import Day, Moment, Ticket

_WAITS = ("menunggu", "dipanggil", "dilewati")
"""States that become absent when the day closes."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known and said when a day is opened.

    Attributes:
        plan: id of the planned day, empty for a day without a plan.
        stock: item -> amount at hand.
        answers: question -> answer, e.g. of the readiness list.
    """

    plan: str = ""
    stock: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def open_day(
    place: Workplace,
    pekon: str,
    officers: tuple[str, ...] = (),
    spare_slip_from: int = 0,
    opening: Opening | None = None,
) -> Day:
    """Open a day at `pekon` (region code) and return it.

    Raises:
        UserProblem: CASEWORK_001 another day is still open; DAYS_010 the planned day is cancelled;
            DAYS_011 this laptop closed that day already; DAYS_040 the alert level asks for the
            health protocol first.
    """
    today, given = place.today().isoformat(), opening or Opening()

    def job(store: Store) -> Day:
        with store.transaction():
            if store.days.current() is not None:
                raise UserProblem("CASEWORK_001")
            day_id, plan = _identity(place, store, given.plan, today)
            asked = protocol.require_checklist(place, store, pekon)
            body = e.DayOpened(
                day_id=day_id,
                pekon=pekon,
                date=today,
                officers=officers,
                spare_slip_from=spare_slip_from,
                kind=plan.kind if plan else "",
                ticket_giver=plan.ticket_giver if plan else "",
                stock=dict(given.stock),
                answers={**given.answers, **asked},
            )
            entry = place.append(store, e.DAY_OPENED, body)
            day = Day(
                day_id=day_id,
                pekon=pekon,
                date=today,
                officers=officers,
                opened_ms=place.clock.now_ms(),
                first_entry=entry.number,
                feed=store.feed.row,
                kind=body.kind,
                ticket_giver=body.ticket_giver,
                stock=body.stock,
            )
            store.days.add(day)
            return day

    return place.run(job)


def _identity(
    place: Workplace, store: Store, plan_id: str, today: str
) -> tuple[str, DayPlanned | None]:
    """Return the day's id and its plan: the office's id, or one of this laptop's own."""
    if not plan_id:
        count = sum(d.date == today and d.day_id.startswith("D") for d in store.days.all())
        return f"{place.device}-{today}-{count + 1}", None
    plan = store.plans.get(plan_id)
    if plan is not None and plan.cancelled:
        raise UserProblem("DAYS_010", day=plan_id, reason=plan.reason)
    if store.days.get(plan_id) is not None:
        raise UserProblem("DAYS_011", day=plan_id)
    return plan_id, plan


def reopen_day(place: Workplace, day_id: str, reason: str) -> Day:
    """Open a closed day again; the next manifest supersedes the former (decisions C32).

    Raises:
        UserProblem: DAYS_012 only a team lead may; DAYS_013 no reason; CASEWORK_001 another day is
            open; DAYS_014 this laptop has no such day.
    """
    if not roles.may(place.unlocked.officer.role, "day.reopen"):
        raise UserProblem("DAYS_012")
    if not reason.strip():
        raise UserProblem("DAYS_013")

    def job(store: Store) -> Day:
        with store.transaction():
            if store.days.current() is not None:
                raise UserProblem("CASEWORK_001")
            day = store.days.get(day_id)
            if day is None:
                raise UserProblem("DAYS_014", day=day_id)
            body = e.DayOpened(
                day_id=day_id,
                pekon=day.pekon,
                date=day.date,
                officers=day.officers,
                kind=day.kind,
                ticket_giver=day.ticket_giver,
                stock=dict(day.stock),
                reason=reason.strip(),
            )
            entry = place.append(store, e.DAY_OPENED, body)
            store.days.reopen(day_id, entry.number)
            return current_day(store)

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


def manifest_tickets(store: Store, day: Day) -> dict[str, int]:
    """Return state -> tickets of a day, as closing now would leave them."""
    left = Counter(
        "tidak_hadir" if t.state in _WAITS else t.state for t in store.tickets.of_day(day.day_id)
    )
    return dict(sorted(left.items()))


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
        supersedes=day.manifest_entry if day.manifest_feed == store.feed.row else 0,
        note=note,
        sealed=store.feed.count(CITIZEN_SEALED, day.first_entry)
        + sum(store.sealed_pool.counts().values()),
        scans=store.scans.counts([r.number for r in valid]),
    )


def close_day(place: Workplace, note: str = "", accounts: tuple[e.Account, ...] = ()) -> Manifest:
    """Close the open day: waiting tickets are marked absent, then the manifest is appended.

    Raises:
        UserProblem: CASEWORK_002 no day is open; CASEWORK_004 someone is still being served;
            DAYS_030 something counted differs and nobody said why.
    """
    for account in accounts:
        if account.counted != account.expected and not account.reason:
            raise UserProblem("DAYS_030", what=account.what)

    def job(store: Store) -> Manifest:
        with store.transaction():
            day = current_day(store)
            for ticket in store.tickets.of_day(day.day_id):
                _end_ticket(place, store, ticket)
            pool.drain(place, store)
            body = msgspec.structs.replace(draft_manifest(store, day, note), accounts=accounts)
            entry = place.append(store, e.DAY_CLOSED, body)
            store.days.close(day.day_id, place.clock.now_ms(), entry.number)
            return Manifest(body, entry.number, entry.hash.hex())

    return place.run(job)


def _end_ticket(place: Workplace, store: Store, ticket: Ticket) -> None:
    if ticket.state == "dilayani":
        raise UserProblem("CASEWORK_004", ticket=ticket.ticket)
    if ticket.state in _WAITS:
        change_ticket(place, store, ticket, "tidak_hadir")


def change_ticket(
    place: Workplace, store: Store, ticket: Ticket, state: str, reason: str = ""
) -> Ticket:
    """Store a ticket's new state with its entry, in the caller's transaction; return the row."""
    changed = store.tickets.change(ticket, state, place.clock.now_ms())
    tell_ticket(place, store, changed, reason)
    return changed


def tell_ticket(
    place: Workplace, store: Store, ticket: Ticket, reason: str = "", slot: str = ""
) -> None:
    """Append the entry of a ticket's state, with its moment, in the caller's transaction."""
    start_id, since_ms = place.moment()
    body = e.TicketChanged(
        day_id=ticket.day_id,
        ticket=ticket.ticket,
        state=ticket.state,
        service=ticket.service,
        start_id=start_id,
        since_start_ms=since_ms,
        session=ticket.session,
        reason=reason,
        slot=slot,
    )
    place.append(store, e.TICKET_CHANGED, body)
    store.tickets.mark(
        Moment(
            day_id=ticket.day_id,
            ticket=ticket.ticket,
            state=ticket.state,
            start_id=start_id,
            since_start_ms=since_ms,
            at_ms=place.clock.now_ms(),
        )
    )
