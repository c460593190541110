"""The desk's calls about the alert level."""

from __future__ import annotations

from outreach_app.officeapi import alert_messages as am
from outreach_app.officeapi.client import OfficeClient


class AlertClient:
    """Typed calls over a signed-in client; raises what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def view(self) -> am.AlertView:
        """Return the table in force."""
        return self._client.call("GET", "/api/alert", am.AlertView)

    def set(self, wanted: am.SetAlert) -> am.AlertView:
        """Set a level from a day on."""
        return self._client.call("POST", "/api/alert", am.AlertView, wanted)
