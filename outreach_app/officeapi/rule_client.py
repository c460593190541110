"""The desk's calls about the tables of rules."""

from __future__ import annotations

from outreach_app.officeapi import messages as m
from outreach_app.officeapi import rule_messages as rm
from outreach_app.officeapi.client import OfficeClient


class RuleClient:
    """Typed calls over a signed-in client; raises what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def tables(self) -> tuple[rm.RuleTable, ...]:
        """Return the tables in force."""
        return self._client.call("GET", "/api/rules", rm.RuleTables).tables

    def publish(self, wanted: rm.PublishRules) -> m.Publication:
        """Replace a table at the office and, with their next sync, on all laptops."""
        return self._client.call("POST", "/api/rules", m.Publication, wanted)
