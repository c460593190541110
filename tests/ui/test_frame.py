"""Every question in both languages: nothing scrolls sideways, nothing is too small to hit."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from outreach_app import i18n
from outreach_app.ui import theme
from outreach_app.ui.buttons import button
from outreach_app.ui.dress import Dress
from outreach_app.ui.form_view import FormView
from outreach_app.ui.frame import Frame
from outreach_app.ui.gone_pages import KEPT
from outreach_app.ui.section_rail import SectionRail

WIDE, HIGH = 1366, 697


def framed(file, qtbot):
    view, frame = FormView(file), Frame()
    frame.set_title("A-014 Paspor baru")
    others = [button(i18n.tr("Leave for later"), lambda: 0, "Escape")]
    others.append(button(i18n.tr("Previous section"), lambda: 0))
    frame.set_actions(others, button(i18n.tr("Next"), lambda: 0, "Ctrl+Return", primary=True))
    frame.set_content(view)
    frame.set_rail(SectionRail(view))
    frame.set_side(None)
    frame.resize(WIDE, HIGH)
    qtbot.addWidget(frame)
    frame.show()
    qtbot.waitExposed(frame)
    qtbot.wait(10)
    return frame, view


def cut(root):
    """Labels whose words do not fit in their width, and buttons that need more than they have."""
    for one in root.findChildren(QLabel):
        if one.isVisible() and one.wordWrap() and one.textFormat() == Qt.TextFormat.PlainText:
            metrics = QFontMetrics(one.font())
            longest = max((metrics.horizontalAdvance(w) for w in one.text().split()), default=0)
            if longest > one.width():
                yield one.text()
    for one in root.findChildren(QPushButton):
        if one.isVisible() and one.sizeHint().width() > one.width():
            yield one.text()


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_scrolls_sideways_and_nothing_is_cut(every_question, qtbot, qapp, size, language):
    i18n.use(language)
    theme.apply(qapp, "terang", size)
    frame, view = framed(every_question, qtbot)
    for index, page in enumerate(view.pages):
        view.show_page(index)
        qtbot.wait(20)
        assert (frame.width(), frame.height()) == (WIDE, HIGH)
        body, room = view._sheet.widget(), view._sheet.viewport().width()
        assert body.minimumSizeHint().width() <= room, page.title
        assert body.width() <= room, page.title
        assert list(cut(frame)) == [], page.title


def test_targets_are_big_enough(every_question, qtbot):
    frame, view = framed(every_question, qtbot)
    for index in range(len(view.pages)):
        view.show_page(index)
        qtbot.wait(10)
        for one in frame.findChildren(QAbstractButton):
            if one.isVisible() and one.width() and not one.objectName().startswith("qt_"):
                assert one.height() >= 32, f"{one.accessibleName()} {one.height()}"
                assert one.width() >= 32, one.accessibleName()


def test_the_frame_folds_by_measuring(file_of, qtbot, qapp):
    frame, view = framed(file_of("paspor"), qtbot)
    view.show_page(1)
    frame.set_side(QWidget())
    qtbot.wait(20)
    assert frame._rail.isVisible()
    assert frame._side.isVisible()
    theme.apply(qapp, "terang", 125)
    frame.dress()
    view.translate()
    frame.fold()
    assert not frame._side.isVisible()
    theme.apply(qapp, "terang", 150)
    frame.dress()
    view.translate()
    frame.fold()
    assert not frame._rail.isVisible()
    assert frame._sections.text().startswith("Bagian 2 dari")
    frame.toggle_rail()
    assert frame._rail.isVisible()
    view.turn(+1)
    assert not frame._rail.isVisible(), "it goes once a section was chosen"


def test_theme_and_size_are_kept_for_each_person(qtbot, qapp, tmp_path):
    window, drawn = QWidget(), []
    qtbot.addWidget(window)
    theme.apply(qapp)
    dress = Dress(window, tmp_path / "a" / "dress.json", lambda: drawn.append(theme.size()))
    dress.worn_by("siti")
    dress.larger()
    dress.larger()
    dress.next_theme()
    assert json.loads((tmp_path / "a" / "dress.json").read_text()) == {
        "siti": {"theme": "terik", "size": 125}
    }
    assert drawn == [110, 125, 125]
    theme.apply(qapp)
    again = Dress(window, tmp_path / "a" / "dress.json", lambda: None)
    again.worn_by("budi")
    assert (theme.theme(), theme.size()) == ("terang", 100)
    again.worn_by("siti")
    assert (theme.theme(), theme.size()) == ("terik", 125)
    (tmp_path / "a" / "dress.json").write_text("{damaged")
    Dress(window, tmp_path / "a" / "dress.json", lambda: None).worn_by("budi")
    theme.apply(qapp)


def test_a_new_theme_keeps_what_is_being_typed_and_the_focus(file_of, qtbot, qapp):
    _, view = framed(file_of("paspor"), qtbot)
    view.go_to("/data/identitas/nama")
    qtbot.wait(10)
    qtbot.keyClicks(view._fields["/data/identitas/nama"]._edit, "Ngatiyem")
    theme.apply(qapp, "gelap", 110)
    view.translate()
    qtbot.wait(20)
    assert view._fields["/data/identitas/nama"]._edit.text() == "Ngatiyem"
    assert view.focused() == "/data/identitas/nama"
    assert QApplication.focusWidget() is None or view.isAncestorOf(QApplication.focusWidget())


def test_pages_that_are_gone_are_destroyed_but_a_form_may_be_gone_back_to(shown, qapp):
    frame = shown(Frame())
    form, pages = QWidget(), []
    form.natural_width = lambda: 500
    frame.set_content(form)
    for at in range(3 * KEPT):
        page = QWidget()
        # The circle that Python cannot see: a button holds what it calls.
        QPushButton("x", page).clicked.connect(lambda _=False, page=page: page.hide())
        pages.append(page)
        frame.set_content(page)
        if at % 5 == 0:
            frame.set_content(form)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    alive = [isValid(page) for page in pages]
    assert alive.count(True) <= KEPT + 1
    assert all(alive[-KEPT:])
    assert isValid(form)
    frame.set_content(form)
    assert form.isVisible()
