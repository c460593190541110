"""Threads as the office has them: row, events in order, standing; read in three queries.

What citizens replied counts only with the thread's check code.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, select

from outreach_app.clock import office_date
from outreach_app.domain import threads
from outreach_app.domain.thread_word_entries import AGAIN, bare_code, code_hash, plain_number
from outreach_app.domain.threads import CITIZEN, Standing, ThreadEvent
from outreach_app.errors import UserProblem
from outreach_app.office.answers import answer
from outreach_app.office.citizen_tables import citizen_record, thread_event

_REPLIES = {"SELESAI": "confirmed", "BUKA_LAGI": "reopened", "PESAN": "message"}
Item = tuple[Row[Any], list[ThreadEvent], Standing]


@dataclass(frozen=True, slots=True)
class Told:
    """What a thread began with, as its form named it."""

    story: str
    wish: str
    named: str
    may_publish: bool


def told(row: Row[Any]) -> Told:
    """Return what a thread began with."""
    record = msgspec.json.decode(row.answers)

    def said(role: str) -> str:
        return answer(row.form_id, record, role)

    public = said("may_publish") == "ya" and not row.secret
    return Told(said("told"), said("wish"), said("named_officer"), public)


def standings(
    connection: Connection, which: ColumnElement[bool]
) -> list[tuple[Row[Any], Standing]]:
    """Return the threads that a condition on `citizen_record` names, and where they stand."""
    return [(row, here) for row, _, here in items(connection, which)]


def one(connection: Connection, number: str) -> Item | None:
    """Return a thread by its number, None when there is none."""
    found = items(connection, citizen_record.c.number == number) if number else []
    return found[0] if found else None


def items(connection: Connection, which: ColumnElement[bool]) -> list[Item]:
    """Return the threads that a condition on `citizen_record` names, in three queries."""
    rows = connection.execute(select(citizen_record).where(which)).all()
    numbers = select(citizen_record.c.number).where(which)
    twice = [plain_number(row.number) for row in rows if AGAIN in row.number]
    done, replies = _done(connection, numbers), _replies(connection, numbers, twice)
    return [_item(row, done[row.number], replies[plain_number(row.number)]) for row in rows]


def _item(row: Row[Any], done: list[ThreadEvent], replies: list[Row[Any]]) -> Item:
    told_ = [event for reply in replies if (event := _reply(row, reply)) is not None]
    here, kept = threads.begin(row.thread_kind), list[ThreadEvent]()
    for event in sorted([*done, *told_], key=lambda event: event.time_ms):
        counted = _possible(here, event)
        kept.append(counted)
        here = threads.standing(row.thread_kind, kept)
    return row, kept, here


def _possible(here: Standing, event: ThreadEvent) -> ThreadEvent:
    """Return a citizen's move as it counts: one that comes too late is a message."""
    if event.by != CITIZEN:
        return event
    try:
        threads.check(here, event.kind, CITIZEN)
    except UserProblem:
        return replace(event, kind="message")
    return event


def _done(connection: Connection, numbers: Select[Any]) -> dict[str, list[ThreadEvent]]:
    query = select(thread_event).where(thread_event.c.number.in_(numbers))
    found: dict[str, list[ThreadEvent]] = defaultdict(list)
    for r in connection.execute(query.order_by(thread_event.c.id)):
        on = office_date(r.time_ms)
        event = ThreadEvent(r.kind, r.side, on, r.time_ms, r.clerk or "", r.text, r.value)
        found[r.number].append(event)
    return found


def _replies(
    connection: Connection, numbers: Select[Any], twice: list[str]
) -> dict[str, list[Row[Any]]]:
    """Return replies by the number they were written under; its code says to which report."""
    to = citizen_record.c.reply_to
    query = select(citizen_record).where(to.in_(numbers) | to.in_(twice))
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query.order_by(citizen_record.c.arrived_ms)):
        found[row.reply_to].append(row)
    return found


def _reply(row: Row[Any], reply: Row[Any]) -> ThreadEvent | None:
    record = msgspec.json.decode(reply.answers)
    code = bare_code(answer(reply.form_id, record, "thread_code"))
    kind = _REPLIES.get(answer(reply.form_id, record, "thread_move"))
    if kind is None or row.code_hash != code_hash(plain_number(row.number), code):
        return None
    text = answer(reply.form_id, record, "told")
    on = date.fromisoformat(reply.date)
    return ThreadEvent(kind, CITIZEN, on, reply.arrived_ms, "", text)
