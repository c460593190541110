"""A laptop joins an office: keys are made here, the office signs them, the code vouches for it."""

from __future__ import annotations

from typing import Protocol

import msgspec

from outreach_app.errors import UserProblem
from outreach_app.identity import keyfile, wrapping
from outreach_app.identity.accounts import DEVICE_KEYS, Unlocked, device_keys_of, unlock
from outreach_app.identity.cost import Argon2Cost
from outreach_app.identity.keyfile import KeyFile
from outreach_app.identity.recovery import with_next_slot
from outreach_app.identity.slots import Officer, new_slot, officer_of, open_slot
from outreach_app.officeapi.codes import is_of_office
from outreach_app.officeapi.messages import EnrolAnswer, EnrolRequest
from outreach_app.settings import Profile
from sync.keys import DeviceCertificate, DeviceKeys, OfficeCard, Random, key_id

RECOVERY = b"outreach/recovery/1"
DATABASE_KEY_BYTES = 32


class EnrolmentOffice(Protocol):
    """What enrolment asks of the office; `officeapi.client.OfficeClient` is one."""

    def enrol(self, wanted: EnrolRequest) -> EnrolAnswer:
        """Return certificate and card; the same request gets the same answer."""


def enrol(
    profile: Profile,
    office: EnrolmentOffice,
    *,
    code: str,
    laptop_name: str,
    officer: Officer,
    passphrase: str,
    cost: Argon2Cost,
    random: Random,
    unit_wish: str = "",
) -> Unlocked:
    """Enrol the laptop with its first officer, and return it unlocked.

    The keys are on disk before the office is asked: when its answer is lost, calling again with
    the same code, officer and passphrase asks with the same keys and gets the same answer.
    The end of the code is the fingerprint of the office's key. A team lead as first officer may
    add the others. For `cost` see `cost.calibrated`.

    Raises:
        UserProblem: IDENTITY_008 enrolled already; IDENTITY_009 another office answered;
            IDENTITY_010 its certificate is not for these keys; IDENTITY_004, IDENTITY_005
            passphrase; what the office refuses (OFFICE_014, OFFICE_015).
        EnvironmentProblem: the office is away; nothing is lost.
    """
    file, database_key = _pending(profile, officer, passphrase, laptop_name, cost, random)
    keys = device_keys_of(file, database_key)
    answer = office.enrol(
        EnrolRequest(
            code=code,
            signing_key=keys.signing_key,
            sealing_key=keys.sealing_key,
            laptop_name=laptop_name,
            unit_wish=unit_wish,
        )
    )
    card = checked(answer, code, keys)
    keyfile.write(profile, finished(file, answer, card, keys, database_key, random))
    return unlock(profile, officer.officer_id, passphrase)


def _pending(
    profile: Profile,
    officer: Officer,
    passphrase: str,
    laptop_name: str,
    cost: Argon2Cost,
    random: Random,
) -> tuple[KeyFile, bytes]:
    """Return the file of an enrolment that was cut, or a new one that is on disk already."""
    if profile.keys_file.exists():
        file = keyfile.read(profile)
        if file.certificate:
            raise UserProblem("IDENTITY_008")
        if database_key := _reopened(file, officer, passphrase):
            return file, database_key
        # Another officer or passphrase: nothing was stored yet, so it starts over.
    database_key = random(DATABASE_KEY_BYTES)
    slot = new_slot(officer, passphrase, database_key, cost=cost, random=random)
    unbound = KeyFile(keyfile.Wrapped(b"", b""), (slot,), laptop_name=laptop_name)
    file = bound(unbound, DeviceKeys.generate(random), database_key, random)
    keyfile.write(profile, file)
    return file, database_key


def _reopened(file: KeyFile, officer: Officer, passphrase: str) -> bytes | None:
    slot = file.officers[0]
    if officer_of(slot) != officer:
        return None
    try:
        return open_slot(slot, passphrase)
    except wrapping.DoesNotOpen:
        return None


def checked(answer: EnrolAnswer, code: str, keys: DeviceKeys) -> OfficeCard:
    """Return the card, once the code vouches for it and it for the certificate."""
    try:
        card = OfficeCard.decode(answer.office_card)
        certificate = DeviceCertificate.decode(answer.certificate)
    except ValueError as error:
        raise UserProblem("IDENTITY_010") from error
    if not is_of_office(code, card.signing_key):
        raise UserProblem("IDENTITY_009")
    ours = (certificate.signing_key, certificate.sealing_key)
    if not certificate.is_from(card) or ours != (keys.signing_key, keys.sealing_key):
        raise UserProblem("IDENTITY_010")
    return card


def finished(
    file: KeyFile,
    answer: EnrolAnswer,
    card: OfficeCard,
    keys: DeviceKeys,
    database_key: bytes,
    random: Random,
) -> KeyFile:
    """Return the file with what the office answered, the keys bound to it."""
    recovery_key = card.recovery_key or card.sealing_key
    known = msgspec.structs.replace(
        file,
        certificate=answer.certificate,
        office_card=answer.office_card,
        follows=answer.follows,
        recovery=wrapping.seal(recovery_key, database_key, RECOVERY),
        recovery_key_id=key_id(recovery_key),
    )
    return bound(with_next_slot(known, database_key, random), keys, database_key, random)


def bound(file: KeyFile, keys: DeviceKeys, database_key: bytes, random: Random) -> KeyFile:
    """Return the file with the laptop's keys wrapped and bound to its public part."""
    key = wrapping.derived(database_key, DEVICE_KEYS)
    wrapped = wrapping.wrap(key, keys.encode(), file.public_part(), random)
    return msgspec.structs.replace(file, device_keys=wrapped)
