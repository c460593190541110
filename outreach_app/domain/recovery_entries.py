"""One-time recovery codes in the feeds: what a laptop keeps ready, what was made, what was used."""

from __future__ import annotations

from outreach_app.domain.entries import Body

RECOVERY_READY = "recovery.ready"
RECOVERY_USED = "recovery.used"
RECOVERY_GIVEN = "recovery.given"


class RecoveryReady(Body, frozen=True, kw_only=True):
    """A laptop says what its next code would open (`identity.recovery_code.RecoveryRequest`).

    Attributes:
        number: of the code, from 1.
        feed_id: the laptop as it was enrolled when the secret was made.
        key_id: of the office's key that opens `sealed`.
        sealed: the secret, sealed to the office's recovery key; opening it needs the root.
    """

    number: int
    feed_id: bytes
    key_id: bytes
    sealed: bytes


class RecoveryUsed(Body, frozen=True, kw_only=True):
    """A laptop was opened by a code.

    Attributes:
        officer: who got a new passphrase.
        used_ms: by the laptop's clock.
    """

    number: int
    feed_id: bytes
    officer: str
    used_ms: int


class RecoveryGiven(Body, frozen=True, kw_only=True):
    """The office made a code for a laptop; the code itself is nowhere.

    Attributes:
        clerk: who made it.
        told: to whom it was told.
        reason: why it was needed.
    """

    number: int
    clerk: str
    told: str
    reason: str
