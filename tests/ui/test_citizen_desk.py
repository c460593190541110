"""M7 and the survey at the desk, on a real office."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from outreach_app.casework import citizen
from outreach_app.desk.caller_page import CallerPage
from outreach_app.desk.new_thread_page import NewThreadPage
from outreach_app.desk.survey_page import SurveyPage
from outreach_app.desk.thread_page import ThreadPage
from outreach_app.desk.threads_page import ThreadsPage
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.practice import office_day
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def window(practice, clerk_window):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    for score, about in zip("3343344", (*("PAS-BARU",) * 5, "IZIN", "PAS-BARU"), strict=True):
        form = citizen.open_form(laptop.place, "SKM", "id")
        answer(form, layanan=about, **{f"U{n}": score for n in range(1, 10)})
        form.finish()
    form = citizen.open_form(laptop.place, "ADUAN", "id")
    answer(form, jenis="PENGADUAN", layanan="PAS-BARU", anonim="ya", rahasia="tidak")
    answer(form, uraian="Antrean tidak urut.")
    form.finish()
    laptop.close_day()
    laptop.sync_now(post)
    return clerk_window()


def test_an_officer_named_in_a_complaint_does_not_find_it_in_the_window(practice, window, qtbot):
    office, laptop, post, _ = practice
    laptop.open_day(PEKON)
    form = citizen.open_form(laptop.place, "ADUAN", "id")
    answer(form, jenis="PENGADUAN", layanan="PAS-BARU", anonim="ya", rahasia="tidak")
    answer(form, uraian="Ada pungutan.", petugas="Bu Yulianti")
    number = form.finish().number
    laptop.close_day()
    laptop.sync_now(post)
    head = OfficeClient(office.url)
    head.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    role, name = "petugas_pengaduan", "R. Yulianti"
    head.add_clerk(
        m.NewClerk(clerk="yuli", name=name, role=role, passphrase=office_day.CLERK_PASSPHRASE)
    )
    window.citizens.show_threads()
    page = reach(window, qtbot, ThreadsPage)
    assert number in [row.number for row in page.rows]
    window.client.sign_in("yuli", office_day.CLERK_PASSPHRASE)
    window.citizens.show_threads()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    assert number not in [row.number for row in reach(window, qtbot, ThreadsPage).rows]
    window.citizens.show_thread(number)
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
    assert isinstance(window.page, ThreadsPage)


def test_home_counts_what_waits_and_a_press_opens_the_list(practice, window, qtbot):
    bars = [b for b in window.page.findChildren(QPushButton) if "Pengaduan" in b.text()]
    assert [b.text() for b in bars] == ["Pengaduan dan pertanyaan: 1 menunggu, 0 lewat batas"]
    bars[0].click()
    reach(window, qtbot, ThreadsPage)
    head = OfficeClient(practice[0].url)
    head.sign_in(office_day.CLERK, office_day.CLERK_PASSPHRASE)
    word = office_day.CLERK_PASSPHRASE
    head.add_clerk(m.NewClerk(clerk="ani", name="Ani", role="petugas_pengaduan", passphrase=word))
    window.show_sign_in()
    window._sign_in("ani", word)
    assert len(reach(window, qtbot, ThreadsPage).rows) == 1, "she may read no batches"


def test_work_begins_and_a_clerk_is_kept_from_it(window, qtbot):
    calls = window.citizens._calls
    number = next(row.number for row in calls.threads() if row.kind == "PENGADUAN")
    window.citizens.show_thread(number)
    page = reach(window, qtbot, ThreadPage)
    page.begin()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    page = reach(window, qtbot, ThreadPage)
    assert page.view.row.state == "dikerjakan"
    page.whom.setText(office_day.CLERK)
    page.hide_from()
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
    assert number not in [row.number for row in calls.threads()]


def test_a_caller_reads_and_confirms_with_number_and_code(window, qtbot):
    calls = window.citizens._calls
    opened = calls.open(
        cm.NewThread(
            thread_id="satu", channel="telepon", kind="PERTANYAAN", about="PAS-BARU", story="Kapan?"
        )
    )
    calls.act(opened.number, cm.ThreadAct(event_id="dua", kind="answered", text="Hari Senin."))
    window.citizens.show_caller()
    page = reach(window, qtbot, CallerPage)
    page.number.setText(opened.number.replace("-", "").lower())
    page.code.setText(opened.check_code)
    page.look()
    qtbot.waitUntil(lambda: page.card.isVisible() and not window.busy, timeout=10_000)
    assert "Hari Senin." in [made.text() for made in page.card.findChildren(QLabel)]
    page.send("SELESAI")
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
    assert calls.thread(opened.number).row.state == "selesai"


def answer(form, **answers):
    for page in form.session.pages("id"):
        for item in page.items:
            if item.name in answers:
                form.answer(item.path, answers[item.name])


def reach(window, qtbot, kind):
    qtbot.waitUntil(lambda: isinstance(window.page, kind) and not window.busy, timeout=10_000)
    return window.page


def test_a_complaint_is_opened_classed_and_answered(window, qtbot):
    window.citizens.show_threads()
    page = reach(window, qtbot, ThreadsPage)
    assert "Menunggu jawaban: 1" in page._finding()
    page.open_current()
    page = reach(window, qtbot, ThreadPage)
    page.class_.setCurrentIndex(page.class_.findData("PENGAWASAN"))
    page.set_class()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    page = window.page
    assert page.view.row.class_ == "PENGAWASAN"
    page.text.setPlainText("Urutan kini diumumkan.")
    assert "Urutan kini diumumkan." in page.preview.text()
    page.answer()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    assert window.page.view.row.state == "dijawab"


def test_an_answer_without_a_text_is_refused_in_words(window, qtbot):
    window.citizens.show_threads()
    reach(window, qtbot, ThreadsPage).open_current()
    page = reach(window, qtbot, ThreadPage)
    page.answer()
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
    assert window.frame.banner.isVisible()
    assert window.page is page


def test_a_call_is_written_down_and_its_number_read_aloud(window, qtbot):
    window.citizens.show_new()
    page = reach(window, qtbot, NewThreadPage)
    page.story.setPlainText("Kapan kunjungan ke Sebarus?")
    window.citizens._open(page)
    page = reach(window, qtbot, ThreadPage)
    assert page.view.row.channel == "telepon"
    assert page.view.row.kind == "PERTANYAAN"


def test_the_survey_shows_index_lowest_and_groups(window, qtbot):
    window.citizens.show_survey()
    page = reach(window, qtbot, SurveyPage)
    assert (page.survey.all.respondents, page.survey.waiting) == (5, 2)
    assert ", 5 jawaban" in page._finding(page.survey.all)
    assert any(line.startswith("2 lagi dihitung") for line in page._lines(page.survey.all))
    rows = [[page.table.item(r, c).text() for c in range(3)] for r in range(page.table.rowCount())]
    assert ["-", "kurang dari 5 jawaban"] in [row[1:] for row in rows]
    page.by.setCurrentIndex(2)
    assert page.table.item(0, 0).text() == "Kubu Perahu, Balik Bukit"


def test_an_answered_question_becomes_a_frequent_answer_in_one_step(window, qtbot):
    window.citizens.show_new()
    page = reach(window, qtbot, NewThreadPage)
    page.story.setPlainText("Apakah bisa diwakilkan?")
    page.public.setChecked(True)
    window.citizens._open(page)
    page = reach(window, qtbot, ThreadPage)
    page.text.setPlainText("Tidak, pemohon datang sendiri.")
    page.answer()
    qtbot.waitUntil(lambda: window.page is not page and not window.busy, timeout=10_000)
    buttons = window.frame.findChildren(QPushButton)
    next(b for b in buttons if b.accessibleName() == "Terbitkan sebagai jawaban umum").click()
    qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
    texts = PublishingClient(window.client).texts()
    found = next(t for t in texts if t.body.title["id"] == "Apakah bisa diwakilkan?")
    assert found.body.text["id"] == "Tidak, pemohon datang sendiri."
