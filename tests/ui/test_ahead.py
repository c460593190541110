"""Sections built ahead are the sections built when they are turned to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from outreach_app.ui import ahead
from outreach_app.ui.cards import CardBlock
from outreach_app.ui.form_view import FormView

_CARDS = """
| survey | | | | |
| | type | name | label | repeat_count |
| | begin_group | g | Bagian satu | |
| | integer | n | Berapa? | |
| | end_group | | | |
| | begin_group | h | Bagian dua | |
| | text | a | A | |
| | begin_repeat | p | Surat | ${n} |
| | text | t | Judul | |
| | text | u | Nomor | |
| | end_repeat | | | |
| | text | z | Z | |
| | end_group | | | |
| settings | | | | |
| | form_title | form_id | version | |
| | T | t | 1 | |
"""


@pytest.fixture
def shown(qtbot):
    def shown(file, *, built_ahead: bool) -> FormView:
        view = FormView(file)
        view.resize(1146, 571)
        if not built_ahead:
            view._ahead._timer.blockSignals(True)
        qtbot.addWidget(view)
        view.show()
        qtbot.waitExposed(view)
        return view

    return shown


def settled(qtbot, view, path):
    """Wait until the section is built ahead; whoever builds too little never gets here."""
    items = next(page.items for page in view.pages if page.path == path)
    qtbot.waitUntil(lambda: view._ahead._built.get(path, 0) >= len(items), timeout=3000)


def test_a_section_built_ahead_looks_like_one_that_was_not(file_of, shown, qtbot):
    text = (Path(__file__).parent / "every_question.md").read_text(encoding="utf-8")
    early, late = (shown(file_of(text), built_ahead=yes) for yes in (True, False))
    for index in range(1, len(early.pages)):
        path = early.pages[index].path
        settled(qtbot, early, path)
        assert path in early._sheet.bodies
        assert path not in late._sheet.bodies
        for view in (early, late):
            view.show_page(index)
        qtbot.waitUntil(lambda at=path: alike(early, late, at), timeout=5000)


def alike(one: FormView, other: FormView, path: str) -> bool:
    """Tell whether both show the section at `path` alike, but for the focus, which one has."""
    if here := QApplication.focusWidget():
        here.clearFocus()
    first, second = (view._sheet.bodies[path].grab().toImage() for view in (one, other))
    return first == second


def test_cards_built_ahead_are_as_open_as_others(file_of, shown, qtbot):
    found = []
    for built_ahead in (True, False):
        file = file_of(_CARDS)
        file.session.answer("/data/g/n", "3")
        for card in (1, 2, 3):
            file.session.answer(f"/data/h/p[{card}]/t", "Akta")
        view = shown(file, built_ahead=built_ahead)
        if built_ahead:
            settled(qtbot, view, "/data/h")
        view.show_page(1)
        found.append([c._opened for c in view._sheet.bodies["/data/h"].findChildren(CardBlock)])
    assert found[0] == found[1] == [False] * 3


def test_what_is_built_ahead_hears_of_later_answers(file_of, shown, qtbot):
    view = shown(file_of(_CARDS), built_ahead=True)
    settled(qtbot, view, "/data/h")
    view._answer("/data/g/n", "2")
    qtbot.wait(10)
    view.show_page(1)
    assert len(view._sheet.bodies["/data/h"].findChildren(CardBlock)) == 2
    assert [f.path for f in view._fields.values()] == list(view._fields)


def test_many_cards_wait_until_they_are_turned_to(file_of, shown, qtbot):
    file = file_of(_CARDS)
    file.session.answer("/data/g/n", str(ahead.MOST))
    view = shown(file, built_ahead=True)
    settled(qtbot, view, "/data/h")
    assert not view._sheet.bodies.get("/data/h") or not view._sheet.bodies["/data/h"].findChildren(
        CardBlock
    )
    view.show_page(1)
    assert len(view._sheet.bodies["/data/h"].findChildren(CardBlock)) == ahead.MOST
