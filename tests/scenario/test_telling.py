"""Whoever's appointment moved is told, from the desk to the laptop and back, on the real parts."""

import secrets
from datetime import timedelta

import pytest

from outreach_app.casework import open_laptop
from outreach_app.clock import SystemClock
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.told_entries import APPLICANT_TOLD, IN_PERSON, NOT_REACHED, PHONE
from outreach_app.errors import UserProblem
from outreach_app.office.projection import rebuild
from outreach_app.office.status import status
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi import erasure_messages as em
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.case_client import CaseClient
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.officeapi.erasure_client import ErasureClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON

WHY = "Listrik kantor padam"


class World:
    """A laptop with files that wait for their interview, and a clerk."""

    def __init__(self, practice):
        self.office, self.laptop, self.post, self.profile = practice
        self.clerk = OfficeClient(self.office.url)
        self.clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
        self.laptop.sync_now(self.post)
        self.laptop.open_day(PEKON)
        people = [p for p in People(11, self.laptop.place.today(), PEKON).draw(60) if not p.edge]
        self.people = [p for p in people if p.service == "PAS-BARU"][:2]
        self.numbers = [self.take(one) for one in self.people]
        self.laptop.sync_now(self.post)
        calendar, today = self.laptop.place.rules.calendar, self.laptop.place.today()
        self.at = [f"{calendar.add_working_days(today, n).isoformat()}T09:00" for n in (5, 8, 12)]
        for number in self.numbers:
            self.move(number, "siap_wawancara", self.at[0])
        self.laptop.sync_now(self.post)

    def take(self, person):
        file = self.laptop.start_file(person.service)
        fill(file, person, self.laptop.place.today())
        return file.finish(similar_reason="Sudah dibandingkan").number

    def move(self, number, state, at="", reason=""):
        record = self.clerk.case(number)
        wanted = m.Decide(
            decision_id=secrets.token_hex(8),
            number=number,
            instance_id=next(r.instance_id for r in record.revisions if r.newest),
            state=state,
            appointment=at,
            reason=reason,
        )
        self.clerk.decide(wanted)
        self.clerk.reply(record.batch_id)

    def owed(self):
        return [(one.number, one.old, one.new) for one in self.laptop.telling.listed("id")]

    def state(self, number):
        return CaseClient(self.clerk).state(number)

    def untold(self):
        return [line.number for line in CaseClient(self.clerk).listed().cases if line.untold]


@pytest.fixture
def world(practice):
    made = World(practice)
    yield made
    made.clerk.close()


def test_a_moved_appointment_is_told_and_the_desk_hears_of_it(world):
    laptop, (number, _), (a, b, _) = world.laptop, world.numbers, world.at
    assert world.owed() == []
    with pytest.raises(UserProblem) as silent:
        world.move(number, "siap_wawancara", b)
    assert silent.value.code == "DOMAIN_004"
    world.move(number, "siap_wawancara", b, WHY)
    assert (world.untold(), world.state(number).untold) == ([number], True)
    laptop.sync_now(world.post)
    (one,) = laptop.telling.listed("id")
    assert (one.number, one.old, one.new, one.reason) == (number, a, b, WHY)
    nik = laptop.file(number).nik
    assert one.name == laptop.file(number).name
    assert one.nik_masked == f"{nik[:4]}********{nik[-4:]}"
    with pytest.raises(UserProblem) as empty:
        laptop.telling.note(one, NOT_REACHED, " ")
    assert empty.value.code == "TELL_001"
    laptop.telling.note(one, NOT_REACHED, "Tidak diangkat")
    (again,) = laptop.telling.listed("id")
    assert again.tried.note == "Tidak diangkat"
    laptop.sync_now(world.post)
    assert world.untold() == [number]
    laptop.telling.note(again, PHONE)
    before = laptop.sync_state().unsent_entries
    laptop.telling.note(again, PHONE)
    assert (world.owed(), laptop.sync_state().unsent_entries) == ([], before)
    laptop.sync_now(world.post)
    rebuild(world.office.office)
    state = world.state(number)
    said = [(line.how, line.officer, line.note, line.appointment) for line in state.telling]
    officer = laptop.officer.officer_id
    assert said == [(NOT_REACHED, officer, "Tidak diangkat", b), (PHONE, officer, "", b)]
    assert (world.untold(), state.untold) == ([], False)


