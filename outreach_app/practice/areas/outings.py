"""Areas 3 (schedule and coverage), 8 (campaigns), 13 (resources) and 15 (continuity): days."""

from __future__ import annotations

from datetime import timedelta

from outreach_app.casework.plans import PlanDesk
from outreach_app.domain import day_entries as d
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice.areas.area import Area, Scene


class Outings(Area):
    """Days planned, published, moved and cancelled; the laptop shows them."""

    def before(self, scene: Scene) -> None:
        """Plan a service day, a campaign, a home visit and a service point; move and cancel."""
        calls = DaysClient(scene.clerk)
        plans = {kind: self._planned(scene, calls, kind, days) for kind, days in _PLANNED.items()}
        moved = plans[d.CAMPAIGN]
        later = (moved.held_on + timedelta(days=7)).isoformat()
        calls.move(moved.day_id, dm.MovePlan(version=moved.version, date=later, reason="Hujan"))
        scene.count(15, "days_moved")
        gone = plans[d.HOME_VISIT]
        calls.cancel(gone.day_id, dm.CancelPlan(version=gone.version, reason="Sembuh"))
        scene.count(15, "days_cancelled")

    def _planned(self, scene: Scene, calls: DaysClient, kind: str, days: int) -> d.DayPlanned:
        draft = d.DayPlanned(
            day_id="",
            version=0,
            kind=kind,
            pekon=scene.pekon,
            place="Balai pekon",
            date=(scene.today + timedelta(days=days)).isoformat(),
            start="08:00",
            end="15:00",
            team=("Rina Yulianti",),
            sessions=(d.Session(start="08:00", end="15:00", capacity=40),),
            budget_idr=500_000,
            advance_idr=300_000,
            speakers=("Sukardi",) if kind == d.CAMPAIGN else (),
        )
        saved = calls.save(draft)
        published = calls.publish(saved.plan.day_id)
        scene.count(3, f"planned_{kind}")
        scene.count(13, "budget_idr", published.plan.budget_idr)
        return published.plan

    def during(self, scene: Scene) -> None:
        """Count what the laptop knows."""
        desk = PlanDesk(scene.laptop.place)
        schedule = desk.schedule()
        scene.count(3, "on_the_laptop", len(schedule))
        scene.count(8, "campaigns_on_the_laptop", sum(p.plan.kind == d.CAMPAIGN for p in schedule))
        scene.count(15, "changes_shown", len(desk.changed()))

    def after(self, scene: Scene) -> None:
        """Count the coverage at the office."""
        found = DaysClient(scene.clerk).coverage()
        scene.count(3, "visits_planned", len(found.planned))
        scene.count(3, "visits_held", len(found.held))


_PLANNED = {d.SERVICE_DAY: 0, d.CAMPAIGN: 3, d.HOME_VISIT: 4, d.SERVICE_POINT: 5}
"""Kind of day -> days from today."""
