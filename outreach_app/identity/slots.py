"""An officer's slot: passphrase → private key → database key (decisions B19)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import msgspec

from outreach_app.identity import wrapping
from outreach_app.identity.cost import SALT_BYTES, Argon2Cost
from outreach_app.identity.keyfile import Slot
from outreach_app.identity.passphrase import accepted, normalised
from sync.keys import KEY_SIZE, Random

_LONGEST_ID = 40
_PRIVATE = b"outreach/officer-key/1"
_DATABASE = b"outreach/database-key/1"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who works on this laptop.

    Attributes:
        officer_id: as entries of the feed name the author; never given to another person.
        role: of `domain.roles`.
    """

    officer_id: str
    name: str
    initials: str
    role: str = "petugas"


def officer_named(name: str, initials: str, role: str) -> Officer:
    """Return a new officer; the account is called by the whole name, so nobody gets another's."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "".join(one if one.isalnum() else " " for one in plain).split()
    return Officer("-".join(words)[:_LONGEST_ID] or initials.lower(), name, initials, role)


def officer_of(slot: Slot) -> Officer:
    """Return the officer of a slot."""
    return Officer(slot.officer_id, slot.name, slot.initials, slot.role)


def new_slot(
    officer: Officer, passphrase: str, database_key: bytes, *, cost: Argon2Cost, random: Random
) -> Slot:
    """Return a slot through which `passphrase` opens the database key.

    Raises:
        UserProblem: IDENTITY_004, IDENTITY_005 the passphrase is too weak.
    """
    text = accepted(passphrase)
    private, salt = random(KEY_SIZE), random(SALT_BYTES)
    public = wrapping.public_of(private)
    return Slot(
        officer.officer_id,
        officer.name,
        officer.initials,
        officer.role,
        salt,
        cost,
        public,
        wrapping.wrap(cost.derive(text, salt), private, _bound(officer, public), random),
        wrapping.seal(public, database_key, _DATABASE + officer.officer_id.encode()),
    )


def open_slot(slot: Slot, passphrase: str) -> bytes:
    """Return the database key.

    Raises:
        DoesNotOpen: the passphrase is another one, or the slot was changed.
    """
    wrapping_key = slot.cost.derive(normalised(passphrase), slot.salt)
    private = wrapping.unwrap(wrapping_key, slot.private, _bound(officer_of(slot), slot.public))
    return wrapping.unseal(private, slot.database_key, _DATABASE + slot.officer_id.encode())


def rewrapped(slot: Slot, old: str, new: str, *, cost: Argon2Cost, random: Random) -> Slot:
    """Return the slot under a new passphrase; key pair and database key stay.

    Raises:
        DoesNotOpen: `old` is not its passphrase.
        UserProblem: IDENTITY_004, IDENTITY_005 the new one is too weak.
    """
    text, bound = accepted(new), _bound(officer_of(slot), slot.public)
    former = slot.cost.derive(normalised(old), slot.salt)
    private = wrapping.unwrap(former, slot.private, bound)
    salt = random(SALT_BYTES)
    wrapped = wrapping.wrap(cost.derive(text, salt), private, bound, random)
    return msgspec.structs.replace(slot, salt=salt, cost=cost, private=wrapped)


def _bound(officer: Officer, public: bytes) -> bytes:
    """Bind name and role to the key, so that nobody gives himself another role in the file."""
    facts = (officer.officer_id, officer.name, officer.initials, officer.role, public)
    return _PRIVATE + msgspec.json.encode(facts)
