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
        number: of the file.
        device: laptop that told of it.
        lost: `missing` or `damaged` when that laptop cannot send it any more; else empty.
    """

    blob_id: str
    paper: str
    size: int
    arrived: bool
    number: str = ""
    device: str = ""
    lost: str = ""


class ScanList(Message, frozen=True, kw_only=True):
    """Scans, in the order in which they were taken."""

    scans: tuple[ScanRow, ...]


class ScanPicture(Message, frozen=True, kw_only=True):
    """A scan, opened."""

    webp: bytes
