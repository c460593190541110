"""Where cases stand: one, all by deadline, and what an applicant may read."""

import pytest

from outreach_app.errors import UserProblem
from outreach_app.office.case_clocks import listed
from outreach_app.office.case_view import state_of
from outreach_app.office.clerks import SignedIn
from outreach_app.office.decisions import decide, reply
from outreach_app.office.projection import rebuild
from outreach_app.office.publications import publish_resource
from outreach_app.office.status import status
from outreach_app.officeapi import messages as m

HEAD = SignedIn("budi", "Budi", "kepala")
CODE = "7KQ4M2XP"


@pytest.fixture
def day_id(laptop):
    return laptop.open_day()


@pytest.fixture
def file(laptop, day_id):
    made = laptop.finish(day_id)
    laptop.send()
    return made


def move(office, day_id, file, state, **said):
    wanted = m.Decide(
        decision_id=f"{file.number}-{state}",
        number=file.number,
        instance_id=file.instance_id,
        state=state,
        **said,
    )
    decide(office, wanted, HEAD)
    reply(office, f"D001.{day_id}", HEAD)


def test_a_case_tells_its_clock_moves_and_words(office, day_id, file, clerk):
    told = state_of(office, file.number, clerk)
    assert (told.state, told.title_id, told.clock.name) == ("diterima", "Diterima", "own")
    assert (told.clock.start, told.clock.due, told.clock.left) == ("2026-11-24", "2026-11-27", 3)
    assert {one.state for one in told.moves} >= {"siap_wawancara", "perlu_dilengkapi"}
    move(office, day_id, file, "siap_wawancara", appointment="2026-12-07T09:00")
    told = state_of(office, file.number, clerk)
    assert "Jadwal Anda: Senin, 07-12-2026 09.00 WIB." in told.told_id
    assert told.texts[0].text.startswith(f"Kantor Latihan, berkas {file.number}. Datang ke")
    assert CODE not in told.texts[0].text
    assert "NGATIYEM" not in told.texts[0].text
    assert [step.state for step in told.steps] == ["diterima", "siap_wawancara"]


def test_a_record_has_no_state(office, laptop, day_id, clerk):
    quiz = laptop.finish(day_id, kind="record", service="KUIS")
    laptop.send()
    with pytest.raises(UserProblem) as caught:
        state_of(office, quiz.number, clerk)
    assert caught.value.code == "OFFICE_007"


def test_open_cases_are_listed_by_what_is_left(office, laptop, day_id, file, clock):
    late = laptop.finish(day_id)
    laptop.send()
    for state in ("siap_wawancara", "wawancara_selesai"):
        move(office, day_id, late, state)
    clock.advance(8 * 86_400)
    fresh = laptop.finish(day_id, service="ITK", nik="")
    laptop.send()
    found = listed(office)
    assert [(line.number, line.clock.left) for line in found.cases] == [
        (file.number, -3),
        (late.number, -2),
        (fresh.number, 3),
    ]
    ages = {one.service: one.counts for one in found.ages}
    assert ages["PAS-BARU"]["late"] == 2
    assert ages["ITK"]["2-3"] == 1
    assert found.cases[0].nik_masked.count("*") == 8


def test_a_finished_case_leaves_the_list_and_teaches_the_forecast(office, laptop, day_id, clock):
    for _ in range(5):
        done = laptop.finish(day_id)
        laptop.send()
        for state in ("siap_wawancara", "wawancara_selesai"):
            move(office, day_id, done, state)
        clock.advance(7 * 86_400)
        for state in ("proses", "siap_diambil", "diambil"):
            move(office, day_id, done, state)
    now = laptop.finish(day_id)
    laptop.send()
    for state in ("siap_wawancara", "wawancara_selesai"):
        move(office, day_id, now, state)
    (line,) = listed(office).cases
    assert (line.number, line.clock.seen, line.clock.will_be_late) == (now.number, 5, True)


def test_a_later_decree_counts_in_every_open_deadline(office, file, clerk):
    from outreach_app.domain import bundled

    before = state_of(office, file.number, clerk).clock
    text = bundled.text("calendar") + "2026-11-26,libur_nasional,Pilkada,ditetapkan\n"
    publish_resource(office, m.PublishResource(name="calendar", version="SKB-9", text=text), HEAD)
    after = state_of(office, file.number, clerk).clock
    assert (before.due, after.due, after.calendar) == ("2026-11-27", "2026-11-30", "SKB-9")


def test_the_applicant_reads_the_state_with_number_and_code(office, day_id, file):
    move(office, day_id, file, "perlu_dilengkapi", reason="Bawa akta lahir.")
    for number, code in ((file.number, CODE), (f" {file.number.lower()}", "7kq4 m2xp")):
        told = status(office, number, code, "10.0.0.7")
        assert (told.found, told.state, told.due) == (True, "perlu_dilengkapi", "2026-12-28")
        assert told.told[0] == "Berkas Anda belum lengkap: Bawa akta lahir."
    assert [step.day for step in told.steps] == ["24-11-2026"] * 3
    assert status(office, file.number, CODE, "x", "en").title == "Needs completing"


def test_what_waits_at_the_desk_is_not_told(office, file, clerk):
    wanted = m.Decide(
        decision_id="k", number=file.number, instance_id=file.instance_id, state="siap_wawancara"
    )
    decide(office, wanted, clerk)
    assert status(office, file.number, CODE, "x").state == "diterima"


def test_unknown_wrong_and_not_yet_arrived_are_one_answer(office, laptop, day_id, file):
    waiting = laptop.finish(day_id)  # not sent
    answers = [
        status(office, file.number, "22222222", "a"),
        status(office, "LB-26-D001-00999-X", CODE, "b"),
        status(office, waiting.number, CODE, "c"),
        status(office, "", "", "d"),
    ]
    assert len({str(one) for one in answers}) == 1
    assert not answers[0].found


def test_many_wrong_tries_wait_and_nobody_is_locked_out_for_good(office, file, clock):
    for n in range(10):
        status(office, file.number, "22222222", f"10.0.0.{n}")
    with pytest.raises(UserProblem) as caught:
        status(office, file.number, CODE, "10.0.1.1")
    assert caught.value.code == "CASES_007"
    clock.advance(601)
    assert status(office, file.number, CODE, "10.0.1.1").found
    for n in range(30):
        status(office, f"LB-26-D001-{n:05d}-X", CODE, "10.0.0.9")
    with pytest.raises(UserProblem):
        status(office, file.number, CODE, "10.0.0.9")


def test_the_status_table_comes_out_the_same_from_the_feeds(office, laptop, day_id, file):
    from sqlalchemy import select

    from outreach_app.office.case_tables import case_status

    void = laptop.finish(day_id)
    laptop.send()
    move(office, day_id, file, "siap_wawancara")

    def rows():
        with office.ledger.reading() as tx:
            return tx.connection.execute(select(case_status).order_by(case_status.c.number)).all()

    before = rows()
    assert {row.number for row in before} == {file.number, void.number}
    rebuild(office)
    assert rows() == before
