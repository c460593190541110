"""When each laptop last called, and what it said it has of the office's feeds."""

from __future__ import annotations

import msgspec
from sqlalchemy import insert, select, update

from outreach_app.office.enrolment import device_name
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.tables import contact, device, device_feed
from sync.entry import MAX_NUMBER
from sync.message import SEALED_AHEAD, Request


def record(office: Office, request: Request) -> None:
    """Write down that a laptop called, what it has and how much it wrote.

    A request that came by file or was sealed before a lock says nothing of the laptop's clock.
    """
    if request.time_ms != SEALED_AHEAD:
        office.clock.witness(request.time_ms)
    now = office.clock.now_ms()
    told = {feed.hex(): min(head.number, MAX_NUMBER) for feed, head in request.cursors.items()}
    values: dict[str, object] = {
        "time_ms": now,
        "head_number": min(request.head.number, MAX_NUMBER),
    }
    if request.most:  # else it told no cursors, and those of the last time hold
        values["cursors"] = msgspec.json.encode(told).decode()
    if request.time_ms != SEALED_AHEAD:
        values["clock_offset_s"] = (now - request.time_ms) // 1000
    with office.ledger.arriving() as tx:
        tx.lock_feed(request.feed_id)
        this = update(contact).where(contact.c.feed_id == request.feed_id)
        if tx.connection.execute(this.values(values)).rowcount == 0:
            first = {"clock_offset_s": 0} | values
            tx.connection.execute(insert(contact).values(feed_id=request.feed_id, **first))


def who_has(
    tx: LedgerTransaction, feed_id: bytes, number: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which laptops have an office entry and which do not, without revoked ones."""
    query = (
        select(device.c.device_number, contact.c.cursors)
        .join(device_feed, device_feed.c.feed_id == device.c.feed_id)
        .outerjoin(contact, contact.c.feed_id == device.c.feed_id)
        .where(device_feed.c.revoked_at.is_(None))
        .order_by(device.c.device_number)
    )
    reached: list[str] = []
    waiting: list[str] = []
    for device_number, cursors in tx.connection.execute(query):
        told = msgspec.json.decode(cursors or "{}", type=dict[str, int])
        there = reached if told.get(feed_id.hex(), 0) >= number else waiting
        there.append(device_name(device_number))
    return tuple(reached), tuple(waiting)
