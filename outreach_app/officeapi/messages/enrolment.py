"""A laptop asks for its certificate."""

from __future__ import annotations

from outreach_app.officeapi.messages.base import Message


class EnrolRequest(Message, frozen=True, kw_only=True):
    """A laptop asks for its certificate.

    Asking again with the same code and the same keys gives the same answer.

    Attributes:
        code: from a clerk; single use, ends with a fingerprint of the office's signing key.
        signing_key: Ed25519 public, 32 bytes.
        sealing_key: X25519 public, 32 bytes.
        laptop_name: what people call it.
        unit_wish: used when the code names no unit.
        former: feed id of the enrolment that this one follows; empty for a new laptop.
        former_proof: signature of the former key over `again.claim`.
    """

    code: str
    signing_key: bytes
    sealing_key: bytes
    laptop_name: str
    unit_wish: str = ""
    former: bytes = b""
    former_proof: bytes = b""


class EnrolAnswer(Message, frozen=True, kw_only=True):
    """What a laptop needs to work for this office.

    Attributes:
        certificate: `sync.keys.DeviceCertificate.encode()`.
        office_card: `sync.keys.OfficeCard.encode()`; the laptop checks it against the code.
        device: `D007`.
        follows: ids of the office feeds for this laptop, its own first, then the broadcast.
        again_after: after an enrolment again: entries of the former feed above it are emitted
            once more, whatever was acknowledged.
    """

    certificate: bytes
    office_card: bytes
    device: str
    unit: str
    follows: tuple[bytes, ...]
    again_after: int = 0


class NewCode(Message, frozen=True, kw_only=True):
    """Ask for an enrolment code."""

    unit: str = ""
    valid_hours: int = 48


class EnrolmentCode(Message, frozen=True, kw_only=True):
    """A code to type on the laptop, once."""

    code: str
    unit: str
    expires_ms: int
