"""How many bytes of scans the office takes of one laptop (numbers in `services/blobs.toml`)."""

from __future__ import annotations

from functools import cache

import msgspec

from outreach_app import resources


class BlobLimits(msgspec.Struct, frozen=True):
    """Limits in force.

    Attributes:
        blob_bytes: of one scan, sealed.
        day_bytes: that one laptop sends on one day.
        unreferred_bytes: of scans of one laptop that no entry tells of.
        unreferred_days: such scans are deleted after so long.
    """

    blob_bytes: int
    day_bytes: int
    unreferred_bytes: int
    unreferred_days: int


@cache
def limits() -> BlobLimits:
    """Return the limits in force."""
    return msgspec.convert(resources.toml("services/blobs.toml"), BlobLimits)
