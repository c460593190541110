"""Publications at the desk: written, refused with line, published, withdrawn, answered."""

import pytest

from outreach_app.casework import citizen
from outreach_app.desk.awareness_page import AwarenessPage
from outreach_app.desk.statement_pages import DraftsPage, StatementsPage
from outreach_app.desk.text_editor import TextEditor
from outreach_app.desk.text_pages import PosterPage, TextPage, TextsPage
from outreach_app.desk.training_page import TrainingPage
from outreach_app.officeapi import training_messages as tm
from outreach_app.practice.areas.area import fill_form
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def window(clerk_window):
    return clerk_window()


def reach(window, qtbot, kind):
    qtbot.waitUntil(lambda: isinstance(window.page, kind) and not window.busy, timeout=10_000)
    return window.page


def test_a_text_is_refused_with_its_line_then_published_and_withdrawn(
    window, qtbot, practice, tmp_path
):
    window.texts.show_texts()
    reach(window, qtbot, TextsPage)
    file = tmp_path / "uji.id.md"
    file.write_text(
        '+++\nid = "uji"\nkind = "notice"\naudience = "public"\n'
        'title = "Uji"\n+++\nSatu\n<i>x</i>\n'
    )
    window.texts.open_files([file])
    page = reach(window, qtbot, TextEditor)
    page.titles["en"].setText("Test")
    page.texts["en"].setPlainText("One")
    window.texts._send(page, check_only=False)
    qtbot.waitUntil(lambda: page.problems.isVisible(), timeout=10_000)
    assert "Indonesia, baris 2" in page.problems.text()
    assert page.texts["id"].textCursor().blockNumber() == 1
    page.texts["id"].setPlainText("Satu")
    window.texts._send(page, check_only=False)
    text = reach(window, qtbot, TextPage)
    assert "Sampai di 0 dari 1 laptop" in text._reach.text()
    window.texts._poster(text.shown, text._versions)
    poster = reach(window, qtbot, PosterPage)
    assert poster.png.startswith(b"\x89PNG")
    assert poster.words.startswith("Uji\n\nSatu")
    window.texts.show_text("uji")
    text = reach(window, qtbot, TextPage)
    text.reason.setText("Selesai.")
    window.texts._withdraw("uji", text)
    qtbot.waitUntil(
        lambda: isinstance(window.page, TextPage) and "Selesai." in window.page._first.text(),
        timeout=10_000,
    )


def test_statements_are_sorted_answered_and_published(window, qtbot, practice):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    draft = "rancangan-jadwal-layanan-2027"
    form = citizen.open_form(laptop.place, "TANGGAPAN", "id", draft)
    fill_form(form, {"sikap": "usul", "isi": "Hari Sabtu."})
    form.finish()
    laptop.close_day()
    laptop.sync_now(post)
    window.participation.show_drafts()
    drafts = reach(window, qtbot, DraftsPage)
    drafts.table.selectRow(0)
    drafts.open_current()
    page = reach(window, qtbot, StatementsPage)
    page.group.setValue(1)
    page.keep()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    page = window.page
    assert page.table.item(0, 5).text() == "1"
    for spoken, words in (("id", "Ya."), ("en", "Yes.")):
        page.titles[spoken].setText("Waktu")
        page.answers[spoken].setPlainText(words)
    page.keep_answer()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    window.participation._publish(draft)
    drafts = reach(window, qtbot, DraftsPage)
    assert drafts.table.item(0, 5).text() == "1"


def test_who_is_current_is_told_for_each_service(qtbot):
    def row(officer, module, currency, *services):
        return tm.TrainingRow(
            officer=officer,
            module=module,
            title={"id": module},
            version=1,
            currency=currency,
            services=services,
        )

    rows = (
        row("ry", "dasar", "current"),
        row("ry", "paspor", "lapsed", "PAS-BARU"),
        row("sari", "dasar", "current"),
        row("sari", "paspor", "current", "PAS-BARU"),
    )
    page = TrainingPage(tm.TrainingOverview(rows=rows))
    qtbot.addWidget(page)
    assert [page.officers.item(at, 2).text() for at in range(2)] == ["Semua layanan", "Paspor baru"]
    page.service.setCurrentIndex(page.service.findData("PAS-BARU"))
    assert (page.officers.rowCount(), page.current.text()[-6:]) == (4, ": sari")
    page.service.setCurrentIndex(page.service.findData("PAS-GANTI"))
    assert (page.officers.rowCount(), page.current.text()[-10:]) == (2, ": ry, sari")


def test_training_and_awareness_are_said_even_when_empty(window, qtbot):
    window.texts.show_training()
    page = reach(window, qtbot, TrainingPage)
    assert page.events.rowCount() == 0
    window.participation.show_awareness()
    assert reach(window, qtbot, AwarenessPage).problems.rowCount() == 0
