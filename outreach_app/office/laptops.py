"""The office's laptops: when they called, what stands open, and taking a permission away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from outreach_app.errors import UserProblem
from outreach_app.office import restore_status
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.days import newest_manifest
from outreach_app.office.enrolment import device_name
from outreach_app.office.office import Office
from outreach_app.office.projection import UNREADABLE
from outreach_app.office.recovery import codes_of
from outreach_app.office.tables import contact, day, device, entry, event, laptop
from outreach_app.officeapi import messages as m
from sync.storage import DeviceFeed

_DAY_MS = 86_400_000


def laptops(office: Office, by: SignedIn) -> m.DeviceList:
    """Return every laptop by number.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.READ_DEVICES)
    query = _laptops().order_by(device.c.device_number)
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
        devices = [_row(office, tx.connection, row, tx.lock_feed(row.feed_id)) for row in rows]
    return m.DeviceList(devices=tuple(devices))


def revoke(office: Office, name: str, reason: str, by: SignedIn) -> m.DeviceRow:
    """Take a laptop's permission away; doing it again changes nothing (decisions B23).

    What it still sends is stored and held; nothing of the office flows to it any more.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such laptop; OFFICE_026 no reason.
    """
    require(by.role, Action.REVOKE)
    if not reason.strip():
        raise UserProblem("OFFICE_026")
    with office.ledger.transaction() as tx:
        rows = tx.connection.execute(_laptops()).all()
        row = next((one for one in rows if device_name(one.device_number) == name), None)
        if row is None:
            raise UserProblem("OFFICE_007", what=name)
        feed = tx.lock_feed(row.feed_id)
        if feed.revoked_at is None:
            feed = DeviceFeed(feed.head, feed.safe, feed.forked_at, feed.head.number)
            tx.set_feed(row.feed_id, feed)
            this = update(laptop).where(laptop.c.feed_id == row.feed_id)
            now = office.clock.now_ms()
            tx.connection.execute(
                this.values(revoked_ms=now, revoked_reason=reason.strip(), revoked_by=by.clerk)
            )
        return _row(office, tx.connection, row, feed)


def silent(office: Office, connection: Connection, days: int) -> tuple[str, ...]:
    """Return the laptops that have not called for `days` or more."""
    since = office.clock.now_ms() - days * _DAY_MS
    query = _laptops().order_by(device.c.device_number)
    return tuple(
        device_name(row.device_number)
        for row in connection.execute(query)
        if row.revoked_ms is None and (row.contact_ms or row.enrolled_ms) <= since
    )


def _laptops() -> Any:
    return (
        select(
            device.c.feed_id,
            device.c.device_number,
            device.c.unit,
            laptop.c.name,
            laptop.c.enrolled_ms,
            laptop.c.revoked_ms,
            contact.c.time_ms.label("contact_ms"),
            contact.c.clock_offset_s,
            contact.c.head_number,
        )
        .join(laptop, laptop.c.feed_id == device.c.feed_id)
        .outerjoin(contact, contact.c.feed_id == device.c.feed_id)
    )


def _row(office: Office, connection: Connection, row: Row[Any], feed: DeviceFeed) -> m.DeviceRow:
    quiet_since = row.contact_ms or row.enrolled_ms
    held = select(func.count()).where(entry.c.feed_id == row.feed_id, entry.c.held)
    unread = select(func.count()).where(event.c.feed_id == row.feed_id, event.c.kind == UNREADABLE)
    return m.DeviceRow(
        device=device_name(row.device_number),
        name=row.name,
        unit=row.unit,
        feed_id=row.feed_id,
        standing=feed.standing.value,
        enrolled_ms=row.enrolled_ms,
        last_contact_ms=row.contact_ms or 0,
        silent_days=max(0, office.clock.now_ms() - quiet_since) // _DAY_MS,
        stored=feed.head.number,
        held_entries=connection.scalar(held) or 0,
        unreadable=connection.scalar(unread) or 0,
        unsent=None if row.head_number is None else max(0, row.head_number - feed.head.number),
        clock_offset_s=row.clock_offset_s,
        gave_back=restore_status.of_laptop(connection, row.feed_id),
        open_day=_open_day(connection, row.feed_id),
        recovery=codes_of(connection, row.feed_id),
    )


def _open_day(connection: Connection, feed_id: bytes) -> str:
    query = select(day).where(day.c.feed_id == feed_id).order_by(day.c.opened_entry.desc())
    newest = connection.execute(query.limit(1)).first()
    if newest is None:
        return ""
    closed = newest_manifest(connection, feed_id, newest.day_id) > newest.opened_entry
    return "" if closed else newest.day_id
