"""The desk's calls for courier files."""

from __future__ import annotations

from outreach_app.officeapi import courier_messages as c
from outreach_app.officeapi.client import OfficeClient, step


class CourierClient:
    """Courier calls of a signed-in client."""

    def __init__(self, client: OfficeClient) -> None:
        self._call = client.call

    def laptops(self) -> tuple[c.CourierLaptop, ...]:
        """Return the laptops that send by stick."""
        return self._call("GET", "/api/courier", c.CourierLaptops).laptops

    def upload(self, name: str, data: bytes) -> c.CourierTaken:
        """Hand in a file; the same file may be handed in again."""
        return self._call(
            "POST", "/api/courier", c.CourierTaken, c.CourierUpload(name=name, data=data)
        )

    def reply(self, device: str) -> c.CourierReply:
        """Return the newest answers for a laptop."""
        return self._call("GET", f"/api/courier/{step(device)}/reply", c.CourierReply)
