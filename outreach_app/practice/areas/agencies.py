"""Areas 7 (other agencies) and 11 (special programmes)."""

from __future__ import annotations

from outreach_app.casework import slips
from outreach_app.office.connectors.registry_simulator import answer_file
from outreach_app.officeapi import disclosure_messages as dm
from outreach_app.officeapi.disclosure_client import DisclosureClient
from outreach_app.practice.areas.area import Area, Scene
from outreach_app.practice.areas.visits import plan_visit

_ASKED = 12


class Agencies(Area):
    """Files compared with the registry and referred; every disclosure in the log."""

    def after(self, scene: Scene) -> None:
        """Ask, refer, read the log."""
        calls = DisclosureClient(scene.clerk)
        rows = scene.clerk.batch(scene.batch_id).records
        numbers = [row.number for row in rows if row.service.startswith("PAS-")][:_ASKED]
        for number in numbers:
            wanted = dm.AskRegistry(
                disclosure_id=scene.new_id(), number=number, purpose="Mencocokkan data"
            )
            found = calls.ask_registry(wanted)
            scene.count(7, f"registry_{found.result}")
        self._by_file(scene, calls)
        for number in numbers[:1]:
            calls.refer(
                dm.Refer(
                    disclosure_id=scene.new_id(),
                    number=number,
                    agency="BP3MI",
                    fields=("name", "pekon"),
                    purpose="Ingin bekerja di luar negeri",
                )
            )
            scene.count(7, "referrals")
        scene.count(7, "disclosures_logged", len(calls.listed().disclosures))

    def _by_file(self, scene: Scene, calls: DisclosureClient) -> None:
        """Ask about the rest by file; the registry answers it as it would by line."""
        if scene.registry is None:
            return
        asked = calls.batch_out(dm.BatchAsked(numbers=(), purpose="Mencocokkan data"))
        scene.count(7, "questions_by_file", len(asked.splitlines()) - 1)
        log = calls.batch_in(answer_file(scene.registry.people, asked))
        for one in log.disclosures:
            scene.count(7, f"file_{one.result}", one.kind == "batch")


class Special(Area):
    """A home visit asked for, with needs and never a condition; the priority lane."""

    def __init__(self) -> None:
        self._visit = ""

    def during(self, scene: Scene) -> None:
        """Ask for a visit and count the lane."""
        asked_for = scene.record(
            "KUNJUNGAN",
            {
                "untuk": "ORANG",
                "setuju": "CENTANG",
                "nama": "Rohimah",
                "pekon": scene.pekon,
                "jalan": "Dusun 2",
                "telepon": "081234567890",
                "keperluan": "PASPOR",
                "jumlah": "1",
                "boleh_kebutuhan": "ya",
                "kebutuhan": "KUNJUNGAN",
            },
        )
        self._visit = asked_for.number
        scene.count(11, "home_visits_asked")
        lanes = [ticket.lane for ticket in scene.laptop.tickets.view().rows]
        scene.count(11, "priority_tickets", lanes.count("P"))
        records = [scene.laptop.file(r.number) for r in scene.laptop.search("") if r.number]
        asked = [r for r in records if '"boleh_kebutuhan":"ya"' in r.answers]
        scene.count(11, "files_with_needs", len(asked))
        rules = scene.laptop.place.rules
        for record in (r for r in records if rules.service(r.service).opens_case):
            facts = slips.slip_facts(scene.laptop.place, record.number)
            scene.count(11, "slips_with_accommodations", bool(facts.provide))
            scene.count(
                11, "large_print_asked", slips.wants_large(scene.laptop.place, record.number)
            )

    def after(self, scene: Scene) -> None:
        """Plan the visit that was asked for."""
        scene.count(11, "home_visits_planned", plan_visit(scene, self._visit))
        scene.clerk.reply(scene.batch_id)
