"""The texts of recovery: the one-time code that is told by telephone, and what the office opens.

A code is twenty letters in five groups: sixteen of the secret (80 bits), two that say which laptop
and which of its codes, two that catch a slip of the tongue. The last four keep nothing secret.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from outreach_app.errors import UserProblem
from outreach_app.officeapi.codes import ALPHABET, plain

SECRET_BYTES = 10
LETTERS = 20
_SECRET_LETTERS, _MARK_LETTERS, _GROUP = 16, 2, 4
_MARK, _CHECK = b"outreach/recovery-mark/1", b"outreach/recovery-check/1"
_REQUEST = "OR1"
_FEED_BYTES, _KEY_ID_BYTES, _NUMBER_BYTES = 32, 8, 4


def code_text(secret: bytes, feed_id: bytes, number: int) -> str:
    """Return the code of a secret of `SECRET_BYTES` for a laptop's `number`th code."""
    value = int.from_bytes(secret)
    letters = "".join(ALPHABET[value >> 5 * at & 31] for at in reversed(range(_SECRET_LETTERS)))
    letters += _mark(feed_id, number)
    letters += _short(_CHECK + letters.encode())
    return "-".join(letters[at : at + _GROUP] for at in range(0, LETTERS, _GROUP))


def secret_of(code: str, feed_id: bytes, number: int) -> bytes:
    """Return the secret of a code as somebody typed it.

    Raises:
        UserProblem: IDENTITY_020 a letter is wrong or missing; IDENTITY_021 it is for another
            laptop; IDENTITY_022 it was used already.
    """
    letters = plain(code)
    body, check = letters[:-_MARK_LETTERS], letters[-_MARK_LETTERS:]
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        raise UserProblem("IDENTITY_020")
    if check != _short(_CHECK + body.encode()):
        raise UserProblem("IDENTITY_020")
    mark = body[_SECRET_LETTERS:]
    if mark != _mark(feed_id, number):
        used = any(mark == _mark(feed_id, former) for former in range(1, number))
        raise UserProblem("IDENTITY_022" if used else "IDENTITY_021")
    value = 0
    for letter in body[:_SECRET_LETTERS]:
        value = value << 5 | ALPHABET.index(letter)
    return value.to_bytes(SECRET_BYTES)


def _mark(feed_id: bytes, number: int) -> str:
    return _short(_MARK + feed_id + number.to_bytes(_NUMBER_BYTES))


def _short(data: bytes) -> str:
    return "".join(ALPHABET[byte % 32] for byte in hashlib.sha256(data).digest()[:_MARK_LETTERS])


@dataclass(frozen=True, slots=True)
class RecoveryRequest:
    """What the office needs to make a code; nobody but the office can open it.

    Attributes:
        feed_id: of the laptop.
        number: of its code, from 1.
        key_id: of the office's key that opens `sealed`.
        sealed: the secret, sealed with HPKE.
    """

    feed_id: bytes
    number: int
    key_id: bytes
    sealed: bytes

    def text(self) -> str:
        """Return it as capitals and digits, short enough for a QR code or a message."""
        data = self.feed_id + self.number.to_bytes(_NUMBER_BYTES) + self.key_id + self.sealed
        data += hashlib.sha256(data).digest()[:4]
        return _REQUEST + base64.b32encode(data).decode().rstrip("=")


def request_of(text: str) -> RecoveryRequest:
    """Return what `RecoveryRequest.text` wrote.

    Raises:
        ValueError: it is none, or a letter is wrong.
    """
    letters = plain(text)
    if not letters.startswith(_REQUEST):
        raise ValueError("no recovery request")
    letters = letters.removeprefix(_REQUEST)
    try:
        whole = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error as error:
        raise ValueError("no recovery request") from error
    data, check = whole[:-4], whole[-4:]
    if hashlib.sha256(data).digest()[:4] != check:
        raise ValueError("a letter of the recovery request is wrong")
    at = _FEED_BYTES + _NUMBER_BYTES
    return RecoveryRequest(
        data[:_FEED_BYTES],
        int.from_bytes(data[_FEED_BYTES:at]),
        data[at : at + _KEY_ID_BYTES],
        data[at + _KEY_ID_BYTES :],
    )
