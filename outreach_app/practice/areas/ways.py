"""Areas 2 and 3: every service from its capture to its end, the status a holder reads, a visit."""

from __future__ import annotations

from dataclasses import replace

from outreach_app.domain.entries import APPLICATION
from outreach_app.domain.machines import INVITED
from outreach_app.office.status import status
from outreach_app.practice.answers import fill
from outreach_app.practice.areas.area import Area, Scene
from outreach_app.practice.areas.visits import move, plan_visit
from outreach_app.practice.people import People
from outreach_app.practice.registry import registered

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
_ASKER = "203.0.113.9"


class Ways(Area):
    """One file of each service is captured, invited, and taken to its end."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, str]] = {}
        self._visit = ""

    def during(self, scene: Scene) -> None:
        """Capture one file of every service, and a pekon's request for a visit."""
        drawn = People(scene.random.getrandbits(16), scene.today, scene.pekon).draw(_SPARE)
        services = scene.laptop.services(APPLICATION)
        chosen = [one for one in drawn if not one.edge][: len(services)]
        if scene.registry is not None:  # they live here, and the registry knows them as it does
            scene.registry.add(registered(chosen))
        people = iter(chosen)
        for service in services:
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
        for number, _ in self._made.values():
            scene.count(2, f"outcome_{scene.clerk.case(number).row.case_state}")
        if scene.office is not None:
            for number, code in self._made.values():
                told = status(scene.office, number, code, _ASKER)
                scene.count(2, "holders_who_read_their_state", told.found)
        scene.count(3, "visits_planned_from_a_request", plan_visit(scene, self._visit))
        scene.clerk.reply(scene.batch_id)

    def _onwards(self, scene: Scene, number: str, now: str) -> str:
        """Move to the next state of the usual way; an empty one when the clerk may not."""
        allowed = scene.clerk.case(number).allowed
        ahead = _ONWARDS[_ONWARDS.index(now) + 1 :] if now in _ONWARDS else _ONWARDS
        wanted = next((state for state in ahead if state in allowed), "")
        return move(scene, number, wanted) if wanted else ""
