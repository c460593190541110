"""Moving a case, and planning the visit that a case asked for, as the desk does both."""

from __future__ import annotations

from datetime import timedelta

from outreach_app.domain import day_entries as d
from outreach_app.officeapi import messages as m
from outreach_app.practice.areas.area import Scene

_PROMISED = ("siap_wawancara", "siap_bap", "dijadwalkan")
"""States that come with an appointment."""


def move(scene: Scene, number: str, state: str) -> str:
    """Move a case into `state`, with an appointment where one is due; return the state."""
    case = scene.clerk.case(number)
    calendar = scene.laptop.place.rules.calendar
    on = calendar.add_working_days(scene.today, 5).isoformat()
    wanted = m.Decide(
        decision_id=scene.new_id(),
        number=number,
        instance_id=next(r.instance_id for r in case.revisions if r.newest),
        state=state,
        appointment=f"{on}T09:00" if state in _PROMISED else "",
    )
    return scene.clerk.decide(wanted).state


def plan_visit(scene: Scene, number: str) -> bool:
    """Make a request a planned day, and let its case say so; tell whether both are there."""
    draft = d.DayPlanned(
        day_id="",
        version=0,
        kind=d.HOME_VISIT,
        pekon=scene.pekon,
        place="Balai pekon",
        date=(scene.today + timedelta(days=9)).isoformat(),
        start="09:00",
        end="12:00",
        note=number,
    )
    published = scene.publish(draft)
    return published.version == 1 and move(scene, number, "dijadwalkan") == "dijadwalkan"
