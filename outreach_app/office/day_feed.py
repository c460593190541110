"""Plans, accounts and slots as the feeds bring them, written into their tables."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import insert, update

from outreach_app.domain import day_entries as d
from outreach_app.domain import entries as e
from outreach_app.office.case_status import bare, code_hash
from outreach_app.office.day_tables import day_account, day_plan, slot
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from sync.entry import Entry


def take_plan(tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    """Project a published plan; return its name and version."""
    body = e.decode(entry.body or b"", d.DayPlanned)
    values = {
        "version": body.version,
        "state": body.state,
        "kind": body.kind,
        "pekon": body.pekon,
        "date": body.date,
        "body": entry.body,
        "feed_id": entry.feed_id,
        "entry_number": entry.number,
        "clerk": entry.author,
        "published_ms": entry.time_ms,
    }
    this = update(day_plan).where(day_plan.c.day_id == body.day_id)
    if tx.connection.execute(this.values(values)).rowcount == 0:
        tx.connection.execute(insert(day_plan).values(day_id=body.day_id, **values))
    return body.day_id, str(body.version)


def take_account(tx: LedgerTransaction, entry: Entry) -> tuple[str, str]:
    """Project the account of a day; return its name and an empty version."""
    body = e.decode(entry.body or b"", d.DayAccounted)
    values = {
        "date": body.date,
        "body": entry.body,
        "clerk": entry.author,
        "published_ms": entry.time_ms,
    }
    this = update(day_account).where(day_account.c.day_id == body.day_id)
    if tx.connection.execute(this.values(values)).rowcount == 0:
        tx.connection.execute(insert(day_account).values(day_id=body.day_id, **values))
    return body.day_id, ""


def take_slot(_office: Office, tx: LedgerTransaction, entry: Entry) -> None:
    """Project a slot that a laptop gave or took back."""
    body = e.decode(entry.body or b"", d.SlotGiven)
    values = {
        "day_id": body.day_id,
        "session": body.session,
        "service": body.service,
        "contact": body.contact,
        "bare": bare(body.slot),
        "code_hash": code_hash(body.slot, body.check_code) if body.check_code else b"",
        "cancelled": body.cancelled,
        "entry_number": entry.number,
    }
    this = (slot.c.feed_id == entry.feed_id) & (slot.c.slot == body.slot)
    if tx.connection.execute(update(slot).where(this).values(values)).rowcount == 0:
        tx.connection.execute(insert(slot).values(feed_id=entry.feed_id, slot=body.slot, **values))


PUBLISHED: dict[str, Callable[[LedgerTransaction, Entry], tuple[str, str]]] = {
    d.DAY_PLANNED: take_plan,
    d.DAY_ACCOUNTED: take_account,
}
"""Kinds of the broadcast feed."""

FROM_LAPTOPS: dict[str, Callable[[Office, LedgerTransaction, Entry], None]] = {
    d.SLOT_GIVEN: take_slot,
}
"""Kinds of the laptops' feeds."""
