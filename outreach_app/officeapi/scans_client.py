"""Scans of papers, for the desk."""

from __future__ import annotations

from outreach_app.officeapi import scans_messages as sm
from outreach_app.officeapi.client import OfficeClient, step


class ScanCalls:
    """Typed calls; they raise what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def of_file(self, number: str) -> tuple[sm.ScanRow, ...]:
        """Return the scans of a file."""
        return self._client.call("GET", f"/api/cases/{step(number)}/scans", sm.ScanList).scans

    def missing(self) -> tuple[sm.ScanRow, ...]:
        """Return the scans that have not arrived."""
        return self._client.call("GET", "/api/scans", sm.ScanList).scans

    def picture(self, blob_id: str) -> bytes:
        """Return a scan as a WebP."""
        return self._client.call("GET", f"/api/scans/{step(blob_id)}", sm.ScanPicture).webp
