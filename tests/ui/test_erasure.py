"""Erasing in the clerk's window, and what the laptop then shows."""

import os

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from outreach_app import i18n
from outreach_app.desk.case_page import CasePage
from outreach_app.desk.erasure_desk import ErasedPage, ErasePage
from outreach_app.field.register_page import FilePage
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON


@pytest.fixture
def windows(practice, both_windows, clerk_enters):
    _, laptop, post, _ = practice
    laptop.sync_now(post)
    laptop.open_day(PEKON)
    people = [p for p in People(5, laptop.place.today(), PEKON).draw(30) if not p.edge]
    file = laptop.start_file(people[0].service)
    fill(file, people[0], laptop.place.today())
    number = file.finish(similar_reason="Sudah dibandingkan").number
    laptop.close_day()
    laptop.sync_now(post)
    field, desk = both_windows
    field.laptop = laptop
    clerk_enters(desk)
    return field, desk, laptop, post, number


def picture(window, name):
    if folder := os.environ.get("SHOTS"):
        QApplication.processEvents()
        window.grab().save(f"{folder}/{name}-{i18n.language()}.png")


def press(window, text):
    """Press the button with these words."""
    QApplication.processEvents()
    found = [b for b in window.findChildren(QPushButton) if b.accessibleName() == i18n.tr(text)]
    (shown,) = [b for b in found if b.isVisible()]
    shown.click()
    return shown


def words(page):
    return "\n".join(one.text() for one in page.findChildren(QLabel))


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_takes_a_ground_the_number_and_a_tick(windows, qtbot, language):
    field, desk, laptop, post, number = windows
    i18n.use(language)
    desk.show_case(number)
    qtbot.waitUntil(lambda: isinstance(desk.page, CasePage) and not desk.busy, timeout=10_000)
    press(desk, "Erase on request")
    page = desk.page
    assert isinstance(page, ErasePage)
    QApplication.processEvents()
    (go,) = [
        b
        for b in desk.findChildren(QPushButton)
        if b.accessibleName() == i18n.tr("Erase for good") and b.isVisible()
    ]
    assert not go.isEnabled()
    picture(desk, "erase-asked")
    page.basis.setCurrentIndex(1)
    page.asked.setText("24-11-2026")
    page.confirm.setText(number[:-1])
    page.sure.setChecked(True)
    assert not go.isEnabled()
    page.confirm.setText(number)
    assert go.isEnabled()
    page.sure.setChecked(False)
    assert not go.isEnabled()
    page.sure.setChecked(True)
    picture(desk, "erase-ready")
    go.click()
    qtbot.waitUntil(lambda: isinstance(desk.page, ErasedPage) and not desk.busy, timeout=20_000)
    assert desk.page.table.item(0, 0).text() == number
    assert laptop.device in desk.page.table.item(0, 5).text()
    picture(desk, "erase-listed")
    laptop.sync_now(post)
    (row,) = [r for r in laptop.search("") if r.number == number]
    field.files.show_file(row)
    assert isinstance(field.page, FilePage)
    assert i18n.translate(language, "ERASE_004", number=number) in words(field.page)
    picture(field, "erase-laptop")
    desk.show_case(number)
    qtbot.waitUntil(lambda: isinstance(desk.page, CasePage) and not desk.busy, timeout=10_000)
    assert i18n.translate(language, "ERASE_004", number=number) in words(desk.page)
    picture(desk, "erase-case")
    i18n.use("id")
