"""The office's private keys on disk: one file, mode 0600, wrapped when a passphrase is given.

Unwrapped is for practice and for servers whose disk is encrypted by other means.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from outreach_app.errors import UserProblem
from outreach_app.identity.cost import Argon2Cost
from sync.keys import OfficeKeys, Random

_USE = b"outreach/office-keys/1"


class _Keys(msgspec.Struct, frozen=True):
    office_id: bytes
    office_epoch: int
    signing_seed: bytes
    sealing_seeds: tuple[bytes, ...]
    root_key: bytes = b""
    recovery_key: bytes = b""


class _Wrapped(msgspec.Struct, frozen=True):
    salt: bytes
    nonce: bytes
    sealed: bytes
    memory_kib: int
    passes: int
    lanes: int


class _Seed(msgspec.Struct, frozen=True):
    seed: bytes = b""
    wrapped: _Wrapped | None = None


class _File(msgspec.Struct, frozen=True):
    version: int
    keys: _Keys | None = None
    wrapped: _Wrapped | None = None


def write_keys(
    path: Path, keys: OfficeKeys, passphrase: str, *, random: Random, cost: Argon2Cost
) -> None:
    """Write the keys; an empty passphrase leaves them readable by the file's owner."""
    plain = _Keys(**{name: getattr(keys, name) for name in _Keys.__struct_fields__})
    file = _File(1, keys=plain)
    if passphrase:
        file = _File(1, wrapped=_wrap(msgspec.json.encode(plain), passphrase, random, cost))
    write_secret(path, msgspec.json.encode(file))


def read_keys(path: Path, passphrase: str = "") -> OfficeKeys:
    """Return the office's keys.

    Raises:
        UserProblem: OFFICE_030 there is no office here; OFFICE_031 the passphrase is wrong.
    """
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise UserProblem("OFFICE_030", folder=path.parent.name) from error
    keys = file.keys
    if file.wrapped:
        keys = msgspec.json.decode(_unwrap(file.wrapped, passphrase), type=_Keys)
    if keys is None:
        raise UserProblem("OFFICE_030", folder=path.parent.name)
    return OfficeKeys(**msgspec.structs.asdict(keys))


def is_wrapped(path: Path) -> bool:
    """Tell whether a key file needs a passphrase."""
    return msgspec.json.decode(path.read_bytes(), type=_File).wrapped is not None


def write_secret(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    if os.name == "posix":  # Windows keeps a rename without it
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_seed(
    path: Path, seed: bytes, passphrase: str, *, random: Random, cost: Argon2Cost
) -> None:
    """Write one private key of 32 bytes, wrapped like the office's keys."""
    file = _Seed(seed=seed)
    if passphrase:
        file = _Seed(wrapped=_wrap(seed, passphrase, random, cost))
    write_secret(path, msgspec.json.encode(file))


def read_seed(path: Path, passphrase: str = "") -> bytes:
    """Return one private key, empty when there is no file.

    Raises:
        UserProblem: OFFICE_031 the passphrase is wrong.
    """
    if not path.exists():
        return b""
    file = msgspec.json.decode(path.read_bytes(), type=_Seed)
    return _unwrap(file.wrapped, passphrase) if file.wrapped else file.seed


def _wrap(data: bytes, passphrase: str, random: Random, cost: Argon2Cost) -> _Wrapped:
    salt, nonce = random(16), random(12)
    key = cost.derive(passphrase, salt)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, data, _USE)
    return _Wrapped(salt, nonce, sealed, cost.memory_kib, cost.passes, cost.lanes)


def _unwrap(wrapped: _Wrapped, passphrase: str) -> bytes:
    cost = Argon2Cost(wrapped.memory_kib, wrapped.passes, wrapped.lanes)
    key = cost.derive(passphrase, wrapped.salt)
    try:
        return ChaCha20Poly1305(key).decrypt(wrapped.nonce, wrapped.sealed, _USE)
    except InvalidTag as error:
        raise UserProblem("OFFICE_031") from error
