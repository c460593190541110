"""Every control that takes the focus has a name that a screen reader can say (area 11).

The name is asked of Qt's own accessibility tree, so a label beside a field counts as much as a
name given to it.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from outreach_app import i18n
from outreach_app.desk.menu import items as desk_items
from outreach_app.field.menu import items as field_items
from outreach_app.practice.village_day import PEKON
from outreach_app.ui.buttons import button

CONTROLS = (
    QLineEdit,
    QComboBox,
    QAbstractButton,
    QTextEdit,
    QPlainTextEdit,
    QAbstractItemView,
)


def nameless(window):
    """Return the controls of a window that can be reached and have no name."""
    found = []
    for widget in window.findChildren(QWidget):
        inner = isinstance(widget.parent(), (QComboBox, QAbstractItemView))
        if not isinstance(widget, CONTROLS) or inner or not widget.isVisible():
            continue
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not name.strip():
            found.append(f"{type(window.page).__name__}: {type(widget).__name__}")
    return found


def test_a_control_without_a_name_is_caught(qtbot):
    class Page(QWidget):
        page = None

    page = Page()
    QLineEdit(page)
    button("Simpan", lambda: None).setParent(page)
    qtbot.addWidget(page)
    page.show()
    assert nameless(page) == ["NoneType: QLineEdit"]


@pytest.fixture
def officer(field_window, enter):
    laptop = enter()
    yield field_window, laptop
    i18n.use("id")


def test_every_place_of_the_field_window(officer, qtbot):
    window, laptop = officer
    found = set()

    def look():
        qtbot.waitUntil(lambda: not window.sending.busy, timeout=10_000)
        found.update(nameless(window))

    window.day.show_open_day()
    look()
    laptop.open_day(PEKON)
    laptop.tickets.issue("A")
    for show in (
        window.day.show_home,
        window.day.show_menu,
        window.day.show_close,
        window.queue.show,
        window.files.show_register,
        window.schedule.show_coverage,
    ):
        show()
        look()
    window.files.start("A-001")
    look()
    window.page.show_check()
    look()
    for item in field_items(window):
        item.open()
        look()
        window.frame.banner.clear()
        if getattr(window.page, "file", None) is not None:
            window.page.leave()
    assert sorted(found) == []


def test_every_place_of_the_desk(clerk_window, qtbot):
    window = clerk_window()
    found = set(nameless(window))
    for item in desk_items(window):
        item.open()
        qtbot.waitUntil(lambda: not window.busy, timeout=10_000)
        found.update(nameless(window))
    window.days.show_new()
    found.update(nameless(window))
    assert sorted(found) == []
