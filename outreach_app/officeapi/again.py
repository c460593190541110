"""A laptop that enrols again says which laptop it was, and proves it with the former key.

Only then are files under its former numbers its own (decisions A1).
"""

from __future__ import annotations

_PREFIX = b"outreach/again/1"


def claim(office_id: bytes, former: bytes, signing_key: bytes, sealing_key: bytes) -> bytes:
    """Return what the former key signs.

    Args:
        office_id: 16 bytes.
        former: feed id of the former enrolment.
        signing_key: new Ed25519 public key.
        sealing_key: new X25519 public key.
    """
    return _PREFIX + office_id + former + signing_key + sealing_key
