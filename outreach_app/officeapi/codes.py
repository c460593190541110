"""The text of an enrolment code: made at the office, checked on the laptop.

Sixteen characters in four groups, `ABCD-EFGH-JKMN-PQRS`; the last four are a fingerprint of the
office's signing key (20 bits), so that a laptop notices when another office answers.
"""

from __future__ import annotations

import hashlib

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I, O: they are misread (decisions C27)."""

FINGERPRINT_LETTERS = 4


def code_text(secret: bytes, office_signing_key: bytes) -> str:
    """Return a code: one letter for each byte of `secret`, then the fingerprint."""
    letters = "".join(ALPHABET[byte % 32] for byte in secret) + fingerprint(office_signing_key)
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def plain(code: str) -> str:
    """Return a code as typed by a person without blanks and dashes, in capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def fingerprint(office_signing_key: bytes) -> str:
    """Return four letters for the office's signing key."""
    digest = hashlib.sha256(b"outreach/code-fingerprint/1" + office_signing_key).digest()
    return "".join(ALPHABET[byte % 32] for byte in digest[:FINGERPRINT_LETTERS])


def is_of_office(code: str, office_signing_key: bytes) -> bool:
    """Tell whether a code was made by the office that holds this key."""
    return plain(code).endswith(fingerprint(office_signing_key))
