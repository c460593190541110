"""The clerk moves an appointment, the officer ticks who was told, the desk shows it."""

import gc
import os
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from outreach_app import i18n
from outreach_app.desk.batch_pages import BatchesPage, BatchPage
from outreach_app.desk.case_page import CasePage
from outreach_app.desk.deadline_page import DeadlinePage
from outreach_app.desk.plan_pages import PlanPage
from outreach_app.domain.day_entries import DayPlanned
from outreach_app.domain.told_entries import NOT_REACHED, PHONE
from outreach_app.field.telling_page import TellingPage
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON
from outreach_app.ui import theme

WHY = "Listrik kantor padam"


@pytest.fixture
def windows(practice, both_windows, clerk_enters):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    people = [p for p in People(5, laptop.place.today(), PEKON).draw(60) if not p.edge]
    for person in [p for p in people if p.service == "PAS-BARU"][:3]:
        file = laptop.start_file(person.service)
        fill(file, person, laptop.place.today())
        file.finish(similar_reason="Sudah dibandingkan")
    laptop.sync_now(post)
    field, desk = both_windows
    clerk_enters(desk)
    field.laptop = laptop
    yield field, desk, laptop, post
    theme.apply(QApplication.instance())


def words(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def picture(window, name):
    """Keep the window in both languages and two sizes, where `SHOTS` names a folder."""
    if folder := os.environ.get("SHOTS"):
        for language in ("id", "en"):
            for size in (100, 150):
                i18n.use(language)
                gc.collect()
                theme.apply(QApplication.instance(), "terang", size)
                window._redressed()
                window.resize(1366, 697)
                QApplication.processEvents()
                window.grab().save(f"{folder}/{name}-{language}-{size}.png")
        i18n.use("id")
        theme.apply(QApplication.instance())
        window._redressed()


def to(reach, desk, number, at, why=""):
    """Open a case at the desk, give it an appointment and reply."""
    desk.cases.show(number)
    case = reach(desk, CasePage)
    case.choices["siap_wawancara"].click()
    case.card.appointment.setText(at)
    case.reason.setText(why)
    picture(desk, f"move-{bool(why)}")
    case = desk.page
    case.choices["siap_wawancara"].click()
    case.card.appointment.setText(at)
    case.reason.setText(why)
    case.confirm()
    batch = reach(desk, BatchPage)
    desk.reply(batch.detail.row.batch_id)


def test_from_the_desk_to_the_list_and_back(windows, qtbot, reach):
    field, desk, laptop, post = windows
    reach(desk, BatchesPage)
    number = laptop.search("")[0].number
    calendar, today = laptop.place.rules.calendar, laptop.place.today()
    first, second = (calendar.add_working_days(today, n) for n in (5, 8))
    for at, why in ((first, ""), (second, WHY)):
        desk.frame.banner.clear()
        to(reach, desk, number, f"{at:%d-%m-%Y} 09.00", why)
        qtbot.waitUntil(lambda: "1 keputusan" in desk.frame.banner.text, timeout=10_000)
    laptop.sync_now(post)

    field.show_home()
    buttons = field.frame.findChildren(QPushButton)
    assert any(one.text().startswith("Lainnya (1)") for one in buttons)
    field.telling.show()
    page = field.page
    assert isinstance(page, TellingPage)
    assert page.table.rowCount() == 1
    said = words(page)
    assert WHY in said
    assert f"{second:%d-%m-%Y}" in said
    assert laptop.file(number).nik not in said
    picture(field, "told-1")
    page = field.page
    page.buttons[NOT_REACHED].click()
    assert "TELL_001" in field.frame.banner.text or number in field.frame.banner.text
    page.note.setText("Tidak diangkat, dua kali ditelepon")
    page.buttons[NOT_REACHED].click()
    assert "Tidak diangkat" in words(field.page)
    picture(field, "told-2")
    laptop.sync_now(post)

    desk.cases.show_deadlines()
    listed = reach(desk, DeadlinePage)
    assert "1 belum diberi tahu" in words(listed)
    picture(desk, "deadlines")
    desk.cases.show(number)
    assert "belum diberi tahu" in words(reach(desk, CasePage))
    picture(desk, "case-1")

    field.page.buttons[PHONE].click()
    assert field.page.table.rowCount() == 0
    picture(field, "told-3")
    laptop.sync_now(post)
    desk.cases.show_deadlines()
    reach(desk, DeadlinePage)
    desk.cases.show(number)
    text = words(reach(desk, CasePage))
    assert "belum diberi tahu" not in text
    assert "Diberi tahu lewat telepon" in text
    assert laptop.officer.officer_id in text
    picture(desk, "case-2")


def test_the_desk_sees_which_holders_of_slots_know(windows, reach):
    field, desk, laptop, post = windows
    clerk, today = DaysClient(desk.client), laptop.place.today()
    old, new = ((today + timedelta(days=n)).isoformat() for n in (3, 6))
    plan = DayPlanned(
        day_id="", version=0, kind="layanan", pekon=PEKON, date=old, start="08:00", end="14:00"
    )
    day_id = clerk.publish(clerk.save(plan).plan.day_id).plan.day_id
    laptop.sync_now(post)
    for contact in ("081234567890", ""):
        laptop.plans.give_slot(day_id, contact=contact)
    laptop.sync_now(post)
    clerk.move(day_id, dm.MovePlan(version=1, date=new, reason="Jalan longsor"))
    laptop.sync_now(post)
    field.telling.show()
    assert "081234567890" in words(field.page)
    picture(field, "slots")
    field.page.buttons[PHONE].click()
    assert field.page.table.rowCount() == 1
    field._redressed()
    laptop.sync_now(post)
    desk.days.show_plan(day_id)
    reach(desk, PlanPage)
    desk.days._change(clerk.plan(day_id))
    said = words(desk.page)
    assert "Belum diberi tahu: 1." in said
    assert [desk.page.slots.item(at, 4).text() for at in (0, 1)] == [
        "Diberi tahu lewat telepon",
        "-",
    ]
    picture(desk, "slots-desk")
