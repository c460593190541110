"""Messages about scans of papers."""

from __future__ import annotations

from outreach_app.officeapi.messages import Message


class ScanRow(Message, frozen=True, kw_only=True):
    """One scan.

    Attributes:
        blob_id: SHA-256 of the sealed bytes, hex.
        paper: code of the paper.
        size: of the sealed bytes.
        arrived: all bytes are at the office.
    """

    blob_id: str
    paper: str
    size: int
    arrived: bool


class ScanList(Message, frozen=True, kw_only=True):
    """Scans, in the order in which they were taken."""

    scans: tuple[ScanRow, ...]


class ScanPicture(Message, frozen=True, kw_only=True):
    """A scan, opened."""

    webp: bytes
