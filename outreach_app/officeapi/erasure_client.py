"""Erasing files, as the desk asks for it."""

from __future__ import annotations

from outreach_app.officeapi import erasure_messages as em
from outreach_app.officeapi.client import OfficeClient, step


class ErasureClient:
    """Calls of a signed-in client."""

    def __init__(self, client: OfficeClient) -> None:
        self._call = client.call

    def erase(self, number: str, wanted: em.Erase) -> em.Erased:
        """Erase a file everywhere."""
        return self._call("POST", f"/api/cases/{step(number)}/erasure", em.Erased, wanted)

    def listed(self) -> tuple[em.Erased, ...]:
        """Return what was erased, the newest first."""
        return self._call("GET", "/api/erasures", em.Erasures).erasures
