"""Laptops with two branches, for the desk."""

from __future__ import annotations

from outreach_app.officeapi import link_messages as lm
from outreach_app.officeapi.client import OfficeClient, step


class LinkCalls:
    """Typed calls; they raise what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def branches(self, device: str) -> lm.Branches:
        """Return what waits for a clerk's word of one laptop."""
        return self._client.call("GET", f"/api/devices/{step(device)}/branches", lm.Branches)

    def choose(self, device: str, head: str) -> lm.Branches:
        """Take a branch as the laptop's line."""
        path = f"/api/devices/{step(device)}/branches"
        return self._client.call("POST", path, lm.Branches, lm.ChooseBranch(head=head))
