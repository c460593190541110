"""What is held, and who must act on it (ux M3, M5)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, insert, select

from outreach_app.domain import entries as e
from outreach_app.domain import roles
from outreach_app.domain.intake import ASIDE, RETURNED
from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, require
from outreach_app.office.clerks import SignedIn
from outreach_app.office.enrolment import device_name
from outreach_app.office.files import facts
from outreach_app.office.ledger import LedgerTransaction
from outreach_app.office.office import Office
from outreach_app.office.settlement_tables import held_owner, nik_seen
from outreach_app.office.tables import case_file, clerk, device, revision
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s

LAPTOP = "laptop"
"""Owner of a held file that its officer must correct."""
_OFFICERS = frozenset({"INTAKE_005", "INTAKE_008", RETURNED})
"""Reasons that only the officer can mend: the answers themselves, or a question of a clerk."""


def held(office: Office) -> s.HeldFiles:
    """Return every held revision that still stands, the oldest first, with who must act."""
    query = (
        select(revision, device.c.device_number, held_owner.c.clerk.label("owner"))
        .join(device, device.c.feed_id == revision.c.feed_id)
        .join(case_file, case_file.c.number == revision.c.number)
        .outerjoin(held_owner, held_owner.c.instance_id == revision.c.instance_id)
        .where(revision.c.intake == e.HELD, ~revision.c.again, case_file.c.cancelled == "")
        .where(
            (case_file.c.newest_id == revision.c.instance_id) | revision.c.intake_reason.in_(ASIDE)
        )
        .order_by(revision.c.arrived_ms, revision.c.entry_number)
    )
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
    return s.HeldFiles(files=tuple(_held_file(row) for row in rows))


def _held_file(row: Row[Any]) -> s.HeldFile:
    return s.HeldFile(
        number=row.number,
        instance_id=row.instance_id,
        name=row.name,
        device=device_name(row.device_number),
        reason=row.intake_reason,
        facts=facts(row.intake_facts),
        arrived_ms=row.arrived_ms,
        service=row.service,
        officer=row.officer,
        owner=row.owner or (LAPTOP if row.intake_reason in _OFFICERS else ""),
    )


def own(office: Office, instance_id: str, who: str, by: SignedIn) -> m.Done:
    """Say who acts on a held revision; an empty `who` lets it go.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such revision or clerk.
    """
    require(by.role, Action.DECIDE)
    with office.ledger.transaction() as tx:
        held_row(tx, instance_id)
        known = select(clerk.c.clerk).where(clerk.c.clerk == who)
        if who not in ("", LAPTOP) and tx.connection.scalar(known) is None:
            raise UserProblem("OFFICE_007", what=who)
        this = held_owner.c.instance_id == instance_id
        tx.connection.execute(delete(held_owner).where(this))
        if who:
            row = {"instance_id": instance_id, "clerk": who, "taken_ms": office.clock.now_ms()}
            tx.connection.execute(insert(held_owner).values(row))
    return m.Done()


def owners(office: Office) -> s.Owners:
    """Return the clerks who may act on held files, by name."""
    query = select(clerk.c.clerk, clerk.c.name, clerk.c.role).order_by(clerk.c.name)
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
    return s.Owners(
        clerks=tuple(
            m.Clerk(clerk=row.clerk, name=row.name, role=row.role)
            for row in rows
            if roles.may(row.role, Action.DECIDE)
        )
    )


def note_nik_seen(office: Office, wanted: s.NikSeen, by: SignedIn) -> m.Done:
    """Write down that a clerk looks at NIK in full, before they are shown.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such file.
    """
    require(by.role, Action.DECIDE)
    with office.ledger.transaction() as tx:
        now = office.clock.now_ms()
        for number in dict.fromkeys(wanted.numbers):
            known = select(case_file.c.number).where(case_file.c.number == number)
            if tx.connection.scalar(known) is None:
                raise UserProblem("OFFICE_007", what=number)
            row = {"number": number, "clerk": by.clerk, "time_ms": now}
            tx.connection.execute(insert(nik_seen).values(row))
    return m.Done()


def held_row(tx: LedgerTransaction, instance_id: str) -> Row[Any]:
    """Return a held revision, locked for writing.

    Raises:
        UserProblem: OFFICE_007 no such revision; SETTLE_001 it is not held any more.
    """
    query = select(revision).where(revision.c.instance_id == instance_id, ~revision.c.again)
    row = tx.connection.execute(query.with_for_update()).first()
    if row is None:
        raise UserProblem("OFFICE_007", what=instance_id)
    if row.intake != e.HELD:
        raise UserProblem("SETTLE_001", number=row.number)
    return row
