"""The field window on the real parts, driven as an officer does: sign in to closing the day."""

import secrets

import pytest
from PySide6.QtCore import Qt

from outreach_app import i18n
from outreach_app.casework import open_laptop
from outreach_app.clock import SystemClock
from outreach_app.field.close_page import ManifestPage
from outreach_app.field.file_desk import FileDesk
from outreach_app.field.file_pages import SlipPage
from outreach_app.field.open_day_page import OpenDayPage
from outreach_app.field.queue_page import QueuePage
from outreach_app.field.register_page import FilePage, RegisterPage
from outreach_app.field.send_page import SendPage
from outreach_app.field.today import TodayPage
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.ui import theme


@pytest.fixture
def window(field_window):
    return field_window


def sign_in(window, qtbot, passphrase=office_day.OFFICER_PASSPHRASE):
    qtbot.keyClicks(window.page.passphrase, passphrase)
    qtbot.keyClick(window.page.passphrase, Qt.Key.Key_Return)


def begin_day(window, qtbot):
    sign_in(window, qtbot)
    qtbot.waitUntil(lambda: window.laptop is not None and not window.sending.busy, timeout=10_000)
    window.show_home()
    assert isinstance(window.page, OpenDayPage)
    qtbot.keyClicks(window.page.pekon, "kubuperahu")
    qtbot.keyClick(window.page.pekon, Qt.Key.Key_Return)
    assert window.page.pekon.value() == PEKON
    window.day.open_day()
    assert isinstance(window.page, TodayPage)


def test_a_wrong_passphrase_opens_nothing_and_says_so(window, qtbot):
    sign_in(window, qtbot, "ini bukan frasa sandinya")
    qtbot.waitUntil(lambda: window.page.problem.isVisible(), timeout=10_000)
    assert "belum cocok" in window.page.problem.text()
    assert window.laptop is None
    assert window.page.passphrase.text() == ""


def test_a_whole_day_by_its_pages(window, qtbot):
    begin_day(window, qtbot)
    person = next(p for p in People(4, window.laptop.place.today(), PEKON).draw(30) if not p.edge)
    window.queue.show()
    assert isinstance(window.page, QueuePage)
    window.page.service.setCurrentIndex(window.page.service.findData(person.service))
    window.page.give()
    window.queue.call_next()
    current = window.laptop.tickets.view().current
    window.files.start(current.ticket)
    desk = window.page
    assert isinstance(desk, FileDesk)
    fill(desk.file, person, window.laptop.place.today())
    desk.show_check()
    desk.finish()
    assert isinstance(window.page, SlipPage), window.frame.banner.text
    window.page.print_slip()
    assert list(window.doors.profile.slips_folder.glob("*.pdf"))
    window.page.confirm()
    window.files.show_register()
    assert isinstance(window.page, RegisterPage)
    assert "Selesai, belum terkirim" in window.page.table.item(0, 5).text()
    window.page.open_current()
    assert isinstance(window.page, FilePage)
    window.day.show_close()
    window.day.close_day()
    assert isinstance(window.page, ManifestPage)
    window.sending.send()
    assert isinstance(window.page, SendPage)
    qtbot.waitUntil(lambda: "Semua sudah sampai" in window.page.now.text(), timeout=10_000)
    assert window.frame.status.startswith("Semua sudah sampai di kantor")


def test_a_request_for_a_visit_is_taken_without_a_ticket(window, qtbot):
    begin_day(window, qtbot)
    window.files.show_other_forms()
    assert [b.text() for b in window.page.buttons] == ["Informasi visa", "Permintaan kunjungan"]
    window.page.buttons[1].click()
    desk = window.page
    assert isinstance(desk, FileDesk)
    person = People(4, window.laptop.place.today(), PEKON).draw(30)[5]
    fill(desk.file, person, window.laptop.place.today())
    desk.show_check()
    desk.finish()
    assert isinstance(window.page, SlipPage), window.frame.banner.text


