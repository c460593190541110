"""The clock of the office's computer, for the desk."""

from __future__ import annotations

from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.clock_messages import OfficeClock


class ClockClient:
    """Typed calls; they raise what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def state(self) -> OfficeClock:
        """Return the office's time and who disagrees."""
        return self._client.call("GET", "/api/clock", OfficeClock)

    def follow(self) -> OfficeClock:
        """Say that the computer's clock is right; the office goes by it from now on."""
        return self._client.call("POST", "/api/clock", OfficeClock)
