"""A page that was left is gone: an officer opens two hundred files a day."""

from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from outreach_app.practice.answers import fill
from outreach_app.practice.people import People
from outreach_app.practice.village_day import PEKON

PARTS = ("FileDesk", "FormView", "CheckView", "SectionRail", "ChoiceField", "TextField")


def alive():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = Counter(type(w).__name__ for w in QApplication.allWidgets())
    return {name: found[name] for name in PARTS if found[name]}


def test_a_file_that_was_left_or_finished_keeps_no_widget(field_window, enter, qtbot):
    laptop = enter()
    laptop.open_day(PEKON)
    today = laptop.place.today()
    person = next(p for p in People(4, today, PEKON).draw(30) if not p.edge)
    for finished in (False, True):
        field_window.files.start_service(person.service)
        desk = field_window.page
        fill(desk.file, person, today)
        desk.show_check()
        desk.show_form()
        assert alive()["FormView"] == 1
        desk.show_check()
        desk.finish() if finished else desk.leave()
        qtbot.wait(10)
        assert alive() == {}
