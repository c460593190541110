"""Every kind of question has a widget that tells what a person gives it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QPushButton, QSlider

from outreach_app import i18n
from outreach_app.forms import Choice, ItemView
from outreach_app.ui.choice_button import ChoiceButton
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.kinds import field_for
from outreach_app.ui.questions.numbers import read_number, typed_number
from outreach_app.ui.questions.places import coordinate

TODAY = date(2026, 11, 24)


@pytest.fixture
def field(qtbot):
    i18n.use("id")

    def make(kind, *looks, value="", choices=0, scale=(0.0, 10.0, 2.0), **more):
        offered = tuple(Choice(f"c{n}", f"Pilihan {n}") for n in range(choices))
        view = ItemView(
            "/d/q", more.pop("name", "q"), kind, looks, "Soal", "", value,
            choices=offered, range=scale if kind == "range" else None, **more,
        )  # fmt: skip
        made = field_for(view, Around(TODAY))
        qtbot.addWidget(made)
        made.show()
        made.told = []
        made.answered.connect(lambda _, text: made.told.append(text))
        made.gone = []
        made.entered.connect(made.gone.append)
        return made

    return make


def test_a_tick_is_ok_or_nothing(field):
    made = field("trigger")
    made.findChild(ChoiceButton).click()
    assert made.told == ["OK"]
    made.findChild(ChoiceButton).click()
    assert made.told == ["OK", ""]


def test_a_range_says_nothing_until_it_is_touched_and_can_choose_its_start(field, qtbot):
    made = field("range")
    assert made.value() == ""
    slider = made.findChild(QSlider)
    slider.setValue(3)
    assert made.value() == "6"
    other = field("range")
    qtbot.keyClick(other.findChild(QSlider), Qt.Key.Key_Home)
    assert other.value() == "0"


def test_a_picker_and_stars_choose_numbers_of_the_scale(field, qtbot):
    picker = field("range", "picker", scale=(1.0, 3.0, 0.5))
    qtbot.keyClick(picker._box, Qt.Key.Key_2)
    assert picker.told == ["1.5"]
    stars = field("range", "rating", scale=(1.0, 5.0, 1.0), value="2.0")
    assert [s.isChecked() for s in stars._stars] == [True, True, False, False, False]
    qtbot.keyClick(stars._stars[0], Qt.Key.Key_4)
    assert stars.told == ["4"]


def test_a_rank_gives_all_choices_in_the_order_they_were_put(field, qtbot):
    made = field("rank", choices=3)
    assert made.value() == ""
    made.findChild(QListWidget).setCurrentRow(2)
    made.findChildren(QPushButton)[1].click()
    assert made.told == ["c0 c2 c1"]
    qtbot.keyClick(made._list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert made.told[-1] == "c2 c0 c1"


def test_many_of_a_long_list_can_be_ticked_and_narrowed(field):
    made = field("select_multiple", value="c3 c15", choices=20)
    assert made.value() == "c3 c15"
    made._narrow("Pilihan 15")
    assert [r.text() for r in made._rows() if not r.isHidden()] == ["Pilihan 15"]
    assert made.value() == "c3 c15", "what is not seen stays ticked"


def test_long_text_keeps_its_lines(field):
    made = field("text", "multiline")
    made.findChild(QPlainTextEdit).setPlainText("satu\ndua")
    assert made.value() == "satu\ndua"


def test_digits_choose_and_quick_goes_on(field, qtbot):
    made = field("select_one", "quick", choices=4)
    qtbot.keyClick(made._buttons["c0"], Qt.Key.Key_3)
    assert made.told == ["c2"]
    assert made.gone == ["/d/q"]
    slow = field("select_one", choices=4)
    qtbot.keyClick(slow._buttons["c0"], Qt.Key.Key_3)
    assert slow.gone == []


def test_a_nik_is_counted_while_typed_and_grouped_when_left(field, qtbot):
    made = field("text", "numbers", name="nik")
    qtbot.keyClicks(made._edit, "18040457089")
    assert made._aside.text() == "11 dari 16"
    qtbot.keyClicks(made._edit, "09901")
    made._edit.editingFinished.emit()
    assert made.told == ["1804045708909901"]
    assert made._edit.text() == "180404 570890 9901"


@pytest.mark.parametrize(
    ("typed", "grouped", "whole", "kept"),
    [
        ("1.500.000", True, True, "1500000"),
        ("1.500,5", True, False, "1500.5"),
        ("1,5", False, False, "1.5"),
        ("-12", False, True, "-12"),
        ("12 juta", True, True, "12 juta"),
    ],
)
def test_numbers_are_kept_with_a_point_and_without_separators(typed, grouped, whole, kept):
    assert typed_number(typed, grouped=grouped, whole=whole) == kept


def test_thousands_are_for_reading_only():
    assert read_number("1500000") == "1.500.000"
    assert read_number("-1500.5") == "-1.500,5"
    assert read_number("x") == "x"


def test_a_counter_counts_from_nothing(field):
    made = field("int", "counter")
    made.step(+1)
    made.step(+1)
    made.step(-1)
    assert made.told == ["1", "2", "1"]


@pytest.mark.parametrize(
    ("looks", "typed", "kept", "shown"),
    [
        ((), "17081990", "1990-08-17", "17-08-1990"),
        (("month-year",), "8/1990", "1990-08-01", "08-1990"),
        (("year",), "1990", "1990-01-01", "1990"),
    ],
)
def test_dates_are_typed_in_the_usual_ways(field, qtbot, looks, typed, kept, shown):
    made = field("date", *looks)
    qtbot.keyClicks(made._edit, typed)
    made._edit.editingFinished.emit()
    assert made.told == [kept]
    assert made._edit.text() == shown


def test_a_year_of_two_digits_is_asked(field, qtbot):
    made = field("date")
    qtbot.keyClicks(made._edit, "17/08/90")
    made._edit.editingFinished.emit()
    assert [b.text() for b in made._years] == ["1990", "2090"]
    made._years[0].click()
    assert made.told[-1] == "1990-08-17"


def test_times_keep_the_zone_of_the_office(field, qtbot):
    made = field("time")
    qtbot.keyClicks(made._edit, "930")
    made._edit.editingFinished.emit()
    assert made.told == ["09:30:00.000+07:00"]
    both = field("dateTime")
    qtbot.keyClicks(both._day, "24-11-2026")
    qtbot.keyClicks(both._time, "0930")
    both._time.editingFinished.emit()
    assert both.told == ["2026-11-24T09:30:00.000+07:00"]


def test_a_reader_fills_the_field_whole_and_its_enter_does_not_go_on(field, qtbot):
    made = field("barcode", value="lama")
    qtbot.keyClicks(made._edit, "0012345678905")
    qtbot.keyClick(made._edit, Qt.Key.Key_Return)
    assert made.told == ["0012345678905"]
    assert made.gone == []
    qtbot.wait(60)
    qtbot.keyClick(made._edit, Qt.Key.Key_Return)
    assert made.gone == ["/d/q"], "a person's Enter goes on"


def test_a_person_who_types_a_code_is_no_reader(field, qtbot):
    made = field("barcode")
    qtbot.keyClicks(made._edit, "12345", delay=45)
    qtbot.wait(45)
    qtbot.keyClick(made._edit, Qt.Key.Key_Return)
    assert made.told == ["12345"]
    assert made.gone == ["/d/q"]


def test_a_coordinate_is_typed_in_degrees_or_decimals(field):
    made = field("geopoint")
    made._edit.setText("5°1'48\" S 104°4'48\" T")
    assert made.value() == "-5.030000 104.080000"


def test_height_and_accuracy_of_a_position_stay_until_it_is_changed(field):
    made = field("geopoint", value="-5.03 104.08 900.0 4.2")
    assert made._edit.text() == "-5.03 104.08"
    assert "4 m" in made._aside.text()
    assert made.value() == "-5.03 104.08 900.0 4.2"
    made._edit.setText("-5.04 104.08")
    assert made.value() == "-5.04 104.08"


def test_an_area_is_closed_by_itself(field, qtbot):
    made = field("geoshape")
    for point in ("0 0", "0 1", "1 1"):
        made._edit.setText(point)
        qtbot.keyClick(made._edit, Qt.Key.Key_Return)
    assert made.told[-1] == "0 0; 0 1; 1 1; 0 0"
    made.put(made.told[-1])
    assert made._list.count() == 3


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("-5.03, 104.08", "-5.03 104.08"), ("-5.03 104.08", "-5.03 104.08"), ("x", "x")],
)
def test_a_decimal_coordinate_stays_what_it_was(typed, kept):
    assert coordinate(typed) == kept


def test_a_label_shows_markdown_and_never_html(field):
    made = field("text")
    view = ItemView("/d/q", "q", "text", label="**Nama** <b>x</b> _y_", required=True)
    made.update_view(view, tried=False)
    assert "<b>Nama</b> &lt;b&gt;x&lt;/b&gt;" in made._title.text()
    assert made._edit.accessibleName() == "Nama <b>x</b> y"
