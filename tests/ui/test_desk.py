"""The clerk's window on a real office: batch, case, decision, reply."""

import csv

import pytest

from outreach_app.desk.agency_desk import save_csv
from outreach_app.desk.agency_page import AgencyPage
from outreach_app.desk.batch_pages import BatchesPage, BatchPage
from outreach_app.desk.case_page import CasePage
from outreach_app.desk.deadline_page import DeadlinePage
from outreach_app.desk.publish_page import LaptopsPage, PublishPage
from outreach_app.office.connectors.registry_simulator import answer_file
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def window(practice, desk_window):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    for person in People(5, laptop.place.today(), PEKON).draw(3):
        file = laptop.start_file(person.service)
        fill(file, person, laptop.place.today())
        file.finish(similar_reason="Sudah dibandingkan")
    laptop.close_day()
    laptop.sync_now(post)
    return desk_window()


def sign_in(window, qtbot, passphrase=office_day.CLERK_PASSPHRASE):
    window.page.clerk.setText(office_day.CLERK)
    window.page.passphrase.setText(passphrase)
    window.page._enter()
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)


def test_a_wrong_passphrase_is_said(window, qtbot):
    sign_in(window, qtbot, "salah sekali bukan ini")
    assert window.page.problem.text()
    assert window.page.passphrase.text() == ""


def test_a_clerk_reads_the_balance_decides_and_replies(window, qtbot, practice, reach):
    sign_in(window, qtbot)
    batches = reach(window, BatchesPage)
    shown = [batches.table.item(0, c).text() for c in range(batches.table.columnCount())]
    assert shown[0] == "Kubu Perahu, Balik Bukit"
    assert shown[3:9] == ["3", "3", "3", "0", "0", "0"]
    assert shown[9] == "seimbang"
    batches.open_current()
    batch = reach(window, BatchPage)
    number = batch.detail.records[0].number
    assert "********" in batch.table.item(0, 2).text()
    batch.open_current()
    case = reach(window, CasePage)
    case.choices["perlu_dilengkapi"].click()
    case.confirm()
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
    assert window.frame.banner.text, "a reason is required"
    case.reason.setText("Bawa akta kelahiran.")
    case.confirm()
    batch = reach(window, BatchPage)
    assert "belum dikirim" in batch.table.item(0, 5).text()
    window.reply(batch.detail.row.batch_id)
    qtbot.waitUntil(lambda: "1 keputusan" in window.frame.banner.text, timeout=10_000)
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    record = laptop.file(number)
    assert record.decision_state == "perlu_dilengkapi"
    assert record.decision_reason == "Bawa akta kelahiran."


def test_a_decision_is_undone_before_the_reply(window, qtbot, reach):
    sign_in(window, qtbot)
    reach(window, BatchesPage).open_current()
    reach(window, BatchPage).open_current()
    case = reach(window, CasePage)
    case.choices["siap_wawancara"].click()
    case.confirm()
    batch = reach(window, BatchPage)
    assert batch.detail.row.pending == 1
    window.undo()
    qtbot.waitUntil(
        lambda: isinstance(window.page, BatchPage) and window.page.detail.row.pending == 0,
        timeout=10_000,
    )


def test_open_cases_are_listed_by_deadline_and_moved_with_an_appointment(
    window, qtbot, practice, reach
):
    sign_in(window, qtbot)
    reach(window, BatchesPage)
    window.cases.show_deadlines()
    page = reach(window, DeadlinePage)
    assert page.table.rowCount() == 3
    assert "Diterima" in page.table.item(0, 4).text()
    assert "0-1" in page.picture.accessibleDescription() or "hari" in (
        page.picture.accessibleDescription()
    )
    number = page.table.item(0, 0).text()
    page.open_current()
    case = reach(window, CasePage)
    case.choices["siap_wawancara"].click()
    today = practice[1].place.today()
    on = practice[1].place.rules.calendar.add_working_days(today, 5)
    case.card.appointment.setText(f"{on:%d-%m-%Y} 09.00")
    case.confirm()
    batch = reach(window, BatchPage)
    window.reply(batch.detail.row.batch_id)
    qtbot.waitUntil(lambda: "1 keputusan" in window.frame.banner.text, timeout=10_000)
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    (move,) = laptop.way(number)
    assert (move.state, move.appointment) == ("siap_wawancara", f"{on.isoformat()}T09:00")


def test_a_referral_is_written_down_with_what_was_handed_over(window, qtbot, tmp_path, reach):
    sign_in(window, qtbot)
    number = reach(window, BatchesPage) and window.client.batches()[0].batch_id
    file = window.client.batch(number).records[0].number
    window.agencies.show()
    page = reach(window, AgencyPage)
    page.number.setText(file)
    page.agency.setCurrentIndex(page.agency.findData("BP3MI"))
    page.fields["name"].click()
    page.refer()
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
    assert window.frame.banner.text, "a purpose is required"
    page.purpose.setText("Minta pendampingan")
    page.refer()
    qtbot.waitUntil(
        lambda: isinstance(window.page, AgencyPage) and window.page.table.rowCount() == 1,
        timeout=10_000,
    )
    assert window.page.table.item(0, 5).text() == "nama"
    save_csv(window.agencies._client.listed(), tmp_path / "log.csv")
    assert "Minta pendampingan" in (tmp_path / "log.csv").read_text(encoding="utf-8-sig")


