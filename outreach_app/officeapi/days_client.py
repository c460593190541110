"""The desk's calls about outreach days."""

from __future__ import annotations

from outreach_app.domain.day_entries import DayPlanned
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.client import OfficeClient, step


class DaysClient:
    """Typed calls over a signed-in client; raises what `OfficeClient` raises."""

    def __init__(self, client: OfficeClient) -> None:
        self._client = client

    def plans(self) -> dm.PlanList:
        """Return every plan, the latest date first."""
        return self._client.call("GET", "/api/plans", dm.PlanList)

    def plan(self, day_id: str) -> dm.PlanView:
        """Return one plan."""
        return self._client.call("GET", f"/api/plans/{step(day_id)}", dm.PlanView)

    def save(self, plan: DayPlanned) -> dm.PlanView:
        """Store a draft; without an id it becomes a new plan."""
        return self._client.call("POST", "/api/plans", dm.PlanView, dm.SavePlan(plan=plan))

    def publish(self, day_id: str) -> dm.PlanView:
        """Publish a draft to all laptops."""
        return self._client.call("POST", f"/api/plans/{step(day_id)}/publish", dm.PlanView)

    def move(self, day_id: str, wanted: dm.MovePlan) -> dm.PlanView:
        """Move a published day."""
        return self._client.call("POST", f"/api/plans/{step(day_id)}/move", dm.PlanView, wanted)

    def cancel(self, day_id: str, wanted: dm.CancelPlan) -> dm.PlanView:
        """Cancel a published day."""
        return self._client.call("POST", f"/api/plans/{step(day_id)}/cancel", dm.PlanView, wanted)

    def coverage(self) -> dm.Coverage:
        """Return where teams were and will be."""
        return self._client.call("GET", "/api/coverage", dm.Coverage)

    def season(self) -> dm.Season:
        """Return every day held, the newest first."""
        return self._client.call("GET", "/api/season", dm.Season)

    def account(self, day_id: str) -> dm.SeasonRow:
        """Close the account of a day; laptops show coverage from it."""
        return self._client.call("POST", f"/api/season/{step(day_id)}/account", dm.SeasonRow)
