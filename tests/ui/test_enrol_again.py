"""A copied disk, a restored backup, a stopped laptop: walked through with both windows."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from outreach_app.desk.branches_page import BranchesPage
from outreach_app.desk.conflict_page import ConflictPage
from outreach_app.desk.held_page import HeldPage
from outreach_app.desk.laptop_page import LaptopPage
from outreach_app.desk.publish_page import LaptopsPage
from outreach_app.field.again_page import COPIED, REVOKED, SET_BACK
from outreach_app.field.main import doors_of
from outreach_app.field.today import TodayPage
from outreach_app.field.window import FieldWindow
from outreach_app.office.tables import revision
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.settings import Profile


@pytest.fixture
def opened(practice, qtbot):
    """Open and sign in a field window on a profile."""
    made = []

    def open_on(profile):
        window = FieldWindow(doors_of(profile, practice[0].url))
        window.resize(1366, 697)
        qtbot.addWidget(window)
        window.show()
        made.append(window)
        qtbot.keyClicks(window.page.passphrase, office_day.OFFICER_PASSPHRASE)
        qtbot.keyClick(window.page.passphrase, Qt.Key.Key_Return)
        rest(window, qtbot)
        return window

    yield open_on
    for window in made:
        window.close()


@pytest.fixture
def day(practice):
    """The practice laptop with a day open and two files at the office, locked; its people go on."""
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    people = iter([p for p in People(17, laptop.place.today(), PEKON).draw(60) if not p.edge])
    ids = [capture(laptop, next(people)) for _ in range(2)]
    laptop.sync_now(post)
    laptop.lock()
    return people, ids


def capture(laptop, person):
    file = laptop.start_file(person.service)
    fill(file, person, laptop.place.today())
    return laptop.file(file.finish(similar_reason="Sudah dibandingkan").number).instance_id


def rest(window, qtbot):
    qtbot.waitUntil(lambda: window.laptop is not None and not window.sending.busy, timeout=15_000)


def send(window, qtbot):
    window.sending.send()
    rest(window, qtbot)


def at_office(office):
    with office.office.ledger.reading() as tx:
        return sorted(
            tx.connection.scalars(select(revision.c.instance_id).where(~revision.c.again))
        )


def said(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def enrolled_again(window, code, qtbot):
    window.identity.show()
    window.page.code.setText(code)
    window.identity.enrol()
    qtbot.waitUntil(lambda: not window.identity.busy, timeout=15_000)
    rest(window, qtbot)
    assert isinstance(window.page, TodayPage), "the day goes on"
    send(window, qtbot)


def code_of(desk, page, qtbot):
    page.code.hide()
    desk.laptops.new_code(page)
    qtbot.waitUntil(lambda: page.code.isVisible(), timeout=10_000)
    return page.code.text()


def test_a_copied_disk_is_chosen_at_the_desk_and_both_go_on(
    practice, day, opened, clerk_window, reach, qtbot, tmp_path
):
    office, _, _, profile = practice
    people, common = day
    copy = Profile(tmp_path / "copy")
    shutil.copytree(profile.folder, copy.folder)
    first, second = opened(profile), opened(copy)
    mine = [capture(first.laptop, next(people)) for _ in range(2)]
    theirs = [capture(second.laptop, next(people))]
    send(first, qtbot)
    send(second, qtbot)
    assert "salinan" in second.frame.status
    assert "belum menerima" in second.frame.banner.text
    second.identity.show()
    assert second.page.kind == COPIED
    assert "1 di antaranya" in said(second.page)
    desk = clerk_window()
    desk.show_laptops()
    listed = reach(desk, LaptopsPage)
    assert listed.table.item(0, 3).text() == "dibekukan"
    listed.open_current()
    reach(desk, LaptopPage)
    desk.laptops.show_branches("D001")
    page = reach(desk, BranchesPage)
    assert [made.text() for made in page.choices] == ["1  Cabang A", "2  Cabang B"]
    counts = sorted(branch.counts["paspor"] for branch in page.told.branches)
    assert counts == [1, 2]
    desk.laptops.choose(page)
    assert "Pilih cabang dulu" in desk.frame.banner.text
    other = next(n for n, b in enumerate(page.told.branches) if b.counts["paspor"] == 1)
    page.choices[other].click()
    desk.laptops.choose(page)
    qtbot.waitUntil(lambda: desk.page is not page and not desk.busy, timeout=10_000)
    assert "Diambil oleh maria" in said(desk.page)
    assert at_office(office) == sorted(common + theirs)
    enrolled_again(first, code_of(desk, desk.page, qtbot), qtbot)
    assert first.laptop.device == "D002"
    assert first.laptop.sync_state().unsent_entries == 0
    assert at_office(office) == sorted(common + theirs + mine)
    enrolled_again(second, code_of(desk, desk.page, qtbot), qtbot)
    assert at_office(office) == sorted(common + theirs + mine), "nothing doubles"
    # One number was given to two people: the clerk turns one down, its officer goes on from it.
    desk.held.show()
    held = reach(desk, HeldPage)
    assert "sudah dipakai" in held.table.item(0, 4).text()
    held.open_current()
    compared = reach(desk, ConflictPage)
    assert "dua berkas" in said(compared)
    compared.reason.setText("Nomor ini milik orang lain")
    desk.compare._reject(compared, compared.comparing.first)
    assert reach(desk, HeldPage).table.rowCount() == 0
    send(first, qtbot)
    (lost,) = first.laptop.sync_state().held
    assert (lost.intake_state, lost.intake_reason) == ("ditolak", "INTAKE_022")
    first.files.renew(lost.number)
    first.page.file.finish(similar_reason="Nomor lama milik orang lain")
    send(first, qtbot)
    renewed = next(r for r in first.laptop.search(lost.name) if r.number.startswith("LB-26-D002"))
    record = first.laptop.file(renewed.number)
    assert record.intake_state == "diterima"
    assert (record.name, record.nik) == (lost.name, lost.nik)
    assert record.instance_id != lost.instance_id


def test_a_restored_backup_says_so_and_goes_on_as_another_laptop(
    practice, day, opened, clerk_window, reach, qtbot, tmp_path
):
    office, _, _, profile = practice
    people, common = day
    backup = Profile(tmp_path / "backup")
    shutil.copytree(profile.folder, backup.folder)
    first = opened(profile)
    later = [capture(first.laptop, next(people))]
    send(first, qtbot)
    first.close()
    window = opened(backup)
    fresh = [capture(window.laptop, next(people))]
    send(window, qtbot)
    window.identity.show()
    assert window.page.kind == SET_BACK
    assert "keadaan lama" in said(window.page)
    window.page.code.setText("AAAA-BBBB")
    window.identity.enrol()
    qtbot.waitUntil(lambda: not window.identity.busy, timeout=15_000)
    assert window.page.problem.text(), "a code that is none changes nothing"
    assert window.laptop.device == "D001"
    desk = clerk_window()
    desk.show_laptops()
    enrolled_again(window, code_of(desk, reach(desk, LaptopsPage), qtbot), qtbot)
    assert at_office(office) == sorted(common + later + fresh)
    assert window.laptop.sync_state().standing == "active"


def test_a_stopped_laptop_may_still_send_and_is_looked_at(
    practice, day, opened, clerk_window, reach, qtbot
):
    office, _, _, profile = practice
    people, common = day
    window = opened(profile)
    desk = clerk_window()
    desk.show_laptops()
    reach(desk, LaptopsPage).open_current()
    page = reach(desk, LaptopPage)
    desk.laptops.revoke(page)
    assert "OFFICE_026" in desk.frame.banner.text
    page.reason.setText("Laptop hilang di jalan")
    desk.laptops.revoke(page)
    qtbot.waitUntil(lambda: desk.page is not page and not desk.busy, timeout=10_000)
    assert "Izinnya dicabut" in said(desk.page)
    late = [capture(window.laptop, next(people))]
    send(window, qtbot)
    window.identity.show()
    assert window.page.kind == REVOKED
    assert at_office(office) == sorted(common), "stored and held, not taken in"
    desk.laptops.show_branches("D001")
    branches = reach(desk, BranchesPage)
    assert "setelah izin dicabut" in said(branches)
    branches.choices[0].click()
    desk.laptops.choose(branches)
    qtbot.waitUntil(lambda: desk.page is not branches and not desk.busy, timeout=10_000)
    assert at_office(office) == sorted(common + late)
    enrolled_again(window, code_of(desk, desk.page, qtbot), qtbot)
    assert at_office(office) == sorted(common + late)
    assert window.laptop.sync_state().standing == "active"
