"""The registry over HTTP, as an office with an agreement reaches it on the government's network."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from outreach_app.office.connectors import registry_wire
from outreach_app.office.connectors.registry import UNAVAILABLE, Person, Verdict

TIMEOUT_S = 10.0
MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class HttpRegistry:
    """Asks one address; it never raises for a registry that is away.

    Attributes:
        url: of the service, `http://10.0.0.5/dukcapil/get_json/CALL_VERIFY_BY_ELEMEN`.
        login: USER_ID, PASSWORD and IP_USER of the agreement.
    """

    url: str
    login: Mapping[str, str] = field(default_factory=dict, repr=False)

    def verify(self, person: Person) -> Verdict:
        """Ask; an answer that is late, cut short or not HTTP 200 counts as none."""
        try:
            status, body = self._post(registry_wire.question(person, self.login))
        except (OSError, http.client.HTTPException):
            return Verdict(UNAVAILABLE)
        return registry_wire.answer(body) if status == http.client.OK else Verdict(UNAVAILABLE)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        parts = urlsplit(self.url)
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        connection = kind(parts.netloc, timeout=TIMEOUT_S)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", parts.path or "/", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(MOST_BYTES)
        finally:
            connection.close()
