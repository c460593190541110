"""Calls about the states of cases."""

from __future__ import annotations

from outreach_app.officeapi import case_messages as cm
from outreach_app.officeapi.client import OfficeClient, step


class CaseClient:
    """Asks one office, in the session of `client`."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def listed(self) -> cm.CaseList:
        """Return every open case, the most urgent first."""
        return self._client.call("GET", "/api/deadlines", cm.CaseList)

    def state(self, number: str) -> cm.CaseState:
        """Return where a case stands."""
        return self._client.call("GET", f"/api/cases/{step(number)}/state", cm.CaseState)
