"""A file was written to a stick by itself, to be carried to the office by hand."""

from __future__ import annotations

from outreach_app.domain.entries import Body

RECORD_CARRIED = "record.carried"
MAGIC = b"OUTRONE"
"""How the bytes of such a file begin (`identity.carried_file`)."""


def is_carried(data: bytes) -> bool:
    """Tell whether these bytes begin one file that is carried by itself."""
    return data.startswith(MAGIC)


class RecordCarried(Body, frozen=True, kw_only=True):
    """One file, sealed to the office, left the laptop beside its feed.

    Attributes:
        instance_id: its newest revision then.
        file_id: SHA-256 of the bytes on the stick, hex.
    """

    number: str
    instance_id: str
    file_id: str
