"""Statements and legal awareness, as the desk asks the office for them."""

from __future__ import annotations

from outreach_app.officeapi import participation_messages as sm
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi.client import OfficeClient, step


class ParticipationClient:
    """Typed calls; see `OfficeClient` for what they raise."""

    def __init__(self, client: OfficeClient) -> None:
        self._call = client.call

    def drafts(self) -> tuple[sm.DraftRow, ...]:
        """Return every policy draft."""
        return self._call("GET", "/api/drafts", sm.DraftList).drafts

    def statements(self, draft: str) -> sm.Statements:
        """Return a draft's statements and groups."""
        return self._call("GET", f"/api/drafts/{step(draft)}", sm.Statements)

    def sort(self, draft: str, wanted: sm.SortStatement) -> sm.Statements:
        """Group, reword or leave out a statement."""
        path = f"/api/drafts/{step(draft)}/statements"
        return self._call("POST", path, sm.Statements, wanted)

    def answer(self, draft: str, wanted: sm.StatementGroup) -> sm.Statements:
        """Name a group and answer it."""
        return self._call("POST", f"/api/drafts/{step(draft)}/groups", sm.Statements, wanted)

    def publish_response(self, draft: str) -> pm.TextChecked:
        """Publish what was said and what was answered."""
        return self._call("POST", f"/api/drafts/{step(draft)}/response", pm.TextChecked)

    def awareness(self) -> sm.Awareness:
        """Return sessions and the trend of problems."""
        return self._call("GET", "/api/awareness", sm.Awareness)