def test_a_second_move_takes_the_place_of_the_first(world):
    laptop, (number, other), (a, b, c) = world.laptop, world.numbers, world.at
    world.move(number, "siap_wawancara", b, WHY)
    world.move(other, "siap_wawancara", b, WHY)
    laptop.sync_now(world.post)
    first = next(one for one in laptop.telling.listed("id") if one.number == other)
    laptop.telling.note(first, IN_PERSON)
    world.move(number, "siap_wawancara", c, "Petugas sakit")
    world.move(other, "siap_wawancara", c, "Petugas sakit")
    laptop.sync_now(world.post)
    assert sorted(world.owed()) == sorted([(number, a, c), (other, b, c)])
    code = laptop.file(number).check_code
    page = status(world.office.office, number, code, "10.0.0.9")
    assert page.appointment == c


def test_one_taken_away_is_told_and_an_ended_or_erased_case_is_not(world):
    laptop, (number, other), (a, b, _) = world.laptop, world.numbers, world.at
    world.move(number, "perlu_dilengkapi", reason="Akta lahir belum ada")
    world.move(other, "siap_wawancara", b, WHY)
    laptop.sync_now(world.post)
    assert sorted(world.owed()) == sorted([(number, a, ""), (other, a, b)])
    told = next(one for one in laptop.telling.listed("id") if one.number == other)
    laptop.telling.note(told, NOT_REACHED, "Tetangga KENARI bilang pindah")
    laptop.sync_now(world.post)
    world.move(number, "ditarik", reason="Permintaan pemohon")
    wanted = em.Erase(
        erasure_id=secrets.token_hex(8),
        basis="permintaan",
        asked_on=laptop.place.today().isoformat(),
        confirm=other,
    )
    ErasureClient(world.clerk).erase(other, wanted)
    laptop.sync_now(world.post)
    assert world.owed() == []
    assert world.untold() == []
    with pytest.raises(UserProblem) as gone:
        laptop.telling.note(told, PHONE)
    assert gone.value.code == "ERASE_004"
    left = laptop.place.run(lambda store: store.told.tried())
    assert [one.note for one in left if one.number == other] == [""]
    kinds = [line.kind for line in world.clerk.case(other).history]
    assert APPLICANT_TOLD not in kinds


def test_ticks_are_there_after_the_laptop_was_opened_again(world):
    laptop, (number, other), (_, b, _) = world.laptop, world.numbers, world.at
    for one in (number, other):
        world.move(one, "siap_wawancara", b, WHY)
    laptop.sync_now(world.post)
    first, second = laptop.telling.listed("id")
    laptop.telling.note(first, PHONE)
    laptop.lock()
    again = open_laptop(
        world.profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=SystemClock(),
        random=secrets.token_bytes,
    )
    try:
        assert [one.number for one in again.telling.listed("id")] == [second.number]
        again.sync_now(world.post)
        assert world.untold() == [second.number]
    finally:
        again.lock()


def test_holders_of_slots_of_a_moved_day_stand_on_the_same_list(world):
    laptop, desk = world.laptop, DaysClient(world.clerk)
    today = laptop.place.today()
    old, new = ((today + timedelta(days=n)).isoformat() for n in (3, 6))
    plan = DayPlanned(
        day_id="", version=0, kind="layanan", pekon=PEKON, date=old, start="08:00", end="14:00"
    )
    day_id = desk.publish(desk.save(plan).plan.day_id).plan.day_id
    laptop.sync_now(world.post)
    slot = laptop.plans.give_slot(day_id, contact="081234567890")
    laptop.sync_now(world.post)
    desk.move(day_id, dm.MovePlan(version=1, date=new, reason="Jalan longsor"))
    laptop.sync_now(world.post)
    laptop.plans.give_slot(day_id)  # who comes now hears the new day with the slot
    (one,) = laptop.telling.listed("id")
    assert (one.number, one.phone) == (slot.slot, "081234567890")
    assert (one.old, one.new) == (f"{old}T08:00", f"{new}T08:00")
    laptop.telling.note(one, NOT_REACHED, "Nomor mati")
    laptop.sync_now(world.post)
    assert [row.told for row in desk.plan(day_id).slots] == [NOT_REACHED, IN_PERSON]
    laptop.telling.note(one, PHONE)
    assert world.owed() == []
    laptop.sync_now(world.post)
    assert [row.told for row in desk.plan(day_id).slots] == [PHONE, IN_PERSON]
    desk.cancel(day_id, dm.CancelPlan(version=2, reason="Jalan putus"))
    laptop.sync_now(world.post)
    assert {(old_, new_) for _, old_, new_ in world.owed()} == {(f"{new}T08:00", "")}
    assert len(world.owed()) == 2
    assert [row.told for row in desk.plan(day_id).slots] == ["", ""]
