"""A scan of a paper, as it is told in the feed; the bytes travel apart (decisions A16, C33)."""

from __future__ import annotations

from outreach_app.domain.entries import Body

SCAN_ADDED = "scan.added"


class ScanAdded(Body, frozen=True, kw_only=True):
    """A paper of a finished file was scanned.

    Attributes:
        number: local number of the file.
        paper: code of `services/documents.toml` whose `scan` is true.
        blob_id: SHA-256 of the sealed bytes, hex.
        key: opens them; erasing this body erases the scan.
        size: of the sealed bytes.
    """

    number: str
    paper: str
    blob_id: str
    key: bytes
    size: int


SCAN_LOST = "scan.lost"


class ScanLost(Body, frozen=True, kw_only=True):
    """A scan can no longer be sent: its bytes are gone from the laptop, and not at the office.

    Attributes:
        number: local number of the file.
        paper: code of the paper.
        blob_id: as in `ScanAdded`.
        why: `missing` or `damaged`.
    """

    number: str
    paper: str
    blob_id: str
    why: str
