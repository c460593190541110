"""Ticket keepers: their own PIN, opened by an unlocked officer, no passphrase (decisions B24).

A keeper has no way to the database key: the PIN's check value is keyed by it, so it can be tested
only while an officer has the laptop unlocked.
"""

from __future__ import annotations

import hmac

import msgspec

from outreach_app.domain import roles
from outreach_app.errors import UserProblem
from outreach_app.identity import keyfile, wrapping
from outreach_app.identity.accounts import MAY_ADD, Unlocked
from outreach_app.identity.curtain import checked_pin
from outreach_app.identity.keyfile import Keeper
from outreach_app.identity.slots import Officer
from outreach_app.settings import Profile

ROLE = "tiket"
_PIN = b"outreach/keeper-pin/1"


def keepers(profile: Profile) -> tuple[Officer, ...]:
    """Return who may give tickets on this laptop, in the order they were added."""
    return tuple(
        Officer(one.keeper_id, one.name, one.initials, ROLE)
        for one in keyfile.read(profile).keepers
    )


def set_keeper(profile: Profile, unlocked: Unlocked, keeper: Officer, pin: str) -> None:
    """Add a ticket keeper, or give one a new PIN.

    Raises:
        UserProblem: IDENTITY_014 the unlocking officer may not; IDENTITY_013 an officer has this
            account; IDENTITY_016 not 4 to 8 digits.
    """
    _require(unlocked)
    checked_pin(pin)
    file = keyfile.read(profile)
    if any(slot.officer_id == keeper.officer_id for slot in file.officers):
        raise UserProblem("IDENTITY_013")
    check = _check(unlocked, keeper.officer_id, pin)
    new = Keeper(keeper.officer_id, keeper.name, keeper.initials, check)
    others = tuple(one for one in file.keepers if one.keeper_id != new.keeper_id)
    keyfile.write(profile, msgspec.structs.replace(file, keepers=(*others, new)))


def remove_keeper(profile: Profile, unlocked: Unlocked, keeper_id: str) -> None:
    """Take a ticket keeper away; nothing happens when there is none.

    Raises:
        UserProblem: IDENTITY_014 the unlocking officer may not.
    """
    _require(unlocked)
    file = keyfile.read(profile)
    left = tuple(one for one in file.keepers if one.keeper_id != keeper_id)
    keyfile.write(profile, msgspec.structs.replace(file, keepers=left))


def keeper_fits(profile: Profile, unlocked: Unlocked, keeper_id: str, pin: str) -> bool:
    """Tell whether the PIN is the keeper's; the window counts three tries, then locks."""
    for one in keyfile.read(profile).keepers:
        if one.keeper_id == keeper_id:
            return hmac.compare_digest(one.pin, _check(unlocked, keeper_id, pin))
    return False


def _require(unlocked: Unlocked) -> None:
    if not roles.may(unlocked.officer.role, MAY_ADD):
        raise UserProblem("IDENTITY_014")


def _check(unlocked: Unlocked, keeper_id: str, pin: str) -> bytes:
    return wrapping.keyed_check(unlocked.database_key, _PIN, f"{keeper_id}/{pin}")
