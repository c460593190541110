"""The desk's call that writes a record."""

from __future__ import annotations

from outreach_app.officeapi import record_messages as rm
from outreach_app.officeapi.client import OfficeClient


class RecordClient:
    """A typed call over a signed-in client; raises what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def write(self, wanted: rm.WriteRecord) -> str:
        """Write a record and return its number; the same request may be sent again."""
        return self._client.call("POST", "/api/records", rm.Written, wanted).number
