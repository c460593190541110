"""Audit and evaluation at the desk, on a real day."""

import re
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from outreach_app.desk.audit_page import AuditPage
from outreach_app.desk.case_page import CasePage
from outreach_app.desk.evaluation_page import EvaluationPage
from outreach_app.desk.season_day_page import SeasonDayPage
from outreach_app.desk.training_page import TrainingPage
from outreach_app.domain.periods import quarter
from outreach_app.officeapi.client import OfficeClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import VillageDay
from outreach_app.ui.form_view import FormView
from outreach_app.ui.tile_map import CoverageView


@pytest.fixture
def window(practice, clerk_window, tmp_path):
    office, laptop, post, _ = practice
    clerk = OfficeClient(office.url)
    clerk.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    (tmp_path / "slips").mkdir()
    VillageDay(laptop, post, clerk, 3, tmp_path / "slips").run(4)
    return clerk_window()


def reach(window, qtbot, kind):
    qtbot.waitUntil(lambda: isinstance(window.page, kind) and not window.busy, timeout=10_000)
    return window.page


def test_a_figure_opens_its_records(window, qtbot):
    window.audit.show_evaluation()
    page = reach(window, qtbot, EvaluationPage)
    at = next(i for i, (_, f) in enumerate(page.rows) if f.code == "productivity.files")
    page.table.selectRow(at)
    assert page.records.count() == 4
    assert page.table.item(at, 1).text() == "Berkas selesai"
    assert page.records.item(0).text().startswith("LB-")
    page.records.itemActivated.emit(page.records.item(0))
    reach(window, qtbot, CasePage)


def test_a_ticket_of_a_figure_opens_its_day(window, qtbot):
    window.audit.show_evaluation()
    page = reach(window, qtbot, EvaluationPage)
    at = next(i for i, (_, f) in enumerate(page.rows) if f.code == "waiting.called")
    page.table.selectRow(at)
    assert " · Kubu Perahu, Balik Bukit · " in page.records.item(0).text()
    page.records.itemActivated.emit(page.records.item(0))
    reach(window, qtbot, SeasonDayPage)
    buttons = window.frame.findChildren(QPushButton)
    next(b for b in buttons if b.accessibleName() == "Kembali").click()
    reach(window, qtbot, EvaluationPage)


def test_every_record_of_every_figure_is_in_words_and_leads_somewhere(window, qtbot):
    window.audit.show_evaluation()
    page = reach(window, qtbot, EvaluationPage)
    seen = set()
    for at, (section, _) in enumerate(page.rows):
        page.table.selectRow(at)
        told = [page.records.item(row).text() for row in range(page.records.count())]
        for text in (page.table.item(at, 2).text(), *told):
            assert not re.search(r"H-\d{4}|\d{4}-\d\d-\d\d-|[0-9a-f]{8}-|^\d\d\.\d\d", text), text
            seen.add(section)
    assert seen >= {"waiting", "coverage", "days", "training", "communication"}
    at = next(i for i, (_, f) in enumerate(page.rows) if f.code == "coverage.pekon")
    page.table.selectRow(at)
    assert page.records.item(0).text() == "Kubu Perahu, Balik Bukit"
    page.records.itemActivated.emit(page.records.item(0))
    reach(window, qtbot, CoverageView)
    window.audit.show_evaluation()
    page = reach(window, qtbot, EvaluationPage)
    at = next(i for i, (_, f) in enumerate(page.rows) if f.code == "training.current")
    page.table.selectRow(at)
    item = page.records.item(page.records.count() - 1)
    assert " · " in item.text()
    page.records.itemActivated.emit(item)
    reach(window, qtbot, TrainingPage)


def test_a_quarter_is_one_button_away(window, qtbot):
    window.audit.show_evaluation()
    page = reach(window, qtbot, EvaluationPage)
    next(b for b in page.findChildren(QPushButton) if b.text() == "Triwulan").click()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    found = window.page.found
    since, until = date.fromisoformat(found.since), date.fromisoformat(found.until)
    assert (since, until) == quarter(until)


def test_a_sample_is_drawn_and_a_checklist_kept(window, qtbot):
    window.audit.show_audit()
    page = reach(window, qtbot, AuditPage)
    assert page.rows == []
    page.how_many.setText("2")
    page.draw()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    page = reach(window, qtbot, AuditPage)
    assert len(page.rows) == 2
    page.open_current()
    view = reach(window, qtbot, FormView)
    for item in [i for p in view._file.session.pages("id") for i in p.items]:
        if item.choices:
            view._file.answer(item.path, "ya" if item.name != "temuan" else "RINGAN")
    view._file.answer("/data/temuan_grup/uraian", "Waktu tidak tercatat.")
    buttons = window.frame.findChildren(QPushButton)
    next(b for b in buttons if b.accessibleName() == "Simpan").click()
    page = reach(window, qtbot, AuditPage)
    assert [item.finding for _, item in page.rows].count("RINGAN") == 1
    assert page.finding.buttons["assigned"].isVisible()
    assert not page.finding.buttons["closed"].isVisible()
    page.finding.text.setText("Lengkapi catatan waktu.")
    page.finding.send("assigned")
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    assert window.page.table.item(0, 4).text().startswith("sedang diselesaikan, ")
    assert "Lengkapi catatan waktu." in window.page.finding.told.text()
