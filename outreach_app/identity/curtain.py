"""The PIN of the privacy curtain: it shows the screen again, it opens no key (decisions B21).

Its check value is keyed by the database key, so a stolen laptop gives nothing to guess against.
"""

from __future__ import annotations

import hmac

import msgspec

from outreach_app.errors import UserProblem
from outreach_app.identity import keyfile, wrapping
from outreach_app.identity.accounts import Unlocked, replace_slot, slot_of
from outreach_app.settings import Profile

SHORTEST, LONGEST = 4, 8
_PIN = b"outreach/curtain-pin/1"


def set_pin(profile: Profile, unlocked: Unlocked, pin: str) -> None:
    """Give the unlocking officer a PIN of 4 to 8 digits.

    Raises:
        UserProblem: IDENTITY_016 not 4 to 8 digits.
    """
    checked_pin(pin)
    file = keyfile.read(profile)
    slot = slot_of(file, unlocked.officer.officer_id)
    replace_slot(profile, file, msgspec.structs.replace(slot, pin=_check(unlocked, pin)))


def checked_pin(pin: str) -> None:
    """Let a PIN of 4 to 8 digits pass.

    Raises:
        UserProblem: IDENTITY_016 it is none.
    """
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise UserProblem("IDENTITY_016", shortest=SHORTEST, longest=LONGEST)


def has_pin(profile: Profile, officer_id: str) -> bool:
    """Tell whether an officer has a PIN; without one the curtain asks for the passphrase."""
    return bool(slot_of(keyfile.read(profile), officer_id).pin)


def pin_fits(profile: Profile, unlocked: Unlocked, pin: str) -> bool:
    """Tell whether the PIN raises the curtain; the window counts three tries, then locks."""
    stored = slot_of(keyfile.read(profile), unlocked.officer.officer_id).pin
    return bool(stored) and hmac.compare_digest(stored, _check(unlocked, pin))


def _check(unlocked: Unlocked, pin: str) -> bytes:
    text = f"{unlocked.officer.officer_id}/{pin}"
    return wrapping.keyed_check(unlocked.database_key, _PIN, text)
