"""What those who hold number and code of a report may read, here and on every laptop."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from outreach_app.clock import office_date
from outreach_app.domain import thread_word_entries as w
from outreach_app.domain import threads
from outreach_app.domain.threads import OFFICE
from outreach_app.errors import UserProblem
from outreach_app.identity.thread_words import seal_word
from outreach_app.office.citizen_tables import citizen_record
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.published import published
from outreach_app.office.thread_items import Item, one
from outreach_app.officeapi import citizen_messages as cm

AUTHOR = "kantor"
"""The office answers, not a person: laptops read no clerk's name."""
_SHOWN = ("answered", "asked", "message")


def status(office: Office, number: str, code: str) -> cm.ThreadStatus:
    """Return what the person who asked may read; one same answer for unknown and wrong.

    Raises:
        UserProblem: THREAD_005 nothing is known under that number and code.
    """
    with office.ledger.reading() as tx:
        return told_status(office, tx, known(tx, number, code))


def known(tx: LedgerTransaction, number: str, code: str) -> Item:
    """Return the thread under a number and its code.

    Raises:
        UserProblem: THREAD_005 nothing is known under that number and code.
    """
    hashed = w.code_hash(number, w.bare_code(code))
    query = select(citizen_record.c.number).where(citizen_record.c.code_hash == hashed)
    item = one(tx.connection, tx.connection.scalar(query) or "")
    if item is None:
        raise UserProblem("THREAD_005")
    return item


def told_status(office: Office, tx: LedgerTransaction, item: Item) -> cm.ThreadStatus:
    """Return a thread as the person who asked reads it; no clerk is named."""
    row, events, here = item
    rules = published(tx.connection)
    limits = threads.limits(
        here,
        date.fromisoformat(row.date),
        office_date(office.clock.now_ms()),
        rules.calendar,
        rules.complaints,
    )
    said = tuple(
        cm.ThreadEventView(
            kind=event.kind,
            side=event.by,
            clerk="",
            time_ms=event.time_ms,
            date=event.on.isoformat(),
            text=event.text,
        )
        for event in events
        if event.kind in _SHOWN
    )
    return cm.ThreadStatus(
        number=w.plain_number(row.number),
        state=here.state,
        tells_id=threads.tells(here.state, "id"),
        tells_en=threads.tells(here.state, "en"),
        answer_by=limits.answer_by.isoformat(),
        said=said,
    )


def tell(office: Office, tx: LedgerTransaction, number: str) -> None:
    """Send every laptop where a thread stands, sealed to number and code."""
    item = one(tx.connection, number)
    if item is None or not item[0].code_hash:
        return
    seen = told_status(office, tx, item)
    word = w.ThreadWord(
        number=seen.number,
        state=seen.state,
        told_on=office_date(office.clock.now_ms()).isoformat(),
        answer_by=seen.answer_by,
        said=tuple(w.Said(on=s.date, text=s.text) for s in seen.said if s.side == OFFICE),
    )
    body = seal_word(word, item[0].code_hash, office.random)
    office.write(tx, ALL, author=AUTHOR, kind=w.THREAD_TOLD, body=body)
