"""Ctrl+G: a section or a question by a few letters of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from outreach_app.ui.form_view import FormView


@pytest.fixture
def view(file_of, qtbot):
    made = FormView(file_of("paspor"))
    made.resize(1366, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_question_of_another_section_is_reached_by_its_words(view, qtbot):
    assert not view.go_bar.isVisible()
    view.ask_where()
    assert view.go_bar.isVisible()
    offered = view.go_bar.line._choices
    path, words = next(c for c in offered if c[0].startswith("/data/alamat/"))
    qtbot.keyClicks(view.go_bar.line, words.partition("  (")[0])
    qtbot.keyClick(view.go_bar.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.focused() != "", timeout=2000)
    assert not view.go_bar.isVisible()
    assert view.page.path == "/data/alamat"
    assert not view._fields[path].message, "going there is not leaving it blank"


def test_a_section_is_reached_by_its_number(view, qtbot):
    view.ask_where()
    qtbot.keyClicks(view.go_bar.line, "2.")
    qtbot.keyClick(view.go_bar.line, Qt.Key.Key_Return)
    assert view.index == 1


def test_escape_closes_the_bar_and_stays(view, qtbot):
    before = view.index
    view.ask_where()
    qtbot.keyClick(view.go_bar.line, Qt.Key.Key_Escape)
    assert not view.go_bar.isVisible()
    assert view.index == before
