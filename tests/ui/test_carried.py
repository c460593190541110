"""A held file, from the panel's Export to the clerk's list, and from Correct to settled."""

import json

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import select

from outreach_app.cli.main import main
from outreach_app.desk.carried_page import CarriedContentPage, CarriedPage
from outreach_app.desk.case_page import CasePage
from outreach_app.desk.held_page import HeldPage
from outreach_app.field.send_page import SendPage
from outreach_app.office.tables import event, revision
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.ui.stick_page import StickPage


def take_in(laptop, seed=3):
    (person,) = People(seed, laptop.place.today(), PEKON).draw(1)
    file = laptop.start_file(person.service)
    fill(file, person, laptop.place.today())
    return file.finish(similar_reason="Sudah dibandingkan").number


def said(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def press(page, text):
    made = next(b for b in page.findChildren(QPushButton) if b.text().startswith(text))
    made.click()


@pytest.fixture
def stuck(practice, second_laptop, field_window, enter, qtbot):
    """The window's laptop has a file that the office holds: its person came elsewhere before."""
    post = practice[2]
    second_laptop.sync_now(post)
    second_laptop.open_day(PEKON)
    take_in(second_laptop)
    second_laptop.sync_now(post)
    laptop = enter()
    laptop.open_day(PEKON)
    number = take_in(laptop)
    laptop.sync_now(post)
    assert laptop.file(number).intake_reason == "INTAKE_006"
    field_window.sending.show()
    assert isinstance(field_window.page, SendPage)
    return number


def revisions(office):
    with office.office.ledger.reading() as tx:
        return tx.connection.scalars(select(revision.c.instance_id).where(~revision.c.again)).all()


def test_export_reaches_the_clerk_and_doubles_nothing(
    practice, stuck, field_window, clerk_window, reach, qtbot, tmp_path, capsys
):
    office = practice[0]
    usb = tmp_path / "usb"
    usb.mkdir()
    before = revisions(office)
    press(field_window.page, "Ekspor")
    assert isinstance(field_window.page, StickPage)
    assert not field_window.page.result.text()
    field_window.page._chosen(usb)
    field_window.files.exports.save(field_window.laptop.file(stuck))
    qtbot.waitUntil(lambda: "dibaca ulang" in field_window.page.result.text(), timeout=20_000)
    (file,) = usb.rglob("*.outreach")
    assert stuck in file.name
    person = field_window.laptop.file(stuck)
    for word in (person.name, person.nik, json.loads(person.answers)):
        assert str(word).encode() not in file.read_bytes(), "sealed"
    (seen,) = field_window.laptop.stick.look(usb)
    assert (seen.code, seen.bad) == ("COURIER_045", False)
    field_window.laptop.sync_now(practice[2])
    # The desk reads the stick, and names the file as what it is.
    desk = clerk_window()
    desk.sticks.show()
    page = reach(desk, StickPage)
    desk.sticks.choose(usb)
    desk.sticks.read()
    qtbot.waitUntil(lambda: "1 dari 1" in desk.page.result.text(), timeout=20_000)
    cells = [desk.page.files.item(0, at).text() for at in range(5)]
    assert cells[2] == "satu berkas"
    assert f"Satu berkas {stuck}, sama persis" in cells[4]
    assert main(["office", "import", str(usb), "--folder", str(tmp_path / "office")]) == 0
    assert "sudah dibawa pada" in capsys.readouterr().out
    assert revisions(office) == before, "nothing doubled"
    desk.carried.show()
    page = reach(desk, CarriedPage)
    assert page.table.item(0, 0).text() == stuck
    assert "sama persis" in page.table.item(0, 4).text()
    page.table.setCurrentCell(0, 0)
    page.open_current()
    reach(desk, CasePage)
    with office.office.ledger.reading() as tx:
        told = tx.connection.scalars(select(event.c.number).where(event.c.kind == "record.carried"))
        assert told.all() == [stuck]


def test_what_never_came_is_read_by_the_clerk(
    practice, field_window, enter, clerk_window, reach, qtbot, tmp_path
):
    laptop = enter()
    laptop.sync_now(practice[2])
    field_window.sending._syncing.let_go()
    laptop.open_day(PEKON)
    number = take_in(laptop)
    field_window.files.exports.folder = tmp_path
    field_window.files.exports.show(laptop.file(number))
    field_window.files.exports.save(laptop.file(number))
    qtbot.waitUntil(lambda: "dibaca ulang" in field_window.page.result.text(), timeout=20_000)
    desk = clerk_window()
    desk.sticks.choose(tmp_path)
    desk.sticks.read()
    qtbot.waitUntil(lambda: "1 dari 1" in desk.page.result.text(), timeout=20_000)
    desk.carried.show()
    page = reach(desk, CarriedPage)
    assert "belum sampai" in page.table.item(0, 4).text()
    page.table.setCurrentCell(0, 0)
    page.open_current()
    shown = reach(desk, CarriedContentPage)
    assert laptop.file(number).name in said(shown)
    laptop.sync_now(practice[2])
    desk.carried.show()
    page = reach(desk, CarriedPage)
    assert "sama persis" in page.table.item(0, 4).text(), "the feed has brought it"
    assert revisions(practice[0]).count(laptop.file(number).instance_id) == 1


def test_correct_leads_to_the_answer_and_both_sides_are_settled(
    practice, stuck, field_window, clerk_window, reach, qtbot
):
    press(field_window.page, "Betulkan")
    desk = field_window.page
    nik = desk.file.map.path("nik")
    qtbot.waitUntil(lambda: desk.form.focused() == nik, timeout=20_000)
    assert "NIK" in field_window.frame.banner.text
    was = desk.file.value("nik")
    serial = (int(was[12:]) + 1) % 10_000 or 1
    desk.file.answer(nik, f"{was[:12]}{serial:04d}")
    desk.file.finish(similar_reason="Sudah dibandingkan")
    field_window.laptop.sync_now(practice[2])
    assert field_window.laptop.file(stuck).intake_state == "diterima"
    field_window.sending.show()
    assert "Tertahan" not in said(field_window.page)
    window = clerk_window()
    window.held.show()
    assert reach(window, HeldPage).held.files == ()


def test_a_clerk_exports_a_held_file_as_evidence(
    practice, stuck, clerk_window, reach, qtbot, tmp_path
):
    desk = clerk_window()
    desk.held.show()
    page = reach(desk, HeldPage)
    target = tmp_path / "bukti.json"
    desk.carried.where = lambda *_: (str(target), "")
    page.table.clearSelection()
    press(desk, "Ekspor untuk pendukung")
    assert "Pilih berkas dulu" in desk.frame.banner.text
    page.table.selectRow(0)
    press(desk, "Ekspor untuk pendukung")
    qtbot.waitUntil(target.exists, timeout=20_000)
    found = json.loads(target.read_bytes())
    assert (found["number"], found["reason"]) == (stuck, "INTAKE_006")
    assert "NIK" in found["reason_texts"]["id"]
    assert found["entry"]["kind"] == "record.finished"
    assert found["signed_segment"]["signature"]
    assert "dicatat" in desk.frame.banner.text
