"""The desk's calls about clerks' accounts."""

from __future__ import annotations

from outreach_app.officeapi import clerk_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient, step


class ClerkCalls:
    """Typed calls over a signed-in client; raises what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def listed(self) -> tuple[cm.ClerkRow, ...]:
        """Return every account."""
        return self._client.call("GET", "/api/clerks", cm.Clerks).clerks

    def set(self, clerk: str, role: str, passphrase: str = "") -> None:
        """Give an account another role, and a new passphrase unless it is empty."""
        wanted = cm.SetClerk(role=role, passphrase=passphrase)
        self._client.call("POST", f"/api/clerks/{step(clerk)}", cm.Clerks, wanted)

    def end(self, clerk: str) -> None:
        """End an account."""
        self._client.call("POST", f"/api/clerks/{step(clerk)}/end", cm.Clerks)

    def change_own(self, old: str, new: str) -> None:
        """Change the own passphrase."""
        self._client.call("POST", "/api/own-passphrase", m.Done, cm.OwnPassphrase(old=old, new=new))
