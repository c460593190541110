"""The form view on the real engine: sections, cards, language, keys, what a change costs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from outreach_app import i18n
from outreach_app.ui.cards import CardBlock
from outreach_app.ui.form_view import FormView

FAMILY = """
| survey | | | | | | | | |
| | type | name | label::id (id) | label::en (en) | relevant | required | style | repeat_count |
| | begin_group | g | Keluarga | Family | | | | |
| | integer | n | Berapa? | How many? | | yes | | |
| | text | why | Mengapa tidak ada? | Why none? | ${n} = 0 | yes | | |
| | begin_repeat | fixed | Surat | Letter | | | | ${n} |
| | text | title | Judul | Title | | | | |
| | end_repeat | | | | | | | |
| | begin_repeat | child | Anak | Child | | | | |
| | text | name | Nama | Name | | | | |
| | end_repeat | | | | | | | |
| | end_group | | | | | | | |
| | begin_group | h | Akhir | End | | | | |
| | select_one yn | last | Sudah? | Done? | | yes | | |
| | end_group | | | | | | | |
| choices | | | | | | | | |
| | list_name | name | label::id (id) | label::en (en) | | | | |
| | yn | y | Ya | Yes | | | | |
| | yn | n | Tidak | No | | | | |
| settings | | | | | | | | |
| | form_title | form_id | version | default_language | | | | |
| | T | t | 1 | id (id) | | | | |
"""
N, WHY = "/data/g/n", "/data/g/why"


@pytest.fixture
def view(file_of, qtbot):
    made = FormView(file_of(FAMILY))
    made.resize(1146, 571)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    qtbot.wait(10)
    return made


def type_in(qtbot, view, path, text, *, enter=True):
    edit = view._fields[path]._edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    if enter:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.wait(20)


def cards(view):
    return [c for c in view.findChildren(CardBlock) if c.isVisibleTo(view)]


def test_enter_reaches_the_question_that_the_answer_made_appear_and_keeps_the_others(view, qtbot):
    before = view._fields[N]
    type_in(qtbot, view, N, "0")
    assert view.focused() == WHY
    assert view._fields[N] is before, "what did not change is not made anew"


def test_language_changes_keep_answers_place_and_focus(view, qtbot):
    type_in(qtbot, view, N, "0", enter=False)
    focus, place = view.focusWidget(), view.index
    i18n.use("en")
    view.translate()
    assert view._file.session.value(N) == "0", "what was being typed is kept"
    assert view.focusWidget() is focus
    assert view.index == place
    assert view._fields[N].view.label == "How many?"
    i18n.use("id")
    view.translate()
    assert view.focusWidget() is focus


def test_a_smaller_count_asks_before_it_takes_filled_cards(view, qtbot):
    type_in(qtbot, view, N, "2", enter=False)
    view.commit()
    qtbot.wait(10)
    view._answer("/data/g/fixed[2]/title", "Akta lahir")
    qtbot.wait(10)
    type_in(qtbot, view, N, "1")
    assert "Akta lahir" in view._ask.text
    assert view._file.session.value(N) == "2", "nothing happens before the answer"
    view._ask.no.click()
    assert view._fields[N]._edit.text() == "2"
    type_in(qtbot, view, N, "1")
    view._ask.yes.click()
    qtbot.wait(10)
    assert view._file.session.count("/data/g/fixed") == 1


def test_an_empty_card_is_taken_without_asking(view, qtbot):
    type_in(qtbot, view, N, "2", enter=False)
    view.commit()
    type_in(qtbot, view, N, "1")
    assert not view._ask.isVisible()
    assert view._file.session.count("/data/g/fixed") == 1


def test_cards_are_added_and_removed_and_their_widgets_follow_the_row(view, qtbot):
    assert view.add_here()
    qtbot.wait(10)
    first, second = "/data/g/child[1]/name", "/data/g/child[2]/name"
    assert view.focused() == second
    view._answer(first, "Siti")
    view._answer(second, "Budi")
    qtbot.wait(10)
    field = view._fields[second]
    card = next(c for c in cards(view) if c._path == "/data/g/child[1]")
    card._remove.click()
    assert view._file.session.value(first) == "Siti", "a filled card is asked about first"
    card._ask.yes.click()
    qtbot.wait(10)
    assert view._file.session.value(first) == "Budi"
    assert view._fields[first] is field, "the widget stays with its row, whatever its number"
    assert field._edit.text() == "Budi"


def test_a_closed_card_says_what_stands_in_it_and_opens_for_a_problem(view, qtbot):
    view._answer("/data/g/child[1]/name", "Siti")
    view.add_here()
    qtbot.wait(10)
    card = next(c for c in cards(view) if c._path == "/data/g/child[1]")
    card.set_open(opened=False)
    assert card._summary.text() == "Siti"
    view.go_to("/data/g/child[1]/name")
    qtbot.wait(10)
    assert view.focused() == "/data/g/child[1]/name"


def test_sections_tell_how_they_stand(view, qtbot):
    first, last = view.pages
    assert [view.state_of(p) for p in (first, last)] == ["now", "open"]
    view.turn(+1)
    assert view.state_of(view.pages[0]) == "look", "a required question was passed"
    view.go_to(N)
    type_in(qtbot, view, N, "3")
    view.show_page(1)
    assert view.state_of(view.pages[0]) == "done"


def test_f8_steps_through_the_problems_and_begins_again(view, qtbot):
    seen = []
    for _ in range(3):
        assert view.next_problem()
        qtbot.wait(10)
        seen.append(view.focused())
    assert seen == ["/data/h/last" if n % 2 else N for n in range(3)]
    assert view._fields[N].message


def test_the_view_tells_when_the_last_section_was_passed(view, qtbot):
    view.show_page(1)
    qtbot.wait(10)
    field = view._fields["/data/h/last"]
    with qtbot.waitSignal(view.finished, timeout=1000):
        qtbot.keyClick(field._buttons["y"], Qt.Key.Key_1)
        qtbot.keyClick(field._buttons["y"], Qt.Key.Key_Return)


def test_the_identity_page_fits_without_scrolling(file_of, qtbot):
    made = FormView(file_of("paspor"))
    made.resize(996, 567)
    qtbot.addWidget(made)
    made.show()
    made._answer("/data/identitas/tanggal_lahir", "1990-08-17")
    made.show_page(1)
    qtbot.wait(30)
    assert made.page.path == "/data/identitas"
    assert made._sheet.verticalScrollBar().maximum() == 0


def test_everything_that_takes_the_focus_has_a_name(every_question, qtbot):
    made = FormView(every_question)
    made.resize(1146, 571)
    qtbot.addWidget(made)
    made.show()
    for index in range(len(made.pages)):
        made.show_page(index)
        qtbot.wait(10)
        for widget in made.findChildren(QWidget):
            reached = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
            clicked = isinstance(widget, QPushButton) and widget.isVisible()
            if (reached or clicked) and not widget.objectName().startswith("qt_"):
                name = widget.accessibleName() or getattr(widget, "text", str)()
                assert name.strip(), f"{made.page.title}: {type(widget).__name__}"
