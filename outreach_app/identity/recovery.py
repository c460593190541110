"""When every officer forgot: a one-time code of the office opens the laptop (decisions B19).

A random secret wraps the database key on this laptop and is sealed to the office's recovery key.
The office opens the seal with its root and tells the secret as a code by telephone; no network is
needed. Using it makes the next secret in the same write, so the code opens once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from outreach_app.errors import UserProblem
from outreach_app.identity import keyfile, wrapping
from outreach_app.identity.accounts import Unlocked, replaced, slot_of, unlocked_of
from outreach_app.identity.cost import SALT_BYTES
from outreach_app.identity.keyfile import CodeUse, KeyFile, RecoverySlot
from outreach_app.identity.recovery_code import (
    SECRET_BYTES,
    RecoveryRequest,
    code_text,
    secret_of,
)
from outreach_app.identity.slots import new_slot, officer_of
from outreach_app.identity.tries import Tries
from outreach_app.settings import Profile
from sync.keys import DeviceCertificate, OfficeCard, Random, key_id

_SECRET = b"outreach/recovery-secret/1"
_DATABASE = b"outreach/recovered-database-key/1"
_SUBJECT = "recovery code"


def with_next_slot(file: KeyFile, database_key: bytes, random: Random) -> KeyFile:
    """Return the file with a new secret for the next code, in place of the former one."""
    card = OfficeCard.decode(file.office_card)
    feed_id = DeviceCertificate.decode(file.certificate).feed_id
    number = file.recovery_slot.number + 1 if file.recovery_slot else 1
    cost, salt, secret = file.officers[0].cost, random(SALT_BYTES), random(SECRET_BYTES)
    wrapped = wrapping.wrap(
        cost.derive(secret.hex(), salt), database_key, _bound(_DATABASE, feed_id, number), random
    )
    office_key = card.recovery_key or card.sealing_key
    slot = RecoverySlot(
        number,
        feed_id,
        salt,
        cost,
        wrapped,
        wrapping.seal(office_key, secret, _bound(_SECRET, feed_id, number)),
        key_id(office_key),
    )
    return msgspec.structs.replace(file, recovery_slot=slot)


def prepared(profile: Profile, unlocked: Unlocked, random: Random) -> KeyFile:
    """Return the key file, a secret for the next code in it.

    A laptop enrolled by an earlier version, or enrolled again, has none for what it is now.
    """
    file = keyfile.read(profile)
    slot = file.recovery_slot
    if slot is None or slot.feed_id != unlocked.certificate.feed_id:
        file = with_next_slot(file, unlocked.database_key, random)
        keyfile.write(profile, file)
    return file


def request(profile: Profile) -> RecoveryRequest | None:
    """Return what the office needs for a code; a locked laptop can show it.

    None on a laptop that was not opened since its program knows codes.
    """
    slot = keyfile.read(profile).recovery_slot
    return RecoveryRequest(slot.feed_id, slot.number, slot.key_id, slot.sealed) if slot else None


def opened_by_office(asked: RecoveryRequest, seeds: Callable[[bytes], bytes | None]) -> str:
    """Return the code that answers a request; at the office only.

    Args:
        asked: as the laptop made it.
        seeds: key id -> the office's private key, None when it is not at hand.

    Raises:
        DoesNotOpen: the key is not at hand, or the request was changed.
    """
    seed = seeds(asked.key_id)
    if seed is None:
        raise wrapping.DoesNotOpen
    use = _bound(_SECRET, asked.feed_id, asked.number)
    return code_text(wrapping.unseal(seed, asked.sealed, use), asked.feed_id, asked.number)


def recover(
    profile: Profile,
    officer_id: str,
    code: str,
    passphrase: str,
    *,
    now_ms: int,
    tries: Tries,
    random: Random,
) -> Unlocked:
    """Open the laptop by a code and give an officer a new passphrase, in one write.

    Raises:
        UserProblem: IDENTITY_020 mistyped; IDENTITY_021 for another laptop; IDENTITY_022 used;
            IDENTITY_023 wait a little; IDENTITY_024 no code can open this laptop; IDENTITY_004,
            IDENTITY_005 the passphrase is too weak; IDENTITY_006 no such officer.
        EnvironmentProblem: IDENTITY_003, IDENTITY_012 the key file.
    """
    file = keyfile.read(profile)
    former = slot_of(file, officer_id)
    if file.recovery_slot is None:
        raise UserProblem("IDENTITY_024")
    with _counted(tries):
        database_key = _opened(file.recovery_slot, code)
    officer = officer_of(former)
    slot = new_slot(officer, passphrase, database_key, cost=former.cost, random=random)
    use = CodeUse(file.recovery_slot.number, file.recovery_slot.feed_id, officer_id, now_ms)
    file = msgspec.structs.replace(replaced(file, slot), code_uses=(*file.code_uses, use))
    keyfile.write(profile, with_next_slot(file, database_key, random))
    return unlocked_of(file, officer, database_key)


def _opened(slot: RecoverySlot, code: str) -> bytes:
    secret = secret_of(code, slot.feed_id, slot.number)
    bound = _bound(_DATABASE, slot.feed_id, slot.number)
    try:
        return wrapping.unwrap(slot.cost.derive(secret.hex(), slot.salt), slot.wrapped, bound)
    except wrapping.DoesNotOpen as error:
        raise UserProblem("IDENTITY_021") from error


@contextmanager
def _counted(tries: Tries) -> Iterator[None]:
    """Slow down somebody who tries codes; a right one clears the count."""
    try:
        tries.check(_SUBJECT)
    except UserProblem as early:
        raise UserProblem("IDENTITY_023", **early.facts) from early
    try:
        yield
    except UserProblem as wrong:
        told = tries.wrong(_SUBJECT)
        if "wait_s" in told.facts:
            raise UserProblem("IDENTITY_023", **told.facts) from wrong
        raise
    tries.right(_SUBJECT)


def _bound(use: bytes, feed_id: bytes, number: int) -> bytes:
    return use + feed_id + number.to_bytes(4)
