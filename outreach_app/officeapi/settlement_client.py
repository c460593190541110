"""The desk's calls for held files and for many decisions at once."""

from __future__ import annotations

from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from outreach_app.officeapi.client import OfficeClient, step


class SettlementClient:
    """Calls of a signed-in client."""

    def __init__(self, client: OfficeClient) -> None:
        self._call = client.call

    def held(self) -> tuple[s.HeldFile, ...]:
        """Return what is held, the oldest first."""
        return self._call("GET", "/api/held", s.HeldFiles).files

    def owners(self) -> tuple[m.Clerk, ...]:
        """Return the clerks who may act on held files."""
        return self._call("GET", "/api/held/owners", s.Owners).clerks

    def own(self, instance_id: str, clerk: str) -> m.Done:
        """Say who acts on a held revision."""
        path = f"/api/held/{step(instance_id)}/owner"
        return self._call("POST", path, m.Done, s.Own(clerk=clerk))

    def note_nik_seen(self, numbers: tuple[str, ...]) -> m.Done:
        """Note that NIK of files are looked at in full."""
        return self._call("POST", "/api/nik-seen", m.Done, s.NikSeen(numbers=numbers))

    def settle(self, wanted: s.Settle) -> m.Done:
        """Let a held revision through or reject it."""
        return self._call("POST", "/api/held", m.Done, wanted)

    def revise(self, number: str, wanted: s.Revise) -> m.Done:
        """Write a revision of the office."""
        return self._call("POST", f"/api/cases/{step(number)}/revisions", m.Done, wanted)

    def decide_many(self, decisions: tuple[m.Decide, ...]) -> s.DecidedMany:
        """Decide on many files in one request."""
        wanted = s.DecideMany(decisions=decisions)
        return self._call("POST", "/api/decisions/many", s.DecidedMany, wanted)
