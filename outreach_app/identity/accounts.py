"""Officers of a laptop: unlock it, add one, change a passphrase, remove one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import msgspec

from outreach_app.domain import roles
from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.identity import keyfile, wrapping
from outreach_app.identity.cost import Argon2Cost
from outreach_app.identity.keyfile import KeyFile, Slot
from outreach_app.identity.slots import Officer, new_slot, officer_of, open_slot, rewrapped
from outreach_app.identity.tries import FREE, Tries
from outreach_app.settings import Profile
from sync.keys import DeviceCertificate, DeviceKeys, OfficeCard, Random

DEVICE_KEYS = b"outreach/device-keys/1"
MAY_ADD = "officer.add"


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What an unlocked laptop holds in memory; locking is letting go of it.

    Attributes:
        database_key: 32 raw bytes for `StoreThread`.
        follows: ids of the office feeds for this laptop, its own first.
        again_after: of the former feed the office keeps entries up to here without a clerk's word.
    """

    officer: Officer
    database_key: bytes = field(repr=False)
    device_keys: DeviceKeys = field(repr=False)
    certificate: DeviceCertificate
    office_card: OfficeCard
    follows: tuple[bytes, ...] = ()
    again_after: int = 0
    again_former: bytes = b""
    again_proof: bytes = b""

    def without_keys(self) -> Unlocked:
        """Return the same without any secret, for what outlives the lock."""
        return replace(self, database_key=b"", device_keys=DeviceKeys(b"", b""))


def enrolled(profile: Profile) -> bool:
    """Tell whether the laptop has its certificate.

    Raises:
        EnvironmentProblem: IDENTITY_003 the key file is damaged.
    """
    if not profile.keys_file.exists():
        return False
    return bool(keyfile.read(profile).certificate)


def office_card(profile: Profile) -> OfficeCard:
    """Return the office's card; it is public, so a locked laptop has it too.

    Raises:
        UserProblem: IDENTITY_007 the laptop is not enrolled.
        EnvironmentProblem: IDENTITY_003 the key file is damaged.
    """
    try:
        return OfficeCard.decode(keyfile.read(profile).office_card)
    except ValueError as error:
        raise EnvironmentProblem("IDENTITY_003", retry=False) from error


def device_name(profile: Profile) -> str:
    """Return `D007`; the certificate is public, so a locked laptop knows it too.

    Raises:
        UserProblem: IDENTITY_007 the laptop is not enrolled.
        EnvironmentProblem: IDENTITY_003 the key file is damaged.
    """
    try:
        certificate = DeviceCertificate.decode(keyfile.read(profile).certificate)
    except ValueError as error:
        raise EnvironmentProblem("IDENTITY_003", retry=False) from error
    return f"D{certificate.device_number:03d}"


def officers(profile: Profile) -> tuple[Officer, ...]:
    """Return who may unlock the laptop, in the order they were added.

    Raises:
        UserProblem: IDENTITY_007 the laptop is not enrolled.
    """
    return tuple(officer_of(slot) for slot in keyfile.read(profile).officers)


def unlock(
    profile: Profile, officer_id: str, passphrase: str, tries: Tries | None = None
) -> Unlocked:
    """Open the laptop for an officer. Takes as long as Argon2id was calibrated to; call off the UI.

    `tries` counts the wrong ones; a running program has one.

    Raises:
        UserProblem: IDENTITY_001 the passphrase is wrong; IDENTITY_002 wait a little;
            IDENTITY_006 no such officer; IDENTITY_007 the laptop is not enrolled.
        EnvironmentProblem: IDENTITY_003 the key file is damaged.
    """
    file = keyfile.read(profile)
    slot = slot_of(file, officer_id)
    if not file.certificate:
        raise UserProblem("IDENTITY_007")
    if tries is not None:
        tries.check(officer_id)
    try:
        database_key = open_slot(slot, passphrase)
    except wrapping.DoesNotOpen as error:
        wrong = UserProblem("IDENTITY_001", tries=1, of=FREE)
        raise (tries.wrong(officer_id) if tries is not None else wrong) from error
    if tries is not None:
        tries.right(officer_id)
    return unlocked_of(file, officer_of(slot), database_key)