def test_the_registry_is_asked_by_file_and_each_line_is_logged(window, qtbot, tmp_path, reach):
    sign_in(window, qtbot)
    window.agencies.show()
    page = reach(window, AgencyPage)
    questions, answers = tmp_path / "q.csv", tmp_path / "a.csv"
    page.purpose.setText("Mencocokkan data")
    window.agencies.write_questions(questions, (), page.purpose.text())
    qtbot.waitUntil(lambda: questions.exists() and not window.busy, timeout=10_000)
    asked = list(csv.DictReader(questions.read_text(encoding="utf-8-sig").splitlines()))
    assert asked
    assert window.page.table.rowCount() == len(asked)
    people = {row["nik"]: {**row, "standing": "active"} for row in asked[1:]}
    answers.write_text(answer_file(people, questions.read_text(encoding="utf-8-sig")))
    window.agencies.read_answers(answers)
    qtbot.waitUntil(lambda: "jawaban dibaca" in window.frame.banner.text, timeout=10_000)
    said = {window.page.table.item(row, 7).text() for row in range(len(asked))}
    assert said == ({"sama", "tidak ditemukan"} if people else {"tidak ditemukan"})
    window.agencies.write_questions(questions, (), "Sekali lagi")
    qtbot.waitUntil(lambda: "0 pertanyaan" in window.frame.banner.text, timeout=10_000)


def test_a_form_with_a_syntax_error_is_refused_with_its_place(window, qtbot, tmp_path, reach):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label", "relevant"])
    sheet.append(["text", "a", "A", ""])
    sheet.append(["text", "b", "B", "${a} > > 1"])
    book.create_sheet("settings").append(["form_title", "form_id", "version"])
    book["settings"].append(["T", "t", "1"])
    book.save(tmp_path / "salah.xlsx")
    sign_in(window, qtbot)
    reach(window, BatchesPage)
    window.show_publications()
    page = reach(window, PublishPage)
    page.send([tmp_path / "salah.xlsx"])
    qtbot.waitUntil(lambda: page.mending.isVisible(), timeout=10_000)
    told = [page.mending.item(0, column).text() for column in range(3)]
    assert told == ["survey", "3", "relevant"]
    said = page.mending.item(0, 3).text()
    window.switch_language()
    page = reach(window, PublishPage)
    assert page.mending.isVisible()
    assert page.mending.item(0, 3).text() != said, "still there, in the other language"


def test_a_new_laptop_gets_a_code(window, qtbot, reach):
    sign_in(window, qtbot)
    reach(window, BatchesPage)
    window.show_laptops()
    page = reach(window, LaptopsPage)
    assert page.table.item(0, 0).text() == "D001"
    window.laptops.new_code(page)
    qtbot.waitUntil(lambda: page.code.isVisible(), timeout=10_000)
    assert len(page.code.text().replace("-", "")) == 16


def test_an_office_that_is_away_is_said_plainly(window, qtbot, practice, reach):
    sign_in(window, qtbot)
    reach(window, BatchesPage)
    practice[0].server.stop()
    window.show_batches()
    qtbot.waitUntil(lambda: not window.busy, timeout=20_000)
    assert "tidak ada yang bisa disimpan" in window.frame.status


def test_a_form_is_checked_looked_at_published_and_withdrawn(
    window, qtbot, practice, tmp_path, reach
):
    import openpyxl

    from outreach_app import resources
    from outreach_app.ui.form_view import FormView

    book = openpyxl.load_workbook(resources.path("forms/paspor.xlsx"))
    former = str(book["settings"].cell(2, 3).value)
    book["settings"].cell(2, 3).value = "2099010101"
    book.save(tmp_path / "paspor.xlsx")
    (tmp_path / "wilayah.csv").write_text(resources.text("forms/wilayah.csv"), encoding="utf-8")
    sign_in(window, qtbot)
    reach(window, BatchesPage)
    window.show_publications()
    page = reach(window, PublishPage)
    page.send([tmp_path / "paspor.xlsx", tmp_path / "wilayah.csv"])
    qtbot.waitUntil(lambda: window.forms._checked is not None and not window.busy, timeout=30_000)
    assert "2099010101" in window.page.found.text()
    window.forms.preview()
    assert isinstance(window.page, FormView)
    window.page.go_to("/data/identitas/nama")
    window.page._answer("/data/identitas/nama", "Siti")
    assert "tidak disimpan" in window.frame.banner.text
    window.forms.publish()
    qtbot.waitUntil(lambda: "Terbit" in window.frame.banner.text, timeout=10_000)
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    newest = laptop.place.run(lambda store: store.forms.get("paspor"))
    assert newest.form_version == "2099010101"
    page = reach(window, PublishPage)
    rows = [(r.name, r.version) for r in page._rows]
    page.table.selectRow(rows.index(("paspor", former)))
    page.ask_reason()
    page.reason.setText("Pertanyaan keliru.")
    page._withdrawn()
    qtbot.waitUntil(lambda: "Ditarik" in window.frame.banner.text, timeout=10_000)
