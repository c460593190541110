"""Escalation: what passed its limit is written into its thread, once for each who must know.

Looked at with the office's clock whenever somebody opens the list, the thread or the worklist.
Who is told after how many working days is data (`threads.Limits.told`; domain.md 7).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, insert, select

from outreach_app.clock import office_date
from outreach_app.domain import threads
from outreach_app.domain.threads import SYSTEM
from outreach_app.office.citizen_tables import citizen_record, thread_event
from outreach_app.office.office import Office
from outreach_app.office.published import published
from outreach_app.office.thread_items import standings

_Due = dict[str, tuple[str, str]]
"""Id of an event -> number of the thread, role that is told."""


def escalate(office: Office, number: str = "") -> int:
    """Write who must know of what is late by now; return how many events are new.

    Args:
        office: whose clock and threads.
        number: of one thread, empty for all.
    """
    today = office_date(office.clock.now_ms())
    here = citizen_record.c.number
    which = here == number if number else here != ""
    with office.ledger.reading() as tx:
        if not _missing(tx.connection, _due(tx.connection, which, today)):
            return 0
    with office.ledger.transaction() as tx:
        missing = _missing(tx.connection, _due(tx.connection, which, today))
        for event_id, (late, role) in missing.items():
            tx.connection.execute(
                insert(thread_event).values(
                    event_id=event_id,
                    number=late,
                    kind=threads.ESCALATED,
                    side=SYSTEM,
                    time_ms=office.clock.now_ms(),
                    value=role,
                )
            )
    return len(missing)


def _due(connection: Connection, which: ColumnElement[bool], today: date) -> _Due:
    """Return an event for each role and lateness; another class or opening again is a new one."""
    rules, found = published(connection), _Due()
    for row, here in standings(connection, which):
        if here.state in threads.SETTLED:
            continue
        received = date.fromisoformat(row.date)
        limits = threads.limits(here, received, today, rules.calendar, rules.complaints)
        for role in limits.told:
            event_id = f"escalated/{row.number}/{role}/{here.class_}/{here.reopened}"
            found[event_id] = (row.number, role)
    return found


def _missing(connection: Connection, due: _Due) -> _Due:
    if not due:
        return {}
    query = select(thread_event.c.event_id).where(thread_event.c.kind == threads.ESCALATED)
    known = set(connection.scalars(query))
    return {event_id: what for event_id, what in due.items() if event_id not in known}
