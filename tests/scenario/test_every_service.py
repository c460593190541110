"""Every service goes from its capture on a laptop to its end at the office, on the real parts."""

import random
from dataclasses import replace
from uuid import UUID

import pytest

from outreach_app.casework.slips import slip_pdf
from outreach_app.domain.entries import APPLICATION, RECORD, VISIT_REQUEST
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.case_client import CaseClient
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON

ENDS = {
    "application": "siap_wawancara wawancara_selesai proses siap_diambil diambil",
    "application_bap": (
        "siap_bap bap_selesai siap_wawancara wawancara_selesai proses siap_diambil diambil"
    ),
    "visit_request": "dijadwalkan dikunjungi",
}


@pytest.fixture
def clerk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    return client


@pytest.fixture
def people(practice):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    drawn = People(11, laptop.place.today(), PEKON).draw(60)
    return iter([one for one in drawn if not one.edge])


def capture(laptop, service, person):
    file = laptop.start_file(service)
    fill(file, replace(person, service=service), laptop.place.today())
    return file.finish(similar_reason="Sudah dibandingkan")


def move(clerk, number, state, at, ids):
    case = clerk.case(number)
    assert state in case.allowed, (number, state, case.allowed)
    clerk.decide(
        m.Decide(
            decision_id=str(UUID(int=ids.getrandbits(128), version=4)),
            number=number,
            instance_id=next(r.instance_id for r in case.revisions if r.newest),
            state=state,
            appointment=at if state in ("siap_wawancara", "siap_bap", "dijadwalkan") else "",
        )
    )


def test_every_service_runs_from_capture_to_its_end(practice, clerk, people):
    _, laptop, post, _ = practice
    ids = random.Random(20261124)
    services = laptop.services(APPLICATION, VISIT_REQUEST)
    assert len(services) >= 20
    made = {s.code: capture(laptop, s.code, next(people)).number for s in services}
    batch_id = f"{laptop.device}.{laptop.close_day().body.day_id}"
    laptop.sync_now(post)
    on = laptop.place.rules.calendar.add_working_days(laptop.place.today(), 5)
    ways = {s.code: ENDS[s.machine].split() for s in services}
    for step in range(max(map(len, ways.values()))):
        for code, way in ways.items():
            if step < len(way):
                move(clerk, made[code], way[step], f"{on.isoformat()}T09:00", ids)
        clerk.reply(batch_id)
    for code, way in ways.items():
        assert CaseClient(clerk).state(made[code]).state == way[-1]
        assert slip_pdf(laptop.place, made[code], "80mm").startswith(b"%PDF")
    laptop.sync_now(post)
    for service in services:
        told = [step.state for step in laptop.way(made[service.code])]
        assert told == ENDS[service.machine].split(), service.code
    assert CaseClient(clerk).listed().cases == ()


def test_a_record_is_kept_without_a_case_a_slip_or_an_open_day(practice, clerk):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    person = People(1, laptop.place.today(), PEKON).draw(1)[0]
    assert "INFO-VISA" in [s.code for s in laptop.services(RECORD)]
    number = capture(laptop, "INFO-VISA", person).number
    laptop.sync_now(post)
    case = clerk.case(number)
    assert (case.row.kind, case.row.intake, case.allowed) == ("record", "diterima", ())
    assert laptop.file(number).intake_state == "diterima"
