"""A backup as one file that only the root's holders can open.

    file   = magic ‖ u32 length ‖ header ‖ chunks; each chunk = ChaCha20-Poly1305(1 MiB) + 16
    header = JSON: office, epoch, when, the content key sealed (HPKE) to the recovery key
    nonce  = 7 zeros ‖ u32 index of the chunk ‖ u8 1 for the last chunk, else 0

The header is bound into every chunk, and the flag of the last one shows a cut.
"""

from __future__ import annotations

import hashlib
import struct
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from outreach_app.errors import UserProblem
from outreach_app.identity import wrapping
from sync.keys import KEY_SIZE, Random

ENDING = ".outreach-backup"
MAGIC = b"OUTRBAK\x01"
_USE = b"outreach/backup/1"
_CHUNK = 2**20
_TAG = 16
_LENGTH = struct.Struct(">I")
_MOST_HEADER = 64 * 2**10


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What anybody may read.

    Attributes:
        office_id: hex.
        office_epoch: before the restore.
        made_ms: the office's clock.
        recovery_key: hex of the public key that `sealed_key` is sealed to.
        sealed_key: the content key.
    """

    office_id: str
    office_epoch: int
    made_ms: int
    recovery_key: str
    sealed_key: bytes


class Sealer:
    """Writes a backup's bytes; `finish` makes it whole.

    Attributes:
        key: of the content, to read back what was written.
        header: as it stands in the file.
    """

    def __init__(
        self, file: BinaryIO, recovery_key: bytes, random: Random, **about: str | int
    ) -> None:
        self.key = random(KEY_SIZE)
        sealed = wrapping.seal(recovery_key, self.key, _USE)
        facts = {**about, "recovery_key": recovery_key.hex()}
        self.header = msgspec.convert({**facts, "sealed_key": sealed}, Header)
        head = msgspec.json.encode(self.header)
        file.write(MAGIC + _LENGTH.pack(len(head)) + head)
        self._file, self._bound = file, hashlib.sha256(head).digest()
        self._cipher, self._index, self._rest = ChaCha20Poly1305(self.key), 0, bytearray()

    def write(self, data: bytes) -> int:
        """Seal bytes; returns how many."""
        self._rest += data
        while len(self._rest) > _CHUNK:
            self._seal(bytes(self._rest[:_CHUNK]), last=False)
            del self._rest[:_CHUNK]
        return len(data)

    def finish(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(bytes(self._rest), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = struct.pack(">7xI?", self._index, last)
        self._file.write(self._cipher.encrypt(nonce, chunk, self._bound))
        self._index += 1


class Opener:
    """Reads what `Sealer` wrote, in order.

    Args:
        file: at its start.
        key: of the content; `key_of` finds it with the recovery key.

    Raises:
        UserProblem: RESTORE_001 it is no backup, or damaged.
    """

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        head = _head(file)
        self.header = read_header(head)
        self._file, self._bound = file, hashlib.sha256(head).digest()
        self._cipher, self._index = ChaCha20Poly1305(key), 0
        self._next = file.read(_CHUNK + _TAG)
        self._plain, self._ended = b"", False

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes, nothing at the end.

        Raises:
            UserProblem: RESTORE_001 it was changed or cut.
        """
        if not self._plain and not self._ended:
            self._plain = self._open()
        taken, self._plain = self._plain[:size], self._plain[size:]
        return taken

    def _open(self) -> bytes:
        chunk, self._next = self._next, self._file.read(_CHUNK + _TAG)
        self._ended = not self._next
        nonce = struct.pack(">7xI?", self._index, self._ended)
        self._index += 1
        try:
            return self._cipher.decrypt(nonce, chunk, self._bound)
        except InvalidTag as error:
            raise UserProblem("RESTORE_001") from error


def header_of(file: BinaryIO) -> Header:
    """Return what anybody may read of a backup.

    Raises:
        UserProblem: RESTORE_001 it is no backup.
    """
    return read_header(_head(file))


def key_of(header: Header, recovery_seed: bytes) -> bytes:
    """Return the content key.

    Raises:
        UserProblem: RESTORE_002 the shares are of another office.
    """
    try:
        return wrapping.unseal(recovery_seed, header.sealed_key, _USE)
    except wrapping.DoesNotOpen as error:
        raise UserProblem("RESTORE_002") from error


def read_header(head: bytes) -> Header:
    """Return the header in its bytes.

    Raises:
        UserProblem: RESTORE_001 it is none.
    """
    try:
        return msgspec.json.decode(head, type=Header)
    except msgspec.DecodeError as error:
        raise UserProblem("RESTORE_001") from error


def _head(file: BinaryIO) -> bytes:
    start = file.read(len(MAGIC) + _LENGTH.size)
    if len(start) < len(MAGIC) + _LENGTH.size or not start.startswith(MAGIC):
        raise UserProblem("RESTORE_001")
    (length,) = _LENGTH.unpack(start[len(MAGIC) :])
    return file.read(min(length, _MOST_HEADER))
