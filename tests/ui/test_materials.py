"""Materials in the field window: found, read, quiz taken, and a note above an intake."""

import pytest

from outreach_app.casework import materials
from outreach_app.domain.training import Currency
from outreach_app.field.file_desk import FileDesk
from outreach_app.field.material_pages import MaterialsPage, ReadPage
from outreach_app.practice.village_day import PEKON
from outreach_app.ui.markdown_view import MarkdownView


@pytest.fixture
def window(practice, field_window, enter, qtbot):
    laptop = enter()
    laptop.sync_now(practice[2])
    return field_window


def test_a_text_is_found_by_a_word_and_read(window, qtbot):
    window.materials.show()
    page = window.page
    assert isinstance(page, MaterialsPage)
    page.words.setText("pemegang hak asuh")
    page.refresh()
    shown = {page.table.item(row, 1).text() for row in range(page.table.rowCount())}
    assert "Paspor anak di bawah 17 tahun" in shown
    page.words.setText("zzz")
    page.refresh()
    assert page.empty.isVisible()
    window.materials.read("kartu-paspor-anak")
    assert isinstance(window.page, ReadPage)
    text = window.page.view.toPlainText()
    assert "Siapa menandatangani pernyataan" in text
    assert "Permenkumham 8/2014" in text


def test_a_quiz_is_taken_from_its_module_and_says_the_result(window, qtbot):
    window.materials.read("modul-tppo")
    window.materials._quiz(materials.material(window.laptop.place, "modul-tppo").body)
    desk = window.page
    for at, letter in enumerate("bbaaa", 1):
        desk.file.answer(f"/data/kuis/p{at}", letter)
    desk.show_check()
    desk.finish()
    assert isinstance(window.page, ReadPage)
    assert window.frame.banner.text == "Lulus: 5 dari 5."
    assert window.materials._standing()["modul-tppo"] == Currency.CURRENT


def test_an_intake_says_which_module_waits_and_goes_on(window, qtbot):
    window.laptop.open_day(PEKON)
    ticket = window.laptop.tickets.issue("A", "PAS-ANAK")
    window.files.start(ticket.ticket)
    assert isinstance(window.page, FileDesk)
    assert "baca dan kerjakan kuisnya" in window.frame.banner.text
    draft = window.page.file.draft.draft_id
    window.frame.banner._act.click()
    assert isinstance(window.page, ReadPage)
    window.materials._window.files.resume(draft)
    assert window.page.file.draft.draft_id == draft


def test_a_text_cannot_load_anything(qtbot):
    view = MarkdownView()
    qtbot.addWidget(view)
    view.show_markdown("![x](https://luar.example/x.png)\n\n<b>tebal</b>")
    assert view.loadResource(2, "https://luar.example/x.png") is None
    assert "<b>tebal</b>" in view.toPlainText()
