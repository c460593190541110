"""Calls about other agencies."""

from __future__ import annotations

from outreach_app.officeapi import disclosure_messages as dm
from outreach_app.officeapi.client import OfficeClient


class DisclosureClient:
    """Asks one office, in the session of `client`."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def ask_registry(self, wanted: dm.AskRegistry) -> dm.Disclosure:
        """Compare a file with the population registry."""
        return self._client.call("POST", "/api/registry-checks", dm.Disclosure, wanted)

    def batch_out(self, wanted: dm.BatchAsked) -> str:
        """Return the questions about several files as CSV."""
        return self._client.call("POST", "/api/registry-batches", dm.BatchFile, wanted).text

    def batch_in(self, text: str) -> dm.DisclosureLog:
        """Hand in a file of answers."""
        wanted = dm.BatchFile(text=text)
        return self._client.call("POST", "/api/registry-answers", dm.DisclosureLog, wanted)

    def refer(self, wanted: dm.Refer) -> dm.Disclosure:
        """Write down a referral."""
        return self._client.call("POST", "/api/referrals", dm.Disclosure, wanted)

    def listed(self) -> dm.DisclosureLog:
        """Return the log, newest first."""
        return self._client.call("GET", "/api/disclosures", dm.DisclosureLog)
