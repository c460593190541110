"""Areas 2 and 3: every service from its capture to its end, the status a holder reads, a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from outreach_app.domain import day_entries as d
from outreach_app.domain.entries import APPLICATION
from outreach_app.domain.machines import INVITED
from outreach_app.office.status import status
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice.answers import fill
from outreach_app.practice.areas.area import Area, Scene
from outreach_app.practice.people import People

_SPARE = 60
"""So many people are drawn to find an ordinary one for each service."""
_ONWARDS = (
    "bap_selesai",
    "siap_wawancara",
    "wawancara_selesai",
    "proses",
    "siap_diambil",
    "diambil",
)
_PROMISED = ("siap_wawancara", "siap_bap", "dijadwalkan")
"""States that come with an appointment."""
_ASKER = "203.0.113.9"


class Ways(Area):
    """One file of each service is captured, invited, and taken to its end."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, str]] = {}
        self._visit = ""

    def during(self, scene: Scene) -> None:
        """Capture one file of every service, and a pekon's request for a visit."""
        drawn = People(scene.random.getrandbits(16), scene.today, scene.pekon).draw(_SPARE)
        people = iter([one for one in drawn if not one.edge])
        for service in scene.laptop.services(APPLICATION):
            file = scene.laptop.start_file(service.code)
            fill(file, replace(next(people), service=service.code), scene.today)
            done = file.finish(similar_reason="Latihan")
            self._made[service.code] = done.number, done.check_code
            scene.count(2, "services_captured")
        asked = {"untuk": "PEKON", "setuju": "CENTANG", "nama": "Sukardi", "pekon": scene.pekon}
        asked |= {"jalan": "Balai pekon", "telepon": "081234567890", "keperluan": "PASPOR"}
        told = scene.record("KUNJUNGAN", asked | {"jumlah": "40", "boleh_kebutuhan": "tidak"})
        self._visit = told.number
        scene.count(3, "visits_asked_by_a_pekon")
        self._ask_too_early(scene)

    def _ask_too_early(self, scene: Scene) -> None:
        """Ask for an unknown number, with a wrong code, and before the file has arrived."""
        if scene.office is None:
            return
        number, code = next(iter(self._made.values()))
        wrong = ("22222222", "LB-26-D999-00001-A")
        said = [
            status(scene.office, *asked, _ASKER)
            for asked in ((number, code), (number, wrong[0]), (wrong[1], code))
        ]
        scene.count(
            2, "same_answer_for_unknown_wrong_and_early", len(said) * (said[1:] == said[:-1])
        )

    def after(self, scene: Scene) -> None:
        """Take what is invited to its end; plan the visit that was asked for."""
        states = {
            number: scene.clerk.case(number).row.case_state for number, _ in self._made.values()
        }
        scene.count(2, "services_ready", sum(state in INVITED for state in states.values()))
        for _ in _ONWARDS:
            for number, state in states.items():
                if state in INVITED or state in _ONWARDS[:-1]:
                    states[number] = self._onwards(scene, number, state)
            scene.clerk.reply(scene.batch_id)  # a case goes on from what was sent
        ended = sum(state == _ONWARDS[-1] for state in states.values())
        scene.count(2, "services_to_their_end", ended)
        if scene.office is not None:
            for number, code in self._made.values():
                told = status(scene.office, number, code, _ASKER)
                scene.count(2, "holders_who_read_their_state", told.found)
        self._plan_visit(scene)
        scene.clerk.reply(scene.batch_id)

    def _onwards(self, scene: Scene, number: str, now: str) -> str:
        """Move to the next state of the usual way; an empty one when the clerk may not."""
        allowed = scene.clerk.case(number).allowed
        ahead = _ONWARDS[_ONWARDS.index(now) + 1 :] if now in _ONWARDS else _ONWARDS
        wanted = next((state for state in ahead if state in allowed), "")
        return self._move(scene, number, wanted) if wanted else ""

    def _move(self, scene: Scene, number: str, state: str) -> str:
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

    def _plan_visit(self, scene: Scene) -> None:
        """The request becomes a planned day, and its case says so."""
        calls = DaysClient(scene.clerk)
        draft = d.DayPlanned(
            day_id="",
            version=0,
            kind=d.HOME_VISIT,
            pekon=scene.pekon,
            place="Balai pekon",
            date=(scene.today + timedelta(days=9)).isoformat(),
            start="09:00",
            end="12:00",
            note=self._visit,
        )
        published = calls.publish(calls.save(draft).plan.day_id)
        state = self._move(scene, self._visit, "dijadwalkan")
        planned = published.plan.version == 1 and state == "dijadwalkan"
        scene.count(3, "visits_planned_from_a_request", planned)
