"""A blob: bytes of a document, sealed once to a file under a random key (decisions A16).

    sealed = magic 8 ‖ chunks; each chunk = ChaCha20-Poly1305(at most 64 KiB) + 16
    nonce  = 7 zeros ‖ u32 index of the chunk ‖ u8 1 for the last chunk, else 0
    id     = SHA-256(sealed)

The key is used for this blob only and lives in the body of the entry that refers to it: erasing the
body erases the blob. The flag of the last chunk shows a cut.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from sync.errors import BlobDamaged, TooLarge

MAX_BLOB_BYTES = 8 * 2**20
KEY_BYTES, ID_BYTES = 32, 32
_MAGIC = b"OUTRBLB\x01"
_CHUNK = 64 * 2**10
_TAG = 16


@dataclass(frozen=True, slots=True)
class BlobRef:
    """What an entry's body keeps of a blob.

    Attributes:
        blob_id: SHA-256 of the sealed bytes.
        key: 32 random bytes.
        size: of the sealed bytes.
    """

    blob_id: bytes
    key: bytes = field(repr=False)
    size: int


def seal_blob(data: bytes, key: bytes) -> tuple[BlobRef, bytes]:
    """Return the reference to a blob and its sealed bytes.

    Args:
        data: at most `MAX_BLOB_BYTES`.
        key: 32 random bytes, never used before.

    Raises:
        TooLarge: more than the limit.
    """
    if len(data) > MAX_BLOB_BYTES:
        raise TooLarge("a document is too large")
    cipher = ChaCha20Poly1305(key)
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)] or [b""]
    last = len(chunks) - 1
    sealed = _MAGIC + b"".join(
        cipher.encrypt(_nonce(index, last=index == last), chunk, _MAGIC)
        for index, chunk in enumerate(chunks)
    )
    return BlobRef(blob_id(sealed), key, len(sealed)), sealed


def open_blob(ref: BlobRef, sealed: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        BlobDamaged: not the bytes or not the key of the reference.
    """
    if blob_id(sealed) != ref.blob_id or not sealed.startswith(_MAGIC):
        raise BlobDamaged("the document is not the one referred to")
    cipher, body, step = ChaCha20Poly1305(ref.key), sealed[len(_MAGIC) :], _CHUNK + _TAG
    chunks = [body[at : at + step] for at in range(0, len(body), step)]
    last = len(chunks) - 1
    try:
        return b"".join(
            cipher.decrypt(_nonce(index, last=index == last), chunk, _MAGIC)
            for index, chunk in enumerate(chunks)
        )
    except InvalidTag as error:
        raise BlobDamaged("the document cannot be opened") from error


def blob_id(sealed: bytes) -> bytes:
    """Return the id of sealed bytes."""
    return hashlib.sha256(sealed).digest()


def _nonce(index: int, *, last: bool) -> bytes:
    return struct.pack(">7xI?", index, last)
