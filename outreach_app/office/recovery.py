"""One-time codes that open a laptop whose officers all forgot (decisions B19).

The secret comes in the laptop's feed, or as the text its lock screen shows. Opening it needs the
office's root, so it is done by a command, never by the server. Each code made is an entry of the
laptop's office feed and a line here; each one used is told by the laptop.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from outreach_app.domain import entries as e
from outreach_app.domain.recovery_entries import (
    RECOVERY_GIVEN,
    RECOVERY_READY,
    RECOVERY_USED,
    RecoveryGiven,
    RecoveryReady,
    RecoveryUsed,
)
from outreach_app.errors import UserProblem
from outreach_app.identity.recovery import opened_by_office
from outreach_app.identity.recovery_code import RecoveryRequest, request_of
from outreach_app.identity.wrapping import DoesNotOpen, public_of
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.enrolment import device_name
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.lineage import formers
from outreach_app.office.office import Office
from outreach_app.office.recovery_tables import recovery_code, recovery_secret
from outreach_app.office.root import Root
from outreach_app.office.tables import device
from outreach_app.officeapi import messages as m
from sync.entry import Entry
from sync.keys import key_id
from sync.storage import Standing


class Wanted(msgspec.Struct, frozen=True):
    """What is asked when a code is made.

    Attributes:
        device: `D007`.
        told: who is told the code.
        reason: why it is needed.
        request: text of the laptop's lock screen; empty takes what came in its feed.
    """

    device: str
    told: str
    reason: str
    request: str = ""


class Made(msgspec.Struct, frozen=True):
    """A code, to be told once.

    Attributes:
        number: of the code, as the lock screen shows it.
    """

    code: str
    number: int

    def __repr__(self) -> str:
        return f"Made(number={self.number})"


def take_ready(_office: Office, tx: LedgerTransaction, one: Entry) -> None:
    """Project one `recovery.ready`; told twice it stands once."""
    body = e.decode(one.body or b"", RecoveryReady)
    if body.feed_id != one.feed_id:
        return  # sent again after an enrolment again: that secret opens nothing any more
    row = {"key_id": body.key_id, "sealed": body.sealed}
    _put(tx.connection, body.feed_id, body.number, row)


def take_used(_office: Office, tx: LedgerTransaction, one: Entry) -> None:
    """Project one `recovery.used`."""
    body = e.decode(one.body or b"", RecoveryUsed)
    if body.feed_id not in (one.feed_id, *formers(tx.connection, one.feed_id)):
        return  # a laptop speaks for itself only
    _put(
        tx.connection,
        body.feed_id,
        body.number,
        {"used_ms": body.used_ms, "used_by": body.officer},
    )


FROM_LAPTOPS = {RECOVERY_READY: take_ready, RECOVERY_USED: take_used}


def make_code(office: Office, root: Root, wanted: Wanted, by: SignedIn) -> Made:
    """Make a code for a laptop and write down that it was made.

    Making it again before it was used gives the same code.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such laptop; RECOVERY_001 nobody or no
            reason was named; RECOVERY_002 nothing came from this laptop yet; RECOVERY_003 the
            text is of no laptop or of another; RECOVERY_004 the code was used; RECOVERY_005 the
            laptop's permission was taken away; RECOVERY_006 the root is another office's.
    """
    require(by.role, Action.RECOVER)
    if not wanted.told.strip() or not wanted.reason.strip():
        raise UserProblem("RECOVERY_001")
    with office.ledger.transaction() as tx:
        feed_id = _feed_id(tx.connection, wanted.device)
        if tx.lock_feed(feed_id).standing is Standing.REVOKED:
            raise UserProblem("RECOVERY_005", device=wanted.device)
        asked = _asked(tx.connection, feed_id, wanted)
        made = Made(_opened(office, root, asked), asked.number)
        _note(office, tx, asked, wanted, by)
        return made


def codes_of(connection: Connection, feed_id: bytes) -> tuple[m.RecoveryCode, ...]:
    """Return every code made for a laptop with its use, newest first."""
    here = and_(
        recovery_secret.c.feed_id == recovery_code.c.feed_id,
        recovery_secret.c.number == recovery_code.c.number,
    )
    query = (
        select(recovery_code, recovery_secret.c.used_ms, recovery_secret.c.used_by)
        .outerjoin(recovery_secret, here)
        .where(recovery_code.c.feed_id == feed_id)
        .order_by(recovery_code.c.made_ms.desc())
    )
    return tuple(
        m.RecoveryCode(
            number=row.number,
            made_ms=row.made_ms,
            made_by=row.made_by,
            told=row.told,
            reason=row.reason,
            used_ms=row.used_ms or 0,
            used_by=row.used_by or "",
        )
        for row in connection.execute(query)
    )


def _feed_id(connection: Connection, name: str) -> bytes:
    """Return the feed of the laptop as it is enrolled now under a name."""
    for row in connection.execute(select(device.c.feed_id, device.c.device_number)):
        if device_name(row.device_number) == name.strip().upper():
            return bytes(row.feed_id)
    raise UserProblem("OFFICE_007", what=name)


def _asked(connection: Connection, feed_id: bytes, wanted: Wanted) -> RecoveryRequest:
    if wanted.request:
        try:
            asked = request_of(wanted.request)
        except ValueError as error:
            raise UserProblem("RECOVERY_003", device=wanted.device) from error
        if asked.feed_id != feed_id:
            raise UserProblem("RECOVERY_003", device=wanted.device)
        return asked
    query = (
        select(recovery_secret)
        .where(recovery_secret.c.feed_id == feed_id)
        .order_by(recovery_secret.c.number.desc())
    )
    row = connection.execute(query.limit(1)).first()
    if row is None or not row.sealed:
        raise UserProblem("RECOVERY_002", device=wanted.device)
    if row.used_ms is not None:
        raise UserProblem("RECOVERY_004", device=wanted.device, number=row.number)
    return RecoveryRequest(feed_id, row.number, row.key_id, row.sealed)


def _opened(office: Office, root: Root, asked: RecoveryRequest) -> str:
    # Laptops of an office without a root sealed to its sealing key.
    seeds = {**office.keys.sealing_by_id, key_id(public_of(root.recovery_seed)): root.recovery_seed}
    try:
        return opened_by_office(asked, seeds.get)
    except DoesNotOpen as error:
        raise UserProblem("RECOVERY_006") from error


def _note(
    office: Office, tx: LedgerTransaction, asked: RecoveryRequest, wanted: Wanted, by: SignedIn
) -> None:
    tx.connection.execute(
        insert(recovery_code).values(
            code_id=office.random(16).hex(),
            feed_id=asked.feed_id,
            number=asked.number,
            made_ms=office.clock.now_ms(),
            made_by=by.clerk,
            told=wanted.told.strip(),
            reason=wanted.reason.strip(),
        )
    )
    body = RecoveryGiven(
        number=asked.number,
        clerk=by.clerk,
        told=wanted.told.strip(),
        reason=wanted.reason.strip(),
    )
    office.write(tx, asked.feed_id, author=by.clerk, kind=RECOVERY_GIVEN, body=body)


def _put(connection: Connection, feed_id: bytes, number: int, values: dict[str, Any]) -> None:
    this: ColumnElement[bool] = and_(
        recovery_secret.c.feed_id == feed_id, recovery_secret.c.number == number
    )
    known = connection.execute(select(recovery_secret.c.number).where(this)).first()
    if known is None:
        connection.execute(insert(recovery_secret).values(feed_id=feed_id, number=number, **values))
    else:
        connection.execute(update(recovery_secret).where(this).values(**values))
