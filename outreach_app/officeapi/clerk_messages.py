"""Messages about clerks' accounts."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class ClerkRow(Message, frozen=True, kw_only=True):
    """One account.

    Attributes:
        ended: nobody can sign in with it any more; what it wrote still names it.
    """

    clerk: str
    name: str
    role: str
    ended: bool = False


class Clerks(Message, frozen=True, kw_only=True):
    """All accounts."""

    clerks: tuple[ClerkRow, ...]


class SetClerk(Message, frozen=True, kw_only=True):
    """What an account is from now on.

    Attributes:
        passphrase: a new one; empty leaves the former.
    """

    role: str
    passphrase: str = ""


class OwnPassphrase(Message, frozen=True, kw_only=True):
    """A new passphrase for the own account."""

    old: str
    new: str
