"""What citizens say themselves, as it travels: sealed to the office, shuffled, without a time.

Source: decisions B22, C26. A laptop cannot read what it carries; the entry's author is the device
and its time the date only.
"""

from __future__ import annotations

import msgspec

from outreach_app.domain.entries import Body

CITIZEN_SEALED = "citizen.sealed"
SEAL_USE = b"outreach/citizen/1"
IDENTITY_USE = b"outreach/citizen-identity/1"
"""HPKE info of the two parts."""
COMPLAINTS_KEY = "complaints_key"
"""Name of the published resource that holds the complaints key: X25519 public, hex."""


class CitizenSealed(Body, frozen=True, kw_only=True):
    """One finished form of a citizen.

    Attributes:
        sealed: `CitizenAnswer` sealed to the office's sealing key.
        identity: `CitizenIdentity` sealed to `identity_key_id`; empty when there is none.
        key_id, identity_key_id: `sync.keys.key_id` of the keys, hex.
        for_root: the same answer sealed to the recovery key: nobody has it in clear, so it must
            outlive a sealing key that the office loses. Empty where the office has no root.
    """

    key_id: str
    sealed: bytes
    for_root: bytes = b""
    identity_key_id: str = ""
    identity: bytes = b""


class CitizenAnswer(Body, frozen=True, kw_only=True):
    """What is inside: the answers without who gave them.

    Attributes:
        citizen_id: UUID; the same answer may arrive twice and counts once.
        number: `AD-…` of a complaint or a question, empty for a survey.
        check_code: of that number.
        date: ISO date at the office, never a time.
        answers: the form's canonical record as JSON, identity group cut out.
        anonymous: the citizen hid the name: there is no identity at all.
        secret: nothing of it may be published, and only the complaints officer sees the name.
    """

    citizen_id: str
    form_id: str
    form_version: str
    service: str
    date: str
    pekon: str
    language: str
    answers: msgspec.Raw
    number: str = ""
    check_code: str = ""
    anonymous: bool = False
    secret: bool = False


class CitizenIdentity(Body, frozen=True, kw_only=True):
    """Who told it, apart from what was told."""

    citizen_id: str
    name: str = ""
    phone: str = ""
