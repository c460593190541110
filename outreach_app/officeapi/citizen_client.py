"""Complaints, questions and the survey, for the desk."""

from __future__ import annotations

from outreach_app.officeapi import citizen_messages as cm
from outreach_app.officeapi.client import OfficeClient, step


class CitizenCalls:
    """Typed calls; they raise what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def threads(self) -> tuple[cm.ThreadRow, ...]:
        """Return complaints and questions, those that need somebody first."""
        return self._client.call("GET", "/api/threads", cm.ThreadList).threads

    def thread(self, number: str) -> cm.ThreadView:
        """Return one thread."""
        return self._client.call("GET", f"/api/threads/{step(number)}", cm.ThreadView)

    def act(self, number: str, wanted: cm.ThreadAct) -> cm.ThreadView:
        """Move or answer a thread; the same request may be sent again."""
        path = f"/api/threads/{step(number)}/events"
        return self._client.call("POST", path, cm.ThreadView, wanted)

    def open(self, wanted: cm.NewThread) -> cm.ThreadOpened:
        """Write down a call or a letter; the same request may be sent again."""
        return self._client.call("POST", "/api/threads", cm.ThreadOpened, wanted)

    def caller(self, wanted: cm.CallerReply) -> cm.ThreadStatus:
        """Return what a caller with number and code may read, after writing the reply down."""
        return self._client.call("POST", "/api/thread-replies", cm.ThreadStatus, wanted)

    def identity(self, number: str, reason: str) -> cm.Identity:
        """Return who told it; the look is written down."""
        path = f"/api/threads/{step(number)}/identity"
        return self._client.call("POST", path, cm.Identity, cm.OpenIdentity(reason=reason))

    def survey(self, since: str, until: str) -> cm.Survey:
        """Return the satisfaction index of a period, ISO dates, both included."""
        return self._client.call("GET", f"/api/survey/{step(since)}/{step(until)}", cm.Survey)
