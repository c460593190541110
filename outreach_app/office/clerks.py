"""Clerks' accounts and sessions.

A session is a random token whose SHA-256 the ledger keeps. Tries count before the passphrase is
checked, so many at once gain nothing; they delay and never lock an account for good.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select

from outreach_app.errors import UserProblem
from outreach_app.identity.cost import Argon2Cost
from outreach_app.office.access import Action, check_role, may, require
from outreach_app.office.office import Office
from outreach_app.office.tables import clerk as clerk_table
from outreach_app.office.tables import failed_sign_in, session
from outreach_app.officeapi import messages as m

SHORTEST_PASSPHRASE = 8
_CLERKS_A_SOURCE = 4
"""A whole office may sit behind one address."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is asking.

    Attributes:
        clerk: short name, the author of what is written.
        role: of `outreach_app.domain.roles`.
    """

    clerk: str
    name: str
    role: str


def add_clerk(office: Office, new: m.NewClerk, by: SignedIn | None) -> m.Clerk:
    """Add an account; `by` is None for the first one only.

    Raises:
        UserProblem: OFFICE_006 not allowed; OFFICE_018 the name is taken or empty; OFFICE_019 no
            such role; OFFICE_020 the passphrase is too short.
    """
    if by is not None:
        require(by.role, Action.ADD_CLERKS)
    check_role(new.role)
    secret = verified_by(office, new.passphrase)
    with office.ledger.transaction() as tx:
        if not new.clerk.strip() or _row(tx.connection, new.clerk) is not None:
            raise UserProblem("OFFICE_018", clerk=new.clerk)
        tx.connection.execute(
            insert(clerk_table).values(clerk=new.clerk, name=new.name, role=new.role, **secret)
        )
    return m.Clerk(clerk=new.clerk, name=new.name, role=new.role)


def long_enough(passphrase: str) -> None:
    """Refuse a new passphrase that is too short.

    Raises:
        UserProblem: OFFICE_020.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserProblem("OFFICE_020", letters=SHORTEST_PASSPHRASE)


def verified_by(office: Office, passphrase: str) -> dict[str, Any]:
    """Return the columns by which a new passphrase is known again.

    Raises:
        UserProblem: OFFICE_020 it is too short.
    """
    long_enough(passphrase)
    salt, cost = office.random(16), office.rules.cost
    verifier = cost.derive(passphrase, salt)
    parameters = msgspec.json.encode(cost).decode()
    return {"salt": salt, "verifier": verifier, "parameters": parameters}


def sign_in(office: Office, wanted: m.SignIn, source: str) -> m.Session:
    """Start a session.

    Args:
        office: where.
        wanted: who, with which passphrase.
        source: address of the asking machine; it has a limit of its own.

    Raises:
        UserProblem: OFFICE_003 name or passphrase does not match; OFFICE_004 too many tries.
    """
    row = checked(office, wanted, source)
    return _start(office, SignedIn(row.clerk, row.name, row.role), f"clerk {wanted.clerk}")


def checked(office: Office, wanted: m.SignIn, source: str) -> Row[Any]:
    """Return the account to which a passphrase belongs; raises as `sign_in`."""
    _count_try(office, (f"clerk {wanted.clerk}", f"source {source}"))
    with office.ledger.reading() as tx:
        row = _row(tx.connection, wanted.clerk)
    if row is not None and row.ended_ms is not None:
        row = None
    # An unknown name costs the same time as a known one.
    salt, verifier = (row.salt, row.verifier) if row else (bytes(16), bytes(32))
    cost = msgspec.json.decode(row.parameters, type=Argon2Cost) if row else office.rules.cost
    matches = hmac.compare_digest(cost.derive(wanted.passphrase, salt), verifier)
    if row is None or not matches:
        raise UserProblem("OFFICE_003")
    return row


def signed_in(office: Office, token: str) -> SignedIn:
    """Return who holds `token`.

    Raises:
        UserProblem: OFFICE_005 the session ended or never was.
    """
    query = (
        select(clerk_table.c.clerk, clerk_table.c.name, clerk_table.c.role)
        .join(session, session.c.clerk == clerk_table.c.clerk)
        .where(session.c.token_hash == token_hash(token))
        .where(session.c.expires_ms > office.clock.now_ms(), clerk_table.c.ended_ms.is_(None))
    )
    with office.ledger.reading() as tx:
        row = tx.connection.execute(query).first()
    if row is None:
        raise UserProblem("OFFICE_005")
    return SignedIn(row.clerk, row.name, row.role)


def sign_out(office: Office, token: str) -> None:
    """End a session; nothing happens if it has ended."""
    with office.ledger.transaction() as tx:
        tx.connection.execute(delete(session).where(session.c.token_hash == token_hash(token)))


def _start(office: Office, who: SignedIn, subject: str) -> m.Session:
    token = office.random(32).hex()
    now = office.clock.now_ms()
    expires_ms = now + office.rules.session_s * 1000
    with office.ledger.transaction() as tx:
        tx.connection.execute(delete(session).where(session.c.expires_ms <= now))
        tx.connection.execute(
            insert(session).values(
                token_hash=token_hash(token), clerk=who.clerk, expires_ms=expires_ms
            )
        )
        tx.connection.execute(delete(failed_sign_in).where(failed_sign_in.c.subject == subject))
    return m.Session(
        token=token,
        clerk=who.clerk,
        name=who.name,
        role=who.role,
        expires_ms=expires_ms,
        may=may(who.role),
    )


def _count_try(office: Office, subjects: tuple[str, str]) -> None:
    now = office.clock.now_ms()
    since = now - office.rules.tries_s * 1000
    with office.ledger.transaction() as tx:
        tx.connection.execute(delete(failed_sign_in).where(failed_sign_in.c.time_ms <= since))
        query = (
            select(failed_sign_in.c.subject, func.count(), func.min(failed_sign_in.c.time_ms))
            .where(failed_sign_in.c.subject.in_(subjects))
            .group_by(failed_sign_in.c.subject)
        )
        for subject, count, oldest in tx.connection.execute(query):
            if count >= office.rules.tries * (1 if subject == subjects[0] else _CLERKS_A_SOURCE):
                raise UserProblem("OFFICE_004", wait_s=max(1, (oldest - since) // 1000))
        tx.connection.execute(
            insert(failed_sign_in), [{"subject": s, "time_ms": now} for s in subjects]
        )


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(clerk_table).where(clerk_table.c.clerk == name)).first()


def token_hash(token: str) -> bytes:
    """Return what the ledger keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
