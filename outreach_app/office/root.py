"""The root of the office: one secret, printed in two shares and kept away from the machine.

It signs announcements of sealing keys, and it opens backups and what laptops sealed for the day
when nobody knows a passphrase any more (decisions B18, B19). Either share alone says nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from outreach_app.errors import UserProblem
from outreach_app.identity.wrapping import derived, public_of
from outreach_app.office.keyfile import write_secret
from sync.keys import KEY_SIZE, OfficeKeys, Random

FILE = "root-key.json"
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs that nobody mistakes for one another (decisions C27)."""
_RECOVERY = b"outreach/recovery-key/1"
_SHARE = b"outreach/root-share/1"
_CHECK_BYTES = 2
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Root:
    """The secret itself; only in memory, or in the file of a new office until it is taken away."""

    seed: bytes = field(repr=False)

    @property
    def signing_key(self) -> bytes:
        """Return the public key that laptops pin."""
        return self._private().public_key().public_bytes_raw()

    @property
    def recovery_seed(self) -> bytes:
        """Return the X25519 private key that opens backups."""
        return derived(self.seed, _RECOVERY)

    def sign(self, message: bytes) -> bytes:
        """Return 64 bytes; `message` starts with the prefix of its use."""
        return self._private().sign(message)

    def rooted(self, keys: OfficeKeys) -> OfficeKeys:
        """Return the office's keys with the public halves of this root."""
        return OfficeKeys(
            keys.office_id,
            keys.office_epoch,
            keys.signing_seed,
            keys.sealing_seeds,
            self.signing_key,
            public_of(self.recovery_seed),
        )

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


class _File(msgspec.Struct, frozen=True):
    root_seed: str
    office_id: str


def write_root(folder: Path, root: Root, office_id: bytes) -> None:
    """Write the root beside a new office, mode 0600, until it is printed and taken away."""
    file = _File(root.seed.hex(), office_id.hex())
    write_secret(folder / FILE, msgspec.json.encode(file))


def read_root(folder: Path) -> Root | None:
    """Return the root that still lies beside the office, None when it was taken away."""
    try:
        file = msgspec.json.decode((folder / FILE).read_bytes(), type=_File)
        return Root(bytes.fromhex(file.root_seed))
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, ValueError) as error:
        raise UserProblem("KEYS_001") from error


def shares(root: Root, random: Random) -> tuple[str, str]:
    """Return two texts; together they make the root, one alone nothing."""
    first = random(KEY_SIZE)
    second = bytes(a ^ b for a, b in zip(root.seed, first, strict=True))
    return _text(1, first), _text(2, second)


def joined(one: str, other: str) -> Root:
    """Return the root of two shares, in any order.

    Raises:
        UserProblem: KEYS_001 a share was mistyped; KEYS_002 the same share twice.
    """
    parts = dict((_part(one), _part(other)))
    if len(parts) != 2:
        raise UserProblem("KEYS_002")
    return Root(bytes(a ^ b for a, b in zip(parts[1], parts[2], strict=True)))


def _text(number: int, part: bytes) -> str:
    data = bytes((number,)) + part
    data += hashlib.sha256(_SHARE + data).digest()[:_CHECK_BYTES]
    value, signs = int.from_bytes(data), len(data) * 8 // 5
    text = "".join(ALPHABET[value >> 5 * at & 31] for at in reversed(range(signs)))
    return "-".join(text[at : at + _GROUP] for at in range(0, signs, _GROUP))


def _part(text: str) -> tuple[int, bytes]:
    plain = [c for c in text.upper() if c in ALPHABET]
    value = 0
    for sign in plain:
        value = value << 5 | ALPHABET.index(sign)
    size = 1 + KEY_SIZE + _CHECK_BYTES
    if len(plain) != size * 8 // 5:
        raise UserProblem("KEYS_001")
    data = value.to_bytes(size)
    body, check = data[:-_CHECK_BYTES], data[-_CHECK_BYTES:]
    if hashlib.sha256(_SHARE + body).digest()[:_CHECK_BYTES] != check or body[0] not in (1, 2):
        raise UserProblem("KEYS_001")
    return body[0], body[1:]
