"""Held files at the desk: the list, one file changed in two places, two files of one person."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from outreach_app.desk.batch_pages import BatchPage
from outreach_app.desk.case_page import CasePage
from outreach_app.desk.comparing import Comparing
from outreach_app.desk.conflict_page import ConflictPage
from outreach_app.desk.duplicate_page import ASK, SAME, DuplicatePage
from outreach_app.desk.held_page import LAPTOP, MINE, NOBODY, HeldPage
from outreach_app.desk.menu import items
from outreach_app.field.register_page import FilePage
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from outreach_app.officeapi.settlement_client import SettlementClient
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON


def take_in(laptop, seed=3):
    (person,) = People(seed, laptop.place.today(), PEKON).draw(1)
    file = laptop.start_file(person.service)
    fill(file, person, laptop.place.today())
    return file.finish(similar_reason="Sudah dibandingkan").number


def correct(laptop, number, **roles):
    file = laptop.correct(number)
    for role, value in roles.items():
        file.answer(file.map.path(role), value)
    file.finish(similar_reason="Sudah dibandingkan")


@pytest.fixture
def twice(practice, second_laptop):
    """One person at two laptops: the second file is held; returns both numbers."""
    post = practice[2]
    numbers = []
    for one in (practice[1], second_laptop):
        one.sync_now(post)
        one.open_day(PEKON)
        numbers.append(take_in(one))
        one.sync_now(post)
    return numbers


def settle_conflict(window, page, qtbot):
    """Take the office's street, the laptop's phone, and type the mother's name."""
    lines = {line.label: line for line in page.table.open_lines()}
    assert len(lines) == 3, lines
    for key in (Qt.Key.Key_2, Qt.Key.Key_1):
        qtbot.keyClick(page.table, key)
    qtbot.keyClick(page.table, Qt.Key.Key_3)
    page.typed.setText("Ponirah binti Karso")
    qtbot.keyClick(page.typed, Qt.Key.Key_Return)


def test_a_file_changed_in_two_places_is_settled_by_keys(
    practice, clerk_window, reach, qtbot, field_window, enter
):
    laptop = enter()
    post = practice[2]
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    number = take_in(laptop)
    laptop.sync_now(post)
    first = laptop.file(number)
    base = json.loads(first.answers)
    window = clerk_window()
    newest = next(r for r in window.client.case(number).revisions if r.newest)
    source = window.client.form(newest.form_id, newest.form_version)
    ours = Comparing(source, newest, newest, None, lambda: "11111111-1111-4111-8111-111111111111")
    told = {
        "alamat/telepon": "081299990001",
        "alamat/jalan": "Gang Damar",
        "keluarga/ibu": "Ponira",
    }
    made = ours.outcome({path: ("typed", value) for path, value in told.items()})
    assert made.problems == ()
    SettlementClient(window.client).revise(
        number,
        s.Revise(
            instance_id=made.instance_id,
            deprecated_id=newest.instance_id,
            answers=made.answers,
            sentence="Telepon dari pemohon",
        ),
    )
    file = laptop.correct(number)
    for path, value in (
        ("/data/alamat/telepon", "081288880002"),
        ("/data/alamat/jalan", "Jalan Baru"),
        ("/data/keluarga/ibu", "Poniran"),
    ):
        file.answer(path, value)
    file.finish(similar_reason="Sudah dibandingkan")
    laptop.sync_now(post)
    window.held.show()
    held = reach(window, HeldPage)
    assert held.table.rowCount() == 1
    assert "dua tempat" in held.table.item(0, 4).text()
    held.open_current()
    page = reach(window, ConflictPage)
    window.compare.save_conflict(page)
    assert "baris yang berbeda" in window.frame.banner.text
    settle_conflict(window, page, qtbot)
    assert page.table.open_lines() == ()
    window.compare.save_conflict(page)
    qtbot.waitUntil(lambda: "SETTLE_002" in window.frame.banner.text, timeout=10_000)
    page.reason.setText("Dikonfirmasi lewat telepon")
    window.compare.save_conflict(page)
    assert reach(window, HeldPage).table.rowCount() == 0
    laptop.sync_now(post)
    now = json.loads(laptop.file(number).answers)
    assert now["alamat"]["telepon"] == "081288880002"
    assert now["alamat"]["telepon_e164"] == "+6281288880002", "computed again"
    assert now["alamat"]["jalan"] == "Gang Damar"
    assert now["keluarga"]["ibu"] == "Ponirah binti Karso"
    assert now["identitas"] == base["identitas"]
    (row,) = [r for r in laptop.search(number) if r.number == number]
    field_window.files.show_file(row)
    assert isinstance(field_window.page, FilePage)
    said = texts(field_window.page)
    assert "membandingkan dua perubahan" in said
    assert "dari laptop ini" in said
    assert "Dikonfirmasi lewat telepon" in said