def unlocked_of(file: KeyFile, officer: Officer, database_key: bytes) -> Unlocked:
    """Return what the file and the database key open.

    Raises:
        EnvironmentProblem: IDENTITY_003 the key file is damaged.
    """
    try:
        return Unlocked(
            officer,
            database_key,
            device_keys_of(file, database_key),
            DeviceCertificate.decode(file.certificate),
            OfficeCard.decode(file.office_card),
            file.follows,
            file.again_after,
            file.again_former,
            file.again_proof,
        )
    except (wrapping.DoesNotOpen, ValueError) as error:
        raise EnvironmentProblem("IDENTITY_003", retry=False) from error


def device_keys_of(file: KeyFile, database_key: bytes) -> DeviceKeys:
    """Return the laptop's private keys.

    Raises:
        DoesNotOpen: another database key, or certificate, card or follows were exchanged.
    """
    key = wrapping.derived(database_key, DEVICE_KEYS)
    return DeviceKeys.decode(wrapping.unwrap(key, file.device_keys, file.public_part()))


def slot_of(file: KeyFile, officer_id: str) -> Slot:
    """Return an officer's slot.

    Raises:
        UserProblem: IDENTITY_006 there is none.
    """
    for slot in file.officers:
        if slot.officer_id == officer_id:
            return slot
    raise UserProblem("IDENTITY_006")


def cost_of(profile: Profile, officer_id: str) -> Argon2Cost:
    """Return what one try of an officer's passphrase costs: what was measured on this laptop.

    Raises:
        UserProblem: IDENTITY_006 no such officer.
    """
    return slot_of(keyfile.read(profile), officer_id).cost


def add_officer(
    profile: Profile,
    unlocked: Unlocked,
    officer: Officer,
    passphrase: str,
    *,
    cost: Argon2Cost,
    random: Random,
) -> None:
    """Let one more officer open the laptop; nobody else's passphrase is needed.

    Raises:
        UserProblem: IDENTITY_014 the unlocking officer may not; IDENTITY_013 the account exists;
            IDENTITY_004, IDENTITY_005 the passphrase is too weak.
    """
    _require_lead(unlocked)
    file = keyfile.read(profile)
    if any(slot.officer_id == officer.officer_id for slot in file.officers):
        raise UserProblem("IDENTITY_013")
    slot = new_slot(officer, passphrase, unlocked.database_key, cost=cost, random=random)
    _write_officers(profile, file, (*file.officers, slot))


def remove_officer(profile: Profile, unlocked: Unlocked, officer_id: str) -> None:
    """Take an officer's way in away.

    Raises:
        UserProblem: IDENTITY_014 the unlocking officer may not; IDENTITY_015 it is his own;
            IDENTITY_006 no such officer.
    """
    _require_lead(unlocked)
    file = keyfile.read(profile)
    gone = slot_of(file, officer_id)
    if officer_id == unlocked.officer.officer_id:
        raise UserProblem("IDENTITY_015")
    _write_officers(profile, file, tuple(slot for slot in file.officers if slot is not gone))


def change_passphrase(
    profile: Profile, officer_id: str, old: str, new: str, *, cost: Argon2Cost, random: Random
) -> None:
    """Give an officer a new passphrase; one small file is written, the database is not.

    Raises:
        UserProblem: IDENTITY_001 `old` is wrong; IDENTITY_004, IDENTITY_005 `new` is too weak;
            IDENTITY_006 no such officer.
    """
    file = keyfile.read(profile)
    former = slot_of(file, officer_id)
    try:
        slot = rewrapped(former, old, new, cost=cost, random=random)
    except wrapping.DoesNotOpen as error:
        raise UserProblem("IDENTITY_001", tries=1, of=FREE) from error
    replace_slot(profile, file, slot)


def replace_slot(profile: Profile, file: KeyFile, slot: Slot) -> None:
    """Write `slot` in the place of the same officer's."""
    keyfile.write(profile, replaced(file, slot))


def replaced(file: KeyFile, slot: Slot) -> KeyFile:
    """Return the file with `slot` in the place of the same officer's."""
    changed = tuple(slot if s.officer_id == slot.officer_id else s for s in file.officers)
    return msgspec.structs.replace(file, officers=changed)


def _write_officers(profile: Profile, file: KeyFile, slots: tuple[Slot, ...]) -> None:
    keyfile.write(profile, msgspec.structs.replace(file, officers=slots))


def _require_lead(unlocked: Unlocked) -> None:
    if not roles.may(unlocked.officer.role, MAY_ADD):
        raise UserProblem("IDENTITY_014")
