"""The office's folder as commands find it: who is at work in it, and how it is opened."""

from __future__ import annotations

import getpass
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach_app.clock import SystemClock
from outreach_app.errors import UserProblem
from outreach_app.i18n import tr
from outreach_app.office.clerks import SignedIn, sign_in, sign_out
from outreach_app.office.file_turn import turn
from outreach_app.office.keyfile import is_wrapped
from outreach_app.office.office import Office
from outreach_app.office.root import Root, joined, read_root
from outreach_app.office.setup import KEYS, open_office
from outreach_app.officeapi import messages as m

PASSPHRASE = "OUTREACH_OFFICE_PASSPHRASE"  # noqa: S105 - the name of a variable
"""Where a service finds the passphrase of the keys."""
_LOCK = ".serving"
_KEYS = "Frasa sandi kunci kantor / passphrase of the office's keys: "


def passphrase_of() -> str:
    """Return the passphrase of the keys, asked for where no variable has it."""
    said = os.environ.get(PASSPHRASE)
    return said if said is not None else getpass.getpass(_KEYS)


def opened(folder: Path) -> Office:
    """Open the office in `folder`; its server may run meanwhile.

    Raises:
        UserProblem: OFFICE_030 there is none.
    """
    if not (folder / KEYS).exists():
        raise UserProblem("OFFICE_030", folder=folder.name)
    passphrase = passphrase_of() if is_wrapped(folder / KEYS) else ""
    return open_office(
        folder, clock=SystemClock(), random=secrets.token_bytes, passphrase=passphrase
    )


def root_of(folder: Path) -> Root | None:
    """Return the root that still lies beside the office."""
    return read_root(folder) if folder.exists() else None


def root_at_hand(folder: Path) -> Root:
    """Return the root: that beside the office, else of the two printed shares, asked for."""
    return root_of(folder) or typed_root()


def typed_root() -> Root:
    """Ask for both shares and return their root.

    Raises:
        UserProblem: KEYS_001 a share was mistyped; KEYS_002 the same share twice.
    """
    return joined(*(typed_share(number) for number in (1, 2)))


def typed_share(number: int) -> str:
    """Ask for a printed share of the root key."""
    question = f"Bagian {number} kunci induk / share {number} of the root key: "
    return getpass.getpass(question)


def signed_in(office: Office, clerk: str) -> SignedIn:
    """Ask for a clerk's passphrase and return who it is; no session stays open.

    Raises:
        UserProblem: OFFICE_003 it does not match; OFFICE_004 too many tries.
    """
    passphrase = getpass.getpass(f"{tr('Passphrase of {clerk}', clerk=clerk)}: ")
    session = sign_in(office, m.SignIn(clerk=clerk, passphrase=passphrase), "office command")
    sign_out(office, session.token)
    return SignedIn(session.clerk, session.name, session.role)


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Be the only one that serves or replaces this office.

    Raises:
        UserProblem: RESTORE_007 its server runs.
    """
    # Beside the folder, because a restore puts another in its place.
    with turn(folder.with_name(f"{folder.name}{_LOCK}"), wait=False) as alone:
        if not alone:
            raise UserProblem("RESTORE_007")
        yield
