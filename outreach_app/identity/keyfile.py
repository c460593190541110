"""`laptop.json`: everything that opens the laptop, none of it in clear.

Private keys and the database key stand in it wrapped; certificate, office card and the officers'
names are public. Written whole or not at all, mode 0600.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec

from outreach_app.errors import EnvironmentProblem, UserProblem
from outreach_app.identity.cost import Argon2Cost
from outreach_app.settings import Profile

VERSION = 1


class Wrapped(msgspec.Struct, frozen=True):
    """ChaCha20-Poly1305: a 12-byte nonce and the sealed bytes."""

    nonce: bytes
    sealed: bytes


class Slot(msgspec.Struct, frozen=True):
    """One officer's way to the database key (decisions B19).

    Attributes:
        public: the officer's X25519 key.
        private: its private half, wrapped by Argon2id(passphrase, salt) at `cost`.
        database_key: sealed with HPKE to `public`.
        pin: check value of the curtain's PIN, keyed by the database key; empty when there is none.
    """

    officer_id: str
    name: str
    initials: str
    role: str
    salt: bytes
    cost: Argon2Cost
    public: bytes
    private: Wrapped
    database_key: bytes
    pin: bytes = b""


class Keeper(msgspec.Struct, frozen=True):
    """A ticket keeper, who has no way to the database key (decisions B24).

    Attributes:
        pin: check value, keyed by the database key.
    """

    keeper_id: str
    name: str
    initials: str
    pin: bytes


class RecoverySlot(msgspec.Struct, frozen=True):
    """The office's way to the database key: a one-time code (`identity.recovery`).

    Attributes:
        number: of the code, from 1; a used one is followed by the next.
        feed_id: of the laptop as it is enrolled.
        wrapped: the database key, wrapped by Argon2id(secret, salt) at `cost`.
        sealed: the secret, sealed with HPKE to the office.
        key_id: of the office's key that opens `sealed`.
    """

    number: int
    feed_id: bytes
    salt: bytes
    cost: Argon2Cost
    wrapped: Wrapped
    sealed: bytes
    key_id: bytes


class CodeUse(msgspec.Struct, frozen=True):
    """A code that was used, for the audit; the office learns it at the next sync.

    Attributes:
        officer_id: who got a new passphrase.
        time_ms: by the laptop's clock.
    """

    number: int
    feed_id: bytes
    officer_id: str
    time_ms: int


class KeyFile(msgspec.Struct, frozen=True):
    """The file.

    Attributes:
        device_keys: `sync.keys.DeviceKeys.encode()`, wrapped by the database key and bound to
            certificate, card and follows, so none of them can be exchanged.
        certificate: `DeviceCertificate.encode()`; empty while enrolment is not finished.
        office_card: `OfficeCard.encode()`.
        follows: ids of the office feeds for this laptop.
        recovery: the database key sealed with HPKE to the office.
        recovery_key_id: of the office's key that opens `recovery`.
        next_keys: of an enrolment again whose answer has not come yet; wrapped.
        again_after: of the last enrolment again, see `EnrolAnswer`.
        again_former, again_proof: of the same; what the laptop was, and its former key's word.
        keepers: ticket keepers.
        recovery_slot: opened by the next one-time code of the office.
        code_uses: codes that were used here.
    """

    device_keys: Wrapped
    officers: tuple[Slot, ...]
    laptop_name: str = ""
    certificate: bytes = b""
    office_card: bytes = b""
    follows: tuple[bytes, ...] = ()
    recovery: bytes = b""
    recovery_key_id: bytes = b""
    next_keys: Wrapped | None = None
    again_after: int = 0
    again_former: bytes = b""
    again_proof: bytes = b""
    keepers: tuple[Keeper, ...] = ()
    recovery_slot: RecoverySlot | None = None
    code_uses: tuple[CodeUse, ...] = ()
    version: int = VERSION

    def public_part(self) -> bytes:
        """Return the bytes that `device_keys` is bound to."""
        return msgspec.json.encode((self.certificate, self.office_card, self.follows))


class _Version(msgspec.Struct):
    version: int


def read(profile: Profile) -> KeyFile:
    """Return the key file.

    Raises:
        UserProblem: IDENTITY_007 the laptop is not enrolled; IDENTITY_011 a newer version wrote it.
        EnvironmentProblem: IDENTITY_003 damaged; IDENTITY_012 it cannot be read.
    """
    try:
        data = profile.keys_file.read_bytes()
    except FileNotFoundError as error:
        raise UserProblem("IDENTITY_007") from error
    except OSError as error:
        raise EnvironmentProblem("IDENTITY_012", retry=True) from error
    try:
        if msgspec.json.decode(data, type=_Version).version > VERSION:
            raise UserProblem("IDENTITY_011")
        return msgspec.json.decode(data, type=KeyFile)
    except msgspec.MsgspecError as error:
        raise EnvironmentProblem("IDENTITY_003", retry=False) from error


def write(profile: Profile, file: KeyFile) -> None:
    """Replace the key file: temporary name, fsync, rename, fsync of the folder.

    Raises:
        EnvironmentProblem: IDENTITY_012 it cannot be written; the former one stands.
    """
    target = profile.create().keys_file
    new = target.with_name(target.name + ".new")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(msgspec.json.format(msgspec.json.encode(file)))
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise EnvironmentProblem("IDENTITY_012", retry=True) from error


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened for fsync there
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