def texts(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def test_held_files_are_owned_filtered_and_settled_many_at_once(
    twice, practice, second_laptop, clerk_window, reach, qtbot
):
    post = practice[2]
    other = take_in(second_laptop, 3)  # the same person once more: held too
    free = take_in(second_laptop, 40)
    second_laptop.sync_now(post)
    assert second_laptop.file(free).intake_state == "diterima", "nothing waits behind a held file"
    window = clerk_window()
    assert next(i for i in items(window) if i.title == "Held files").count == 2
    window.held.show()
    page = reach(window, HeldPage)
    assert page.filters[NOBODY].text().endswith("(2)")
    page.own(window.clerk)
    page = reach_again(window, reach, qtbot, page)
    page.filters[MINE].click()
    assert page.table.rowCount() == 1
    page.filters[NOBODY].click()
    page.to_whom.setCurrentIndex(page.to_whom.findData(LAPTOP))
    page.own(LAPTOP)
    page = reach_again(window, reach, qtbot, page)
    owners = {page.table.item(row, 6).text() for row in range(2)}
    assert len(owners) == 2
    assert "Maria S." in owners
    assert any("D002" in who for who in owners)
    page.table.selectAll()
    page.settle("diterima")
    assert "SETTLE_002" in window.frame.banner.text
    page.reason.setText("Dua permohonan yang sah")
    page.settle("diterima")
    page = reach_again(window, reach, qtbot, page)
    assert page.table.rowCount() == 0
    second_laptop.sync_now(post)
    assert {second_laptop.file(n).intake_state for n in (twice[1], other)} == {"diterima"}


def reach_again(window, reach, qtbot, page):
    qtbot.waitUntil(lambda: window.page is not page, timeout=10_000)
    return reach(window, HeldPage)


def test_two_files_of_one_person_become_one_with_what_is_taken(
    twice, practice, second_laptop, clerk_window, reach, qtbot
):
    kept, held = twice
    correct(second_laptop, held, phone="081277770009")
    post = practice[2]
    second_laptop.sync_now(post)
    window = clerk_window()
    window.page.open_row(next(n for n, r in enumerate(window.page._rows) if r.device == "D002"))
    reach(window, BatchPage).open_current()
    reach(window, CasePage)
    shown = window.held.of_case(window.page.case)
    window.held.open(shown)
    page = reach(window, DuplicatePage)
    assert page.table.rowCount() >= 1
    at = next(
        row
        for row in range(page.table.rowCount())
        if page.table.item(row, 1).text() == "081277770009"
    )
    page.table.setCurrentCell(at, 0)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    nik = next(line for line in page.comparing.lines("id") if line.path == "identitas/nik")
    assert "********" in nik.first
    page.choices[SAME].click()
    window.compare.save_duplicate(page)
    assert "SETTLE_002" in window.frame.banner.text
    page.reason.setText("Orang yang sama, datang dua kali.")
    window.compare.save_duplicate(page)
    reach(window, HeldPage)
    laptop = practice[1]
    laptop.sync_now(post)
    second_laptop.sync_now(post)
    assert json.loads(laptop.file(kept).answers)["alamat"]["telepon"] == "081277770009"
    record = second_laptop.file(held)
    assert record.intake_state == "ditolak"
    assert kept in record.intake_facts["sentence"]


def test_an_officer_is_asked_and_answers(twice, practice, second_laptop, clerk_window, reach):
    _, held = twice
    post = practice[2]
    window = clerk_window()
    window.held.show()
    reach(window, HeldPage).open_current()
    page = reach(window, DuplicatePage)
    page.choices[ASK].click()
    page.reason.setText("Apakah ini pemohon yang sama?")
    window.compare.save_duplicate(page)
    listed = reach(window, HeldPage)
    assert "D002" in listed.table.item(0, 6).text(), "its officer must act"
    second_laptop.sync_now(post)
    record = second_laptop.file(held)
    assert (record.intake_state, record.intake_reason) == ("ditahan", "INTAKE_023")
    correct(second_laptop, held, phone="081277770010")
    second_laptop.sync_now(post)
    (again,) = SettlementClient(window.client).held()
    assert (again.number, again.reason) == (held, "INTAKE_006"), "a correction is compared anew"


def test_a_nik_is_masked_until_it_is_noted_who_looks(twice, practice, clerk_window, reach, qtbot):
    window = clerk_window()
    window.held.show()
    reach(window, HeldPage).open_current()
    page = reach(window, DuplicatePage)
    SettlementClient(window.client).note_nik_seen(twice)
    page.show_nik()
    nik = next(x for x in page.comparing.lines("id", open_nik=True) if x.path == "identitas/nik")
    assert nik.first.isdigit()
    history = window.client.case(twice[1]).history
    assert [(h.kind, h.author) for h in history if h.kind == "nik.seen"] == [
        ("nik.seen", office_day.CLERK)
    ]


def test_what_stood_aside_never_becomes_the_newest_when_it_is_turned_down(
    practice, clerk_window, reach, qtbot
):
    """Known bad before: the rejected one won as soon as the other was corrected."""
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    number = take_in(laptop)
    laptop.sync_now(post)
    window = clerk_window()
    newest = next(r for r in window.client.case(number).revisions if r.newest)
    files = SettlementClient(window.client)
    revise = s.Revise(
        instance_id="uuid:office-1",
        deprecated_id=newest.instance_id,
        answers=newest.answers,
        sentence="Dibetulkan",
    )
    files.revise(number, revise)
    correct(laptop, number, phone="081277770011")
    laptop.sync_now(post)
    window.held.show()
    reach(window, HeldPage).open_current()
    page = reach(window, ConflictPage)
    page.reason.setText("Keliru")
    window.compare._reject(page, page.comparing.first)
    assert reach(window, HeldPage).table.rowCount() == 0
    second = s.Revise(
        instance_id="uuid:office-2",
        deprecated_id="uuid:office-1",
        answers=newest.answers,
        sentence="Sekali lagi",
    )
    files.revise(number, second)
    now = next(r for r in window.client.case(number).revisions if r.newest)
    assert now.instance_id == "uuid:office-2"


def test_who_may_only_read_sees_what_is_held_and_settles_nothing(twice, clerk_window, reach, qtbot):
    window = clerk_window()
    role, words = "penerbit", office_day.CLERK_PASSPHRASE
    window.client.add_clerk(m.NewClerk(clerk="budi", name="Budi", role=role, passphrase=words))
    window._sign_in("budi", words)
    qtbot.waitUntil(lambda: window.clerk == "budi" and not window.busy, timeout=10_000)
    window.held.show()
    page = reach(window, HeldPage)
    assert page.table.rowCount() == 1
    page.reason.setText("Coba")
    page.settle("diterima")
    qtbot.waitUntil(lambda: "OFFICE_006" in window.frame.banner.text, timeout=10_000)
