"""Area 15: the alert level, its checklist, slots and what their holders see."""

from __future__ import annotations

from datetime import timedelta

from outreach_app.casework import places, ticket_slips
from outreach_app.domain import day_entries as d
from outreach_app.errors import UserProblem
from outreach_app.office.status import status
from outreach_app.officeapi import alert_messages as am
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.alert_client import AlertClient
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice.areas.area import Area, Scene
from outreach_app.practice.areas.campaigns import fill_in_checklist
from outreach_app.store.day_plans import Slot


class Continuity(Area):
    """The level is raised; the day waits for its checklist; a promised day is moved."""

    def __init__(self) -> None:
        self._plan: d.DayPlanned | None = None
        self._slots: list[Slot] = []

    def before(self, scene: Scene) -> None:
        """Raise the level, and plan a day with places to promise."""
        wanted = am.SetAlert(
            level="kuning",
            valid_from=scene.today.isoformat(),
            legal_basis="Ketetapan kepala kantor 12/2026",
            reason_id="Gelombang flu",
            reason_en="A wave of flu",
        )
        AlertClient(scene.clerk).set(wanted)
        scene.count(15, "alert_levels_set")
        draft = d.DayPlanned(
            day_id="",
            version=0,
            kind=d.SERVICE_DAY,
            pekon=scene.pekon,
            place="Balai pekon",
            date=(scene.today + timedelta(days=2)).isoformat(),
            start="08:00",
            end="12:00",
            sessions=(d.Session(start="08:00", end="12:00", capacity=4),),
        )
        self._plan = scene.publish(draft)

    def opening(self, scene: Scene) -> None:
        """Be refused, fill in the checklist."""
        try:
            scene.laptop.open_day(scene.pekon)
        except UserProblem:
            scene.count(15, "days_held_back_for_the_checklist")
        scene.count(15, "checklists_filled_in", fill_in_checklist(scene))

    def during(self, scene: Scene) -> None:
        """Promise every place of the planned day; one more is refused."""
        plan = self._plan
        if plan is None:
            return
        room = sum(part.capacity for part in places.sessions(scene.laptop.place, plan))
        scene.count(15, "places_left_by_the_level", room)
        scene.count(15, "places_in_the_plan", plan.capacity)
        for _ in range(room):
            self._slots.append(scene.laptop.plans.give_slot(plan.day_id))
            pdf = ticket_slips.slot_pdf(scene.laptop.place, self._slots[-1])
            scene.count(15, "slot_cards_printed", bool(pdf))
        try:
            scene.laptop.plans.give_slot(plan.day_id)
        except UserProblem:
            scene.count(15, "places_refused_when_full")

    def after(self, scene: Scene) -> None:
        """Move the day; each holder asks and reads it."""
        if self._plan is None:
            return
        later = (self._plan.held_on + timedelta(days=7)).isoformat()
        wanted = dm.MovePlan(version=self._plan.version, date=later, reason="Wabah")
        view = DaysClient(scene.clerk).move(self._plan.day_id, wanted)
        scene.count(15, "slots_known_at_the_office", len(view.slots))
        office = scene.office
        if office is None:
            return
        for slot in self._slots:
            told = status(office, slot.slot, slot.check_code, "latihan")
            scene.count(15, "holders_who_see_the_move", told.state == d.MOVED)
