"""A planned day from the desk to the laptop and back, on the real parts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach_app.casework.days import Opening
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.plans import read_sessions
from outreach_app.errors import UserProblem
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def desk(practice):
    client = OfficeClient(practice[0].url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    yield DaysClient(client)
    client.close()


@pytest.fixture
def laptop(practice):
    return practice[1]


def plan(laptop, **changes):
    facts = {
        "day_id": "",
        "version": 0,
        "kind": "layanan",
        "pekon": PEKON,
        "date": laptop.place.today().isoformat(),
        "start": "00:00",
        "end": "23:59",
        "laptops": ("D001", "D002"),
        "ticket_giver": "D001",
        "sessions": read_sessions("00:00-23:59 3"),
        "stock": {"kertas": 2},
    }
    return DayPlanned(**(facts | changes))


def publish(desk, laptop, post, **changes):
    day_id = desk.save(plan(laptop, **changes)).plan.day_id
    view = desk.publish(day_id)
    laptop.sync_now(post)
    return view


def test_the_plan_reaches_the_laptop_and_the_day_carries_its_id(practice, desk, laptop):
    post = practice[2]
    view = publish(desk, laptop, post)
    (planned,) = laptop.plans.for_today()
    assert planned.plan == view.plan
    day = laptop.open_day(PEKON, ("RY",), opening=Opening(plan=planned.plan.day_id))
    assert (day.day_id, day.kind, day.ticket_giver) == (view.plan.day_id, "layanan", "D001")
    laptop.close_day()
    laptop.sync_now(post)
    assert desk.plan(day.day_id).standing == "ditutup"
    assert desk.plan(day.day_id).reached == ("D001",)


def test_a_cancelled_day_is_said_with_the_slots_to_tell(practice, desk, laptop):
    post = practice[2]
    later = (laptop.place.today() + timedelta(days=3)).isoformat()
    day_id = publish(desk, laptop, post, date=later).plan.day_id
    slot = laptop.plans.give_slot(day_id, contact="081234567890")
    back = laptop.plans.give_slot(day_id)
    laptop.plans.take_back(back.slot)
    laptop.sync_now(post)
    seen = desk.cancel(day_id, dm.CancelPlan(version=1, reason="Jalan longsor"))
    assert [(s.slot, s.contact) for s in seen.slots] == [(slot.slot, "081234567890")]
    laptop.sync_now(post)
    (changed,) = laptop.plans.changed()
    assert (changed.plan.reason, [s.slot for s in changed.slots]) == ("Jalan longsor", [slot.slot])
    assert laptop.plans.for_today() == ()
    with pytest.raises(UserProblem) as refused:
        laptop.open_day(PEKON, opening=Opening(plan=day_id))
    assert refused.value.code == "DAYS_010"
    laptop.plans.see(day_id)
    assert laptop.plans.changed() == ()


def test_places_of_a_session_are_limited_and_can_be_exceeded_knowingly(practice, desk, laptop):
    day_id = publish(desk, laptop, practice[2]).plan.day_id
    slot = laptop.plans.give_slot(day_id)
    laptop.open_day(PEKON, opening=Opening(plan=day_id))
    laptop.tickets.issue("A")
    laptop.tickets.issue("P")
    with pytest.raises(UserProblem) as full:
        laptop.tickets.issue("A")
    assert full.value.code == "DAYS_022"
    held = laptop.tickets.issue("A", slot=slot.slot)
    assert held.ticket == "A-002"
    with pytest.raises(UserProblem) as used:
        laptop.tickets.issue("A", slot=slot.slot)
    assert used.value.code == "DAYS_016"
    assert laptop.tickets.issue("A", beyond="jauh_datang").ticket == "A-003"


def test_only_the_ticket_giver_gives_tickets_and_the_other_types_them_in(practice, desk, laptop):
    day_id = publish(desk, laptop, practice[2], ticket_giver="D002").plan.day_id
    laptop.open_day(PEKON, opening=Opening(plan=day_id))
    with pytest.raises(UserProblem) as refused:
        laptop.tickets.issue("A")
    assert (refused.value.code, refused.value.facts["laptop"]) == ("DAYS_021", "D002")
    taken = laptop.tickets.take("a14")
    assert (taken.ticket, taken.state) == ("A-014", "dipanggil")
    assert laptop.tickets.serve("A-014").state == "dilayani"
    laptop.tickets.done("A-014")
    assert laptop.close_day().body.tickets == {"selesai": 1}


def test_only_the_ticket_giver_promises_places_so_a_session_is_not_filled_twice(
    practice, desk, laptop
):
    later = (laptop.place.today() + timedelta(days=3)).isoformat()
    other = publish(desk, laptop, practice[2], date=later, ticket_giver="D002").plan.day_id
    with pytest.raises(UserProblem) as refused:
        laptop.plans.give_slot(other)
    assert (refused.value.code, refused.value.facts["laptop"]) == ("DAYS_027", "D002")
    assert laptop.plans.schedule()[0].slots == ()
    own = publish(desk, laptop, practice[2], date=later).plan.day_id
    for _ in range(3):
        laptop.plans.give_slot(own)
    with pytest.raises(UserProblem) as full:
        laptop.plans.give_slot(own)
    assert full.value.code == "DAYS_015"


def test_a_ticket_sent_to_the_other_laptop_is_not_marked_absent(practice, desk, laptop):
    day_id = publish(desk, laptop, practice[2]).plan.day_id
    laptop.open_day(PEKON, opening=Opening(plan=day_id))
    with pytest.raises(UserProblem) as refused:
        laptop.tickets.take("A-001")
    assert refused.value.code == "DAYS_023"
    laptop.tickets.issue("A")
    laptop.tickets.issue("A")
    laptop.tickets.hand_over("A-001")
    assert laptop.close_day().body.tickets == {"dialihkan": 1, "tidak_hadir": 1}


def test_the_team_lead_opens_a_closed_day_again_and_the_manifest_supersedes(practice, laptop):
    office, _, post, _ = practice
    laptop.sync_now(post)
    day = laptop.open_day(PEKON)
    first = laptop.close_day()
    with pytest.raises(UserProblem) as refused:
        laptop.reopen_day(day.day_id, "  ")
    assert refused.value.code == "DAYS_013"
    again = laptop.reopen_day(day.day_id, "Satu orang masih datang")
    assert (again.day_id, again.first_entry) == (day.day_id, day.first_entry)
    laptop.tickets.issue("A")
    second = laptop.close_day()
    assert second.body.supersedes == first.entry_number
    laptop.sync_now(post)
    client = OfficeClient(office.url)
    client.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    (row,) = client.batches()
    assert row.closed
    assert client.batch(row.batch_id).manifests == (first.entry_number, second.entry_number)
    client.close()


def test_an_officer_who_is_not_team_lead_cannot_open_a_day_again(laptop, practice):
    laptop.sync_now(practice[2])
    day = laptop.open_day(PEKON)
    laptop.close_day()
    unlocked = laptop.place.unlocked
    laptop.place.unlocked = replace(unlocked, officer=replace(unlocked.officer, role="petugas"))
    with pytest.raises(UserProblem) as refused:
        laptop.reopen_day(day.day_id, "Satu orang masih datang")
    assert refused.value.code == "DAYS_012"


def test_out_of_order_needs_a_reason(laptop, practice):
    laptop.sync_now(practice[2])
    laptop.open_day(PEKON)
    for _ in range(3):
        laptop.tickets.issue("A")
    with pytest.raises(UserProblem) as refused:
        laptop.tickets.call("A-003", "")
    assert refused.value.code == "DAYS_024"
    assert laptop.tickets.call("A-003", "kembali").state == "dipanggil"
