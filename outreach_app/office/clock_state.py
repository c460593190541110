"""Whether the clock of the office's computer is believed: told to the desk, settled there.

Two signs tell that it cannot: it lies before what the office has seen or jumped since
(`steady_clock`), or most laptops agree with each other and not with it.
"""

from __future__ import annotations

from statistics import median

from sqlalchemy import Connection, delete, func, select, update

from outreach_app.domain.time_entries import OFFICE_CLOCK, SKEW_S, OfficeClockFollowed
from outreach_app.office.clerks import SignedIn
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import ALL, Office
from outreach_app.office.tables import (
    contact,
    decision,
    device_feed,
    enrolment_code,
    failed_sign_in,
    office_entry,
    office_feed,
    session,
)
from outreach_app.officeapi import clock_messages as cm

_WEEK_MS = 7 * 86_400_000
_FEWEST = 2
"""Laptops that must agree: one may be wrong by itself."""


def seen_ms(connection: Connection) -> int:
    """Return the newest time that the office had before, 0 at its beginning.

    That of a laptop's call, or of what a person said last about the clock.
    """
    called = connection.scalar(select(func.max(contact.c.time_ms))) or 0
    said = select(office_entry.c.time_ms).join(
        office_feed, office_feed.c.feed_id == office_entry.c.feed_id
    )
    said = said.where(office_entry.c.kind == OFFICE_CLOCK, office_feed.c.audience == ALL)
    newest = said.order_by(office_feed.c.id.desc(), office_entry.c.number.desc()).limit(1)
    return max(called, connection.scalar(newest) or 0)


def state(office: Office) -> cm.OfficeClock:
    """Return the office's time, its computer's, and what the laptops say."""
    now, off_s = office.clock.now_ms(), office.clock.off_s()
    with office.ledger.reading() as tx:
        told = _told(tx.connection, now)
    laptops, laptops_off_s = agreeing(told)
    return cm.OfficeClock(
        now_ms=now,
        machine_ms=now + off_s * 1000,
        off_s=off_s,
        laptops=laptops,
        laptops_off_s=laptops_off_s,
    )


def agreeing(told: list[int]) -> tuple[int, int]:
    """Return how many laptops agree that the office is off, and by how much.

    Args:
        told: office minus laptop in seconds, of each laptop that called lately.

    Returns:
        (0, 0) unless at least two, and more than half of all, are off by the same.
    """
    off = [one for one in told if abs(one) > SKEW_S]
    if not off:
        return 0, 0
    middle = round(median(off))
    same = [one for one in off if abs(one - middle) <= SKEW_S]
    if len(same) < _FEWEST or 2 * len(same) <= len(told):
        return 0, 0
    return len(same), middle


def follow(office: Office, by: SignedIn) -> cm.OfficeClock:
    """Go by the computer's clock from now on: somebody looked at it and says it is right.

    If the time goes back, what was counted in a time that never was is counted anew: decisions
    that wait, sessions, codes, wrong tries, the laptops' last calls. Entries keep what they say.
    """
    by_s = office.clock.off_s()
    office.clock.follow()
    now = office.clock.now_ms()
    with office.ledger.transaction() as tx:
        if by_s < 0:
            _count_anew(tx, now, office.rules.release_s * 1000, office.rules.session_s * 1000)
        if by_s:
            body = OfficeClockFollowed(by_s=by_s)
            office.write(tx, ALL, author=by.clerk, kind=OFFICE_CLOCK, body=body)
    return state(office)


def _count_anew(tx: LedgerTransaction, now: int, release_ms: int, session_ms: int) -> None:
    run = tx.connection.execute
    run(delete(failed_sign_in).where(failed_sign_in.c.time_ms > now))
    for table, column, latest in (
        (contact, contact.c.time_ms, now),
        (session, session.c.expires_ms, now + session_ms),
        (decision, decision.c.release_ms, now + release_ms),
        (enrolment_code, enrolment_code.c.expires_ms, now + 2 * _WEEK_MS),
    ):
        run(update(table).where(column > latest).values({column: latest}))


def _told(connection: Connection, now: int) -> list[int]:
    query = (
        select(contact.c.clock_offset_s)
        .join(device_feed, device_feed.c.feed_id == contact.c.feed_id)
        .where(device_feed.c.revoked_at.is_(None), contact.c.time_ms > now - _WEEK_MS)
    )
    return list(connection.scalars(query))
