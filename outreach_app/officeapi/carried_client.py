"""The desk's calls about carried files and evidence."""

from __future__ import annotations

from outreach_app.officeapi import carried_messages as cm
from outreach_app.officeapi.client import OfficeClient, step


class CarriedClient:
    """Calls of a signed-in client."""

    def __init__(self, client: OfficeClient) -> None:
        self._call = client.call

    def listed(self) -> tuple[cm.CarriedRow, ...]:
        """Return what was carried in, newest first."""
        return self._call("GET", "/api/carried", cm.CarriedFiles).files

    def content(self, file_id: str) -> cm.CarriedContent:
        """Return what a file holds; the look is noted."""
        return self._call("POST", f"/api/carried/{step(file_id)}/content", cm.CarriedContent)

    def evidence(self, instance_id: str) -> cm.Evidence:
        """Return a held revision as evidence; it is noted."""
        return self._call("POST", f"/api/held/{step(instance_id)}/evidence", cm.Evidence)
