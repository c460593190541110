"""Area 15: the alert level from the desk gates the laptop's day and its places."""

import io
from datetime import timedelta

import pypdf
import pytest

from outreach_app.casework import protocol
from outreach_app.casework.days import Opening
from outreach_app.casework.opening import start_checklist
from outreach_app.casework.ticket_slips import set_roll, slot_pdf, ticket_pdf
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.plans import read_sessions
from outreach_app.errors import UserProblem
from outreach_app.office.status import status
from outreach_app.officeapi import alert_messages as am
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.alert_client import AlertClient
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice import office_day
from outreach_app.practice.areas.area import fill_form
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def client(practice):
    made = OfficeClient(practice[0].url)
    made.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    yield made
    made.close()


def set_level(client, laptop, level, reason="Gelombang flu"):
    wanted = am.SetAlert(
        level=level,
        valid_from=laptop.place.today().isoformat(),
        legal_basis="SK Kepala Kantor 12/2026",
        reason_id=reason,
        reason_en="A wave of flu",
    )
    return AlertClient(client).set(wanted)


def planned(client, laptop, days=0, **changes):
    facts = {
        "day_id": "",
        "version": 0,
        "kind": "layanan",
        "pekon": PEKON,
        "date": (laptop.place.today() + timedelta(days=days)).isoformat(),
        "start": "00:00",
        "end": "23:59",
        "place": "Balai pekon",
        "sessions": read_sessions("00:00-23:59 4"),
    }
    calls = DaysClient(client)
    return calls.publish(calls.save(DayPlanned(**(facts | changes))).plan.day_id).plan


def fill_checklist(laptop, level=None, pekon=PEKON):
    file = start_checklist(laptop.place, pekon)
    told = dict.fromkeys(("cuci_tangan", "petugas_sehat", "masker", "jarak", "udara"), "ya")
    fill_form(file, told | {"kapasitas": "20"} | ({"tingkat": level} if level else {}))
    return file.finish()


def test_the_checklist_of_the_level_comes_before_the_day(practice, client):
    _, laptop, post, _ = practice
    assert protocol.standing(laptop.place).code == "hijau"
    set_level(client, laptop, "kuning")
    laptop.sync_now(post)
    with pytest.raises(UserProblem) as refused:
        laptop.open_day(PEKON)
    assert refused.value.code == "DAYS_040"
    fill_checklist(laptop, level="hijau")
    with pytest.raises(UserProblem):
        laptop.open_day(PEKON)
    fill_checklist(laptop, pekon="18.04.04.2001")
    with pytest.raises(UserProblem):
        laptop.open_day(PEKON)
    number = fill_checklist(laptop).number
    laptop.open_day(PEKON)
    laptop.close_day()
    with pytest.raises(UserProblem):
        laptop.open_day(PEKON)
    assert laptop.file(number).pekon == PEKON


def test_only_the_head_of_the_office_sets_it_and_with_a_basis(practice, client):
    _, laptop, _, _ = practice
    with pytest.raises(UserProblem) as refused:
        set_level(client, laptop, "kuning", reason=" ")
    assert refused.value.code == "DAYS_041"
    with pytest.raises(UserProblem):
        set_level(client, laptop, "ungu")


def test_places_follow_the_level_and_beyond_them_needs_a_reason(practice, client):
    _, laptop, post, _ = practice
    plan = planned(client, laptop, quotas={"PAS-BARU": 1})
    set_level(client, laptop, "merah")
    laptop.sync_now(post)
    fill_checklist(laptop)
    laptop.open_day(PEKON, opening=Opening(plan=plan.day_id))
    issue = laptop.tickets.issue
    issue("A", "PAS-BARU")
    with pytest.raises(UserProblem) as quota:
        issue("A", "PAS-BARU")
    assert quota.value.code == "DAYS_025"
    issue("A", "PAS-GANTI")
    with pytest.raises(UserProblem) as full:
        issue("P")
    assert (full.value.code, full.value.facts["places"]) == ("DAYS_022", 2)
    with pytest.raises(UserProblem) as nameless:
        issue("A", beyond="karena")
    assert nameless.value.code == "DAYS_026"
    extra = issue("A", "PAS-BARU", beyond="rentan")
    assert extra.ticket == "A-003"


@pytest.mark.parametrize("width_mm", [58, 80])
def test_a_slot_is_a_card_whose_holder_sees_that_the_day_was_moved(practice, client, width_mm):
    office, laptop, post, _ = practice
    plan = planned(client, laptop, days=3)
    laptop.sync_now(post)
    slot = laptop.plans.give_slot(plan.day_id, service="PAS-BARU")
    set_roll(laptop.place, width_mm)
    assert _width_mm(slot_pdf(laptop.place, slot)) == width_mm
    laptop.sync_now(post)

    def ask(number=None, code=None):
        number, code = number or slot.slot.lower(), code or slot.check_code
        return status(office.office, number, code, "203.0.113.7")

    assert ask().state == "terjadwal"
    wrong, unknown = ask(code="22222222"), ask("D009-S001")
    assert wrong == unknown
    assert not wrong.found
    later = (laptop.place.today() + timedelta(days=5)).isoformat()
    moved = DaysClient(client).move(
        plan.day_id, dm.MovePlan(version=1, date=later, reason="Jalan longsor")
    )
    told = ask()
    assert (told.state, told.appointment[:10]) == ("dipindah", later)
    assert "Jalan longsor" in told.told[0]
    cancel = dm.CancelPlan(version=moved.plan.version, reason="Wabah")
    DaysClient(client).cancel(plan.day_id, cancel)
    assert ask().state == "batal"


def test_a_ticket_says_its_session_on_the_roll_of_the_laptop(practice, client):
    _, laptop, post, _ = practice
    plan = planned(client, laptop)
    laptop.sync_now(post)
    laptop.open_day(PEKON, opening=Opening(plan=plan.day_id))
    ticket = laptop.tickets.issue("A", "PAS-BARU")
    set_roll(laptop.place, 80)
    pdf = ticket_pdf(laptop.place, ticket, 0)
    assert _width_mm(pdf) == 80
    assert "00:00-23:59" in _page(pdf).extract_text()


def _page(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0]


def _width_mm(pdf):
    return round(float(_page(pdf).mediabox.width) / 72 * 25.4)
