"""QR 2: a proof that an officer's program can check without a network (decisions C28).

OUTREACH1:base32( len8 number ‖ len8 service ‖ last4 ‖ name commitment 16 ‖ u64 entry number ‖
head prefix 5 ‖ Ed25519("outreach/slip/1" ‖ all before) )
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass

from outreach_app.errors import UserProblem

_PREFIX = b"outreach/slip/1"
_MARK = "OUTREACH1:"
_SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof says.

    Attributes:
        last4: of the NIK, empty when there is none.
        name_commitment: 16 bytes; see `commit_name`.
        head: first 5 bytes of the hash of the record's entry.
    """

    number: str
    service: str
    last4: str
    name_commitment: bytes
    entry_number: int
    head: bytes


def commit_name(name: str, check_code: str) -> bytes:
    """Return 16 bytes that tie the name to the slip without telling it.

    The check code, printed in clear on the slip but in no QR 2, is the salt.
    """
    return hashlib.sha256(_PREFIX + check_code.encode() + name.encode()).digest()[:16]


def sign(proof: Proof, signer: Callable[[bytes], bytes]) -> str:
    """Return the text of QR 2, in characters that a QR packs well."""
    body = _body(proof)
    packed = base64.b32encode(body + signer(_PREFIX + body)).decode().rstrip("=")
    return _MARK + packed


def check(text: str, verify: Callable[[bytes, bytes], bool]) -> Proof:
    """Return the proof in `text`.

    Args:
        text: as scanned.
        verify: `(signature, message)` -> is it the device's.

    Raises:
        UserProblem: DOCUMENTS_001 not a proof, or not signed by that device.
    """
    try:
        packed = text.removeprefix(_MARK)
        data = base64.b32decode(packed + "=" * (-len(packed) % 8))
        body, signature = data[:-_SIGNATURE], data[-_SIGNATURE:]
        proof = _read(body)
    except (ValueError, IndexError, struct.error, UnicodeDecodeError) as error:
        raise UserProblem("DOCUMENTS_001") from error
    if not text.startswith(_MARK) or not verify(signature, _PREFIX + body):
        raise UserProblem("DOCUMENTS_001")
    return proof


def _body(proof: Proof) -> bytes:
    number, service = proof.number.encode(), proof.service.encode()
    last4 = proof.last4.encode().ljust(4, b"-")
    return b"".join(
        (
            bytes([len(number)]) + number,
            bytes([len(service)]) + service,
            last4,
            proof.name_commitment,
            struct.pack(">Q", proof.entry_number),
            proof.head,
        )
    )


def _read(body: bytes) -> Proof:
    at = 1 + body[0]
    number, service_end = body[1:at].decode(), at + 1 + body[at]
    service, rest = body[at + 1 : service_end].decode(), body[service_end:]
    last4, commitment, entry, head = struct.unpack(">4s16sQ5s", rest)
    return Proof(number, service, last4.decode().strip("-"), commitment, entry, head)
