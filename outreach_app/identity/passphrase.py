"""What makes a passphrase good enough, and how it is read.

Source: NIST SP 800-63B-4 (15 characters, no composition rules); ux L1 (a sentence of 4-5 words).
"""

from __future__ import annotations

import unicodedata

from outreach_app.errors import UserProblem

SHORTEST = 15
FEWEST_DIFFERENT = 6


def normalised(passphrase: str) -> str:
    """Return the passphrase as it is used: NFKC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def accepted(passphrase: str) -> str:
    """Return a new passphrase as it is used.

    Raises:
        UserProblem: IDENTITY_004 too short; IDENTITY_005 too uniform to be a secret.
    """
    text = normalised(passphrase)
    if len(text) < SHORTEST:
        raise UserProblem("IDENTITY_004", length=len(text), shortest=SHORTEST)
    if len(set(text.casefold())) < FEWEST_DIFFERENT:
        raise UserProblem("IDENTITY_005")
    return text
