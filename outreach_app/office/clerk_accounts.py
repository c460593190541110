"""Clerks' accounts: listed, given another role or passphrase, ended.

An account that ended stays, because what it wrote names it. Somebody who may add accounts is always
left.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update

from outreach_app.errors import UserProblem
from outreach_app.office.access import Action, check_role, may, require
from outreach_app.office.clerks import SignedIn, checked, token_hash, verified_by
from outreach_app.office.office import Office
from outreach_app.office.tables import clerk, session
from outreach_app.officeapi import clerk_messages as cm
from outreach_app.officeapi import messages as m


def listed(office: Office, by: SignedIn) -> cm.Clerks:
    """Return every account, those that ended last.

    Raises:
        UserProblem: OFFICE_006 not allowed.
    """
    require(by.role, Action.ADD_CLERKS)
    query = select(clerk).order_by(clerk.c.ended_ms.is_not(None), clerk.c.name, clerk.c.clerk)
    with office.ledger.reading() as tx:
        rows = tx.connection.execute(query).all()
    return cm.Clerks(
        clerks=tuple(
            cm.ClerkRow(
                clerk=row.clerk, name=row.name, role=row.role, ended=row.ended_ms is not None
            )
            for row in rows
        )
    )


def set_account(office: Office, name: str, wanted: cm.SetClerk, by: SignedIn) -> cm.Clerks:
    """Give a clerk another role, and a new passphrase with which to sign in anew.

    A role counts from the next request on.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_007 no such account; OFFICE_019 no such role;
            OFFICE_020 too short; ACCOUNT_001 nobody would be left who may add accounts.
    """
    require(by.role, Action.ADD_CLERKS)
    check_role(wanted.role)
    renewed = bool(wanted.passphrase)
    secret = verified_by(office, wanted.passphrase) if renewed else {}
    leaves = Action.ADD_CLERKS not in may(wanted.role)
    return _change(office, name, by, {"role": wanted.role, **secret}, leaves=leaves, out=renewed)


def end(office: Office, name: str, by: SignedIn) -> cm.Clerks:
    """End an account and its sessions; raises as `set_account`."""
    return _change(office, name, by, {"ended_ms": office.clock.now_ms()}, leaves=True, out=True)


def change_own(
    office: Office, wanted: cm.OwnPassphrase, by: SignedIn, token: str, source: str
) -> m.Done:
    """Change the own passphrase; other sessions of this account end.

    Raises:
        UserProblem: OFFICE_003 the old one does not match; OFFICE_004 too many tries; OFFICE_020.
    """
    checked(office, m.SignIn(clerk=by.clerk, passphrase=wanted.old), source)
    secret = verified_by(office, wanted.new)
    with office.ledger.transaction() as tx:
        tx.connection.execute(update(clerk).where(clerk.c.clerk == by.clerk).values(secret))
        others = delete(session).where(session.c.clerk == by.clerk)
        tx.connection.execute(others.where(session.c.token_hash != token_hash(token)))
    return m.Done()


def _change(
    office: Office,
    name: str,
    by: SignedIn,
    values: dict[str, Any],
    *,
    leaves: bool,
    out: bool,
) -> cm.Clerks:
    """Change an account; `leaves`: it may add none from now on; `out`: its sessions end."""
    require(by.role, Action.ADD_CLERKS)
    this = clerk.c.clerk == name
    with office.ledger.transaction() as tx:
        if leaves and not _others_may_add(tx.connection, name):
            raise UserProblem("ACCOUNT_001")
        change = update(clerk).where(this, clerk.c.ended_ms.is_(None)).values(values)
        if tx.connection.execute(change).rowcount == 0:
            raise UserProblem("OFFICE_007", what=name)
        if out:
            tx.connection.execute(delete(session).where(session.c.clerk == name))
    return listed(office, by)


def _others_may_add(connection: Connection, name: str) -> bool:
    query = select(clerk.c.role).where(clerk.c.clerk != name, clerk.c.ended_ms.is_(None))
    return any(Action.ADD_CLERKS in may(role) for role in connection.scalars(query))