def test_typing_is_stored_and_comes_back_after_power_loss(window, qtbot):
    begin_day(window, qtbot)
    window.laptop.tickets.issue("A", "PAS-BARU")
    window.queue.call_next()
    window.files.start("A-001")
    desk = window.page
    desk.form.go_to("/data/identitas/nama")
    qtbot.wait(20)
    field = desk.form._fields["/data/identitas/nama"]
    qtbot.keyClicks(field._edit, "Ngatiyem")
    qtbot.keyClick(field._edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Tersimpan di laptop" in window.frame.status)
    window.laptop.lock()  # as if the power went: no page was asked to store anything
    profile, window.laptop = window.doors.profile, None
    again = open_laptop(
        profile,
        office_day.OFFICER.officer_id,
        office_day.OFFICER_PASSPHRASE,
        clock=SystemClock(),
        random=secrets.token_bytes,
    )
    (draft,) = again.today().resumable
    assert draft.name == "Ngatiyem"
    again.lock()


def test_keys_choose_and_go_on(window, qtbot):
    begin_day(window, qtbot)
    window.laptop.tickets.issue("A", "PAS-BARU")
    window.queue.call_next()
    window.files.start("A-001")
    desk = window.page
    desk.form.go_to("/data/identitas/jenis_kelamin")
    qtbot.wait(20)
    field = desk.form._fields["/data/identitas/jenis_kelamin"]
    qtbot.keyClick(next(iter(field._buttons.values())), Qt.Key.Key_2)
    assert desk.file.session.value("/data/identitas/jenis_kelamin") == "P"
    desk.form.go_to("/data/identitas/tanggal_lahir")
    qtbot.wait(20)
    born = desk.form._fields["/data/identitas/tanggal_lahir"]
    qtbot.keyClicks(born._edit, "17081990")
    qtbot.keyClick(born._edit, Qt.Key.Key_Return)
    assert desk.file.session.value("/data/identitas/tanggal_lahir") == "1990-08-17"
    qtbot.wait(30)
    assert desk.form._fields["/data/identitas/tanggal_lahir"]._edit.text() == "17-08-1990"
    desk.form.turn(+1)
    desk.form.next_problem()
    assert desk.form.pages[desk.form.index].path == "/data/layanan"


def test_the_office_away_keeps_everything_and_says_how_much_waits(window, qtbot, practice):
    begin_day(window, qtbot)
    practice[0].server.stop()
    window.sending.send()
    qtbot.waitUntil(lambda: not window.sending.busy, timeout=20_000)
    said = window.page.texts()
    assert "1 catatan hari layanan" in said
    assert "SYNC_00" in said
    assert "aman" in said
    assert "Dicoba lagi" in said
    assert window.frame.status.startswith("Belum terkirim")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_primary_action_and_the_status_stand_inside_the_window(window, qtbot, language):
    begin_day(window, qtbot)
    i18n.use(language)
    for page in (
        window.show_home,
        window.queue.show,
        window.day.show_close,
        window.files.show_register,
    ):
        page()
        qtbot.wait(20)
        assert window.size().width() == 1366, "nothing may push the window wider"
        assert window.size().height() == 697
    i18n.use("id")


def test_language_theme_and_size_keep_the_question_and_what_is_being_typed(window, qtbot, qapp):
    begin_day(window, qtbot)
    window.laptop.tickets.issue("A", "PAS-BARU")
    window.queue.call_next()
    window.files.start("A-001")
    desk = window.page
    desk.form.go_to("/data/identitas/nama")
    qtbot.wait(20)
    qtbot.keyClicks(desk.form._fields["/data/identitas/nama"]._edit, "Ngatiyem")
    for act in (window.switch_language, window.dress.next_theme, window.dress.larger):
        act()
        qtbot.wait(20)
        assert window.page is desk
        assert desk.form.focused() == "/data/identitas/nama"
        assert desk.form._fields["/data/identitas/nama"]._edit.text() == "Ngatiyem"
    assert desk.file.session.value("/data/identitas/nama") == "Ngatiyem"
    i18n.use("id")
    theme.apply(qapp)


def test_what_blocks_is_summed_up_and_f8_goes_there(window, qtbot):
    begin_day(window, qtbot)
    window.laptop.tickets.issue("A", "PAS-BARU")
    window.queue.call_next()
    window.files.start("A-001")
    desk = window.page
    desk.show_check()
    qtbot.wait(20)
    blocked = len(desk.check._ways)
    assert blocked > 5
    assert window.focusWidget() is desk.check._ways[0]
    desk.check._ways[1].click()
    qtbot.wait(20)
    assert window.page is desk
    assert desk.form.focused() == desk.file.check("id").problems[1].path
