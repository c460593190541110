"""Clerks and their sessions."""

from __future__ import annotations

from outreach_app.officeapi.messages.base import Message


class SignIn(Message, frozen=True, kw_only=True):
    """A clerk signs in."""

    clerk: str
    passphrase: str


class Session(Message, frozen=True, kw_only=True):
    """A clerk is signed in.

    Attributes:
        token: secret; ends at `expires_ms` or by signing out.
        role: of `outreach_app.domain.roles`.
        may: actions this clerk may take; the desk shows only these.
    """

    token: str
    clerk: str
    name: str
    role: str
    expires_ms: int
    may: tuple[str, ...] = ()


class NewClerk(Message, frozen=True, kw_only=True):
    """Add a clerk's account."""

    clerk: str
    name: str
    role: str
    passphrase: str


class Clerk(Message, frozen=True, kw_only=True):
    """A clerk's account."""

    clerk: str
    name: str
    role: str
