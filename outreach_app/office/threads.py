"""Complaints and questions at the office: read, moved, answered; never by somebody named in one.

A thread's events are what clerks did (`thread_event`) and what citizens replied (`citizen_record`
with `reply_to`), in the order in which the office has them. Source: domain.md 7.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from outreach_app.clock import office_date
from outreach_app.domain import roles, threads
from outreach_app.domain.calendar import Calendar
from outreach_app.domain.threads import OFFICE, SYSTEM, Standing, ThreadEvent
from outreach_app.errors import UserProblem
from outreach_app.office import thread_words
from outreach_app.office.access import Action, require
from outreach_app.office.citizen_tables import citizen_record, thread_event
from outreach_app.office.clerks import SignedIn
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.published import Published, published
from outreach_app.office.tables import clerk
from outreach_app.office.thread_items import Item, items, one, told
from outreach_app.office.thread_limits import escalate
from outreach_app.officeapi import citizen_messages as cm

_UNTOLD = ("classed", "hidden")
"""Moves that change nothing for the person who asked."""


def listed(office: Office, by: SignedIn) -> cm.ThreadList:
    """Return the threads that this clerk may see, those that need somebody first."""
    close_unheard(office)
    escalate(office)
    today = office_date(office.clock.now_ms())
    with office.ledger.reading() as tx:
        rules = published(tx.connection)
        found_items = items(tx.connection, citizen_record.c.number != "")
        seen = [item for item in found_items if _may_see(item, by)]
        found = [_row_message(item, today, rules) for item in seen]
    order = sorted(found, key=lambda r: (r.state in ("dijawab", "selesai"), r.answer_by, r.number))
    return cm.ThreadList(threads=tuple(order))


def thread(office: Office, number: str, by: SignedIn) -> cm.ThreadView:
    """Return one thread with its events; no identity.

    Raises:
        UserProblem: OFFICE_007 there is none, or this clerk may not see it (the same answer).
    """
    escalate(office, number)
    with office.ledger.reading() as tx:
        return _view(office, tx, _seen(tx.connection, number, by), by)


def act(office: Office, number: str, wanted: cm.ThreadAct, by: SignedIn) -> cm.ThreadView:
    """Make a move of the office; the same request may be sent again.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such thread or clerk; THREAD_002 not
            from here; THREAD_003 an answer needs a text; THREAD_004 there is no such class.
    """
    require(by.role, Action.ANSWER_THREADS)
    with office.ledger.transaction() as tx:
        row, _, here = _seen(tx.connection, number, by)
        _check(tx.connection, row, here, wanted)
        known = select(thread_event.c.id).where(thread_event.c.event_id == wanted.event_id)
        if tx.connection.scalar(known) is None:
            threads.check(here, wanted.kind, OFFICE)
            _write(tx.connection, office, number, wanted, by)
            if wanted.kind not in _UNTOLD:
                thread_words.tell(office, tx, number)
        # Not `_seen`: who hides it from themselves must be able to do so.
        item = one(tx.connection, number)
        if item is None:
            raise UserProblem("OFFICE_007", what=number)
        return _view(office, tx, item, by)


def close_unheard(office: Office) -> int:
    """Close threads whose answer had no reply for the time the rules give; return how many."""
    today, closed = office_date(office.clock.now_ms()), 0
    with office.ledger.transaction() as tx:
        rules = published(tx.connection)
        answered = select(thread_event.c.number).where(thread_event.c.kind == "answered")
        for row, _, here in items(tx.connection, citizen_record.c.number.in_(answered)):
            limits = _limits(row, here, today, rules)
            if here.state == threads.ANSWERED and limits.close_on and limits.close_on < today:
                event = cm.ThreadAct(
                    event_id=f"closed/{row.number}/{here.answered_on}", kind="closed"
                )
                _write(tx.connection, office, row.number, event, None)
                thread_words.tell(office, tx, row.number)
                closed += 1
    return closed


def find(connection: Connection, number: str, by: SignedIn) -> Row[Any]:
    """Return a thread's row.

    Raises:
        UserProblem: OFFICE_007 there is none, or this clerk may not see it (the same answer).
    """
    return _seen(connection, number, by)[0]


def _check(connection: Connection, row: Row[Any], here: Standing, wanted: cm.ThreadAct) -> None:
    said = wanted.value if wanted.kind == "forwarded" else wanted.text
    if wanted.kind in ("answered", "asked", "forwarded") and not said.strip():
        raise UserProblem("THREAD_003")
    rules = published(connection).complaints.on(date.fromisoformat(row.date))
    if wanted.kind == "classed" and wanted.value not in rules.classes:
        raise UserProblem("THREAD_004", value=wanted.value)
    if wanted.kind == "hidden":
        known = select(clerk.c.clerk).where(clerk.c.clerk == wanted.value)
        if connection.scalar(known) is None:
            raise UserProblem("OFFICE_007", what=wanted.value)


def _write(
    connection: Connection, office: Office, number: str, wanted: cm.ThreadAct, by: SignedIn | None
) -> None:
    connection.execute(
        insert(thread_event).values(
            event_id=wanted.event_id,
            number=number,
            kind=wanted.kind,
            side=OFFICE if by else SYSTEM,
            clerk=by.clerk if by else None,
            time_ms=office.clock.now_ms(),
            text=wanted.text.strip(),
            value=wanted.value,
        )
    )


def _seen(connection: Connection, number: str, by: SignedIn) -> Item:
    item = one(connection, number)
    if item is None or not _may_see(item, by):
        raise UserProblem("OFFICE_007", what=number)
    return item


def _may_see(item: Item, by: SignedIn) -> bool:
    row, _, here = item
    action = (
        Action.READ_QUESTIONS if row.thread_kind == threads.QUESTION else Action.READ_COMPLAINTS
    )
    if not roles.may(by.role, action) or by.clerk in here.hidden_from:
        return False
    facts = told(row)
    named = [facts.named] if facts.named else []
    return not (threads.is_named(by.name, named) or threads.is_named_in(by.name, facts.story))


def _limits(row: Row[Any], here: Standing, today: date, rules: Published) -> threads.Limits:
    received = date.fromisoformat(row.date)
    return threads.limits(here, received, today, rules.calendar, rules.complaints)


def _row_message(item: Item, today: date, rules: Published) -> cm.ThreadRow:
    row, _, here = item
    limits = _limits(row, here, today, rules)
    return cm.ThreadRow(
        number=row.number,
        kind=row.thread_kind,
        about=row.about,
        channel=row.channel,
        date=row.date,
        state=here.state,
        class_=here.class_,
        anonymous=row.anonymous,
        secret=row.secret,
        forward_by=limits.forward_by.isoformat(),
        start_by=limits.start_by.isoformat(),
        answer_by=limits.answer_by.isoformat(),
        days_left=rules.calendar.working_days_left(today, limits.answer_by),
        late_days=limits.late_days,
        told=limits.told,
        answer_days=_answer_days(row, here, rules.calendar),
    )


def _answer_days(row: Row[Any], here: Standing, calendar: Calendar) -> int:
    if here.answered_on is None:
        return -1
    return calendar.working_days_left(date.fromisoformat(row.date), here.answered_on)


def _view(office: Office, tx: LedgerTransaction, item: Item, by: SignedIn) -> cm.ThreadView:
    row, events, _ = item
    facts = told(row)
    today, rules = office_date(office.clock.now_ms()), published(tx.connection)
    classes = rules.complaints.on(date.fromisoformat(row.date)).classes
    return cm.ThreadView(
        row=_row_message(item, today, rules),
        classes={code: {"id": one.id, "en": one.en} for code, one in classes.items()},
        story=facts.story,
        wish=facts.wish,
        named=facts.named,
        may_publish=facts.may_publish,
        has_identity=row.identity is not None,
        may_open_identity=roles.may(by.role, Action.OPEN_IDENTITY),
        events=tuple(_event_message(event) for event in events),
    )


def _event_message(event: ThreadEvent) -> cm.ThreadEventView:
    return cm.ThreadEventView(
        kind=event.kind,
        side=event.by,
        clerk=event.who,
        time_ms=event.time_ms,
        date=event.on.isoformat(),
        text=event.text,
        value=event.value,
    )
