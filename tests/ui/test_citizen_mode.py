"""Citizen mode as a citizen sees it: one question, big buttons, sealed, back by PIN only."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from zxingcpp import read_barcode

from outreach_app import i18n
from outreach_app.casework import citizen, pool
from outreach_app.casework.citizen_slips import citizen_slip
from outreach_app.documents import picture
from outreach_app.field.citizen_window import CitizenWindow
from outreach_app.practice.village_day import PEKON
from outreach_app.ui import theme
from outreach_app.ui.markdown_view import MarkdownView


@pytest.fixture
def laptop(practice):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON, ("RY",))
    return laptop


@pytest.fixture
def screen(laptop, qtbot, qapp):
    theme.apply(qapp)
    i18n.use("id")

    def made(service, about=""):
        given_back = []
        window = CitizenWindow(
            lambda spoken: citizen.open_form(laptop.place, service, spoken, about),
            lambda pin: pin == "2580",
            given_back.append,
            lambda told, spoken: "dicetak",
        )
        window.given_back = given_back
        window.resize(1366, 697)
        qtbot.addWidget(window)
        window.show()
        return window

    return made


def texts(window):
    return " ".join(made.text() for made in window.findChildren(QPushButton) if made.isVisible())


def fill_survey(window, qtbot):
    while window.form is not None:
        if len(window.question.choices) > 2:
            qtbot.keyPress(window.question, Qt.Key.Key_3)
        else:
            window.go_on()


def test_a_survey_by_digits_is_sealed_and_shows_no_number(laptop, screen, qtbot):
    window = screen("SKM")
    fill_survey(window, qtbot)
    assert pool.waiting(laptop.place) == {"SKM": 1}
    assert window.told.number == ""
    qtbot.waitUntil(lambda: "Orang berikutnya" in texts(window))


def test_what_must_be_answered_is_said_and_back_keeps_the_answer(laptop, screen, qtbot):
    window = screen("TANYA")
    window.go_on()
    assert window.question.problem.isVisible()
    qtbot.keyPress(window.question, Qt.Key.Key_1)
    window.go_back()
    assert window.question.choices[0].isChecked()


def test_a_question_gets_a_number_and_a_slip_that_names_it(laptop, screen, qtbot):
    window = screen("TANYA")
    qtbot.keyPress(window.question, Qt.Key.Key_1)
    window.form.answer(window._at, "Apakah kedua orang tua harus datang?")
    window._draw()
    window.go_on()
    qtbot.keyPress(window.question, Qt.Key.Key_1)  # may be published
    qtbot.keyPress(window.question, Qt.Key.Key_2)  # leaves no name
    told = window.told
    assert told.number.startswith("AD-")
    assert told.thread_kind == "PERTANYAAN"
    for width in (58, 80):
        pdf = citizen_slip(laptop.place, told, "id", width)
        assert picture(pdf, 100)

    code = read_barcode(Image.open(io.BytesIO(picture(pdf, 203))))
    assert told.number.replace("-", "") in code.text
    assert told.check_code in code.text


def test_only_the_pin_gives_the_laptop_back_and_three_wrong_ones_lock(laptop, screen, qtbot):
    window = screen("SKM")
    window.give_up()
    window.ask_pin()
    qtbot.keyClicks(window.pin, "2580")
    qtbot.keyClick(window.pin, Qt.Key.Key_Return)
    assert window.given_back == [True]
    window = screen("SKM")
    window.give_up()
    window.ask_pin()
    for _ in range(3):
        qtbot.keyClicks(window.pin, "1111")
        qtbot.keyClick(window.pin, Qt.Key.Key_Return)
    assert window.given_back == [False]


def test_losing_the_focus_covers_the_answers_and_keeps_them(laptop, screen, qtbot):
    window = screen("SKM")
    qtbot.keyPress(window.question, Qt.Key.Key_2)
    at = window._at
    window._state_changed(Qt.ApplicationState.ApplicationInactive)
    assert isinstance(window.pin, QLineEdit)
    assert "Kembali" not in texts(window)
    qtbot.keyClicks(window.pin, "2580")
    qtbot.keyClick(window.pin, Qt.Key.Key_Return)
    assert window._at == at
    assert window.form.session.value("/data/profil/layanan") == "PAS-GANTI"


def test_a_draft_is_read_first_and_a_statement_asks_no_name(laptop, screen, qtbot):
    window = screen("TANGGAPAN", "rancangan-jadwal-layanan-2027")
    assert "dua kali setahun" in window.findChild(MarkdownView).toPlainText()
    qtbot.mouseClick(button_of(window, "Berikut"), Qt.MouseButton.LeftButton)
    qtbot.keyPress(window.question, Qt.Key.Key_4)
    window.go_on()  # the part may stay empty
    window.form.answer(window._at, "Satu Sabtu sebulan.")
    window._draw()
    window.go_on()
    assert pool.waiting(laptop.place) == {"TANGGAPAN": 1}
    assert window.told.name == window.told.number == ""
    assert "Rancangan: jadwal" in window.told.read_at


def button_of(window, text):
    return next(b for b in window.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_the_language_changes_and_answers_stay(laptop, screen, qtbot):
    window = screen("SKM")
    qtbot.keyPress(window.question, Qt.Key.Key_1)
    window.switch_language()
    assert "Question 2" in window._progress.text()
    assert window.form.session.value("/data/profil/layanan") == "PAS-BARU"
    i18n.use("id")
