"""The ring lies around what has the focus, whole, and goes with it."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach_app.ui import theme
from outreach_app.ui.choice_button import ChoiceButton
from outreach_app.ui.focus_ring import FocusRing


@pytest.fixture
def window(qtbot, qapp):
    theme.apply(qapp)
    made, holder = QWidget(), QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    made.choice, made.line, made.other = ChoiceButton("Ya", 1), QLineEdit(), QPushButton("Lain")
    for part in (made.choice, made.other):
        row.addWidget(part)
    column = QVBoxLayout(made)
    column.addWidget(holder)
    column.addWidget(made.line)
    made.ring = FocusRing(made)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=5000)
    return made


def around(window):
    at = window.ring.mapTo(window, QPoint(0, 0))
    return QRect(at, window.ring.size())


def test_it_surrounds_a_button_whole(window, qtbot):
    window.choice.setFocus()
    qtbot.waitUntil(window.ring.isVisible, timeout=5000)
    place = QRect(window.choice.mapTo(window, QPoint(0, 0)), window.choice.size())
    assert around(window).contains(place.adjusted(-3, -3, 3, 3))
    holder = window.choice.parentWidget()
    assert window.ring.parentWidget() is not holder, "a parent as tight as this cuts it"


def test_a_line_has_its_own_border(window, qtbot):
    window.choice.setFocus()
    window.line.setFocus()
    assert window.ring.isHidden()


def test_it_goes_with_a_button_that_is_taken_away(window, qtbot):
    window.other.setFocus()
    qtbot.waitUntil(window.ring.isVisible, timeout=5000)
    window.other.setParent(None)
    window.other.deleteLater()
    qtbot.wait(20)
    assert window.ring.isHidden() or window.ring.widget() is not window.other
