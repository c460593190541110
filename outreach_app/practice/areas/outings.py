"""Areas 3 (schedule and coverage), 8 (campaigns), 13 (resources) and 15 (continuity): days."""

from __future__ import annotations

from datetime import timedelta

from outreach_app.casework.day_accounts import day_account
from outreach_app.casework.plans import PlanDesk
from outreach_app.domain import day_entries as d
from outreach_app.domain.entries import Account
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice.areas.area import Area, Scene
from outreach_app.practice.areas.campaigns import record_event


class Outings(Area):
    """Days planned, published, moved and cancelled; the laptop shows them."""

    def before(self, scene: Scene) -> None:
        """Plan a service day, a campaign, a home visit and a service point; move and cancel."""
        calls = DaysClient(scene.clerk)
        plans = {kind: self._planned(scene, kind, days) for kind, days in _PLANNED.items()}
        moved = plans[d.CAMPAIGN]
        later = (moved.held_on + timedelta(days=7)).isoformat()
        calls.move(moved.day_id, dm.MovePlan(version=moved.version, date=later, reason="Hujan"))
        scene.count(15, "days_moved")
        gone = plans[d.HOME_VISIT]
        calls.cancel(gone.day_id, dm.CancelPlan(version=gone.version, reason="Sembuh"))
        scene.count(15, "days_cancelled")
        scene.plan_id = plans[d.SERVICE_DAY].day_id

    def _planned(self, scene: Scene, kind: str, days: int) -> d.DayPlanned:
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
            sessions=(d.Session(start="08:00", end="15:00", capacity=_PLACES),),
            budget_idr=500_000,
            advance_idr=300_000,
            speakers=("Sukardi",) if kind == d.CAMPAIGN else (),
        )
        published = scene.publish(draft)
        scene.count(3, f"planned_{kind}")
        scene.count(13, "budget_idr", published.budget_idr)
        return published

    def during(self, scene: Scene) -> None:
        """Count what the laptop knows."""
        desk = PlanDesk(scene.laptop.place)
        schedule = desk.schedule()
        scene.count(3, "on_the_laptop", len(schedule))
        scene.count(8, "campaigns_on_the_laptop", sum(p.plan.kind == d.CAMPAIGN for p in schedule))
        scene.count(15, "changes_shown", len(desk.changed()))
        self._spend(scene)
        record_event(scene)
        account = day_account(scene.laptop.place)
        lines = [line for line in account.lines if line.what in (*account.at_hand, "uang")]
        scene.accounts = tuple(
            Account(
                what=line.what,
                expected=line.expected,
                counted=line.expected - (line.what == "cadangan"),
                reason="rusak" if line.what == "cadangan" else "",
            )
            for line in lines
        )
        scene.count(13, "warnings_on_closing", len(account.alarms))

    def _spend(self, scene: Scene) -> None:
        for purpose, idr in (("bbm", 150_000), ("konsumsi", 275_000)):
            told = {"jenis": purpose, "jumlah": str(idr), "nota": "tidak", "uraian": "Latihan"}
            scene.record("PENGELUARAN", told)
            scene.count(13, "expense_records")
        for item, used in (("kertas", "1"), ("bbm", "6")):
            told = {"barang": item, "arah": "pakai", "jumlah": used, "uraian": "Latihan"}
            scene.record("STOK", told)
            scene.count(13, "stock_records")

    def after(self, scene: Scene) -> None:
        """Count the coverage at the office."""
        found = DaysClient(scene.clerk).coverage()
        scene.count(3, "visits_planned", len(found.planned))
        scene.count(3, "visits_held", len(found.held))
        self._season(scene)

    def _season(self, scene: Scene) -> None:
        """Count the day as the office sees it, and close its account."""
        calls = DaysClient(scene.clerk)
        row = next(one for one in calls.season().days if one.day_id == scene.plan_id)
        for what, number in (
            ("events", len(row.events)),
            ("speakers", len(row.speakers)),
            ("people_came", row.came),
            ("leaflets_handed_out", row.leaflets),
            ("booklets_handed_out", row.booklets),
            ("evaluations", len(row.opinions)),
            ("applications_90_days_before", row.before_90),
            ("applications_on_the_day", row.on_day),
            ("applications_30_days_after", row.after_30),
            ("applications_90_days_after", row.after_90),
        ):
            scene.count(8, what, number)
        for what, number in (
            ("spent_idr", row.spent_idr),
            ("day_budget_idr", row.budget_idr),
            ("spent_per_application_idr", round(row.spent_idr / max(1, len(row.applications)))),
            ("spent_per_served_idr", round(row.spent_idr / max(1, row.served))),
            ("lines_counted", len(row.counted)),
            ("differences_with_reason", sum(bool(one.reasons) for one in row.counted)),
            ("warnings", len(row.warn)),
        ):
            scene.count(13, what, number)
        scene.count(13, "accounts_closed", calls.account(row.day_id).accounted)


_PLACES = 4_000
"""Of the practice day's session: more than ever come, at every alert level."""
_PLANNED = {d.SERVICE_DAY: 0, d.CAMPAIGN: 3, d.HOME_VISIT: 4, d.SERVICE_POINT: 5}
"""Kind of day -> days from today."""
