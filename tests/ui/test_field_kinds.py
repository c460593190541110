"""Every kind of question has a widget that tells what a person gives it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSlider,
)
from pytestqt.qtbot import QtBot

from outreach_app.forms import Choice, ItemView
from outreach_app.ui.field_kinds import field_for
from outreach_app.ui.fields import Field
from outreach_app.ui.more_fields import coordinate

TODAY = date(2026, 11, 24)


def _field(
    qtbot: QtBot,
    kind: str,
    value: str = "",
    choices: int = 0,
    appearance: tuple[str, ...] = (),
) -> Field:
    offered = tuple(Choice(f"c{n}", f"Pilihan {n}") for n in range(choices))
    scale = (0.0, 10.0, 2.0) if kind == "range" else None
    view = ItemView("/d/q", "q", kind, appearance, "Soal", "", value, choices=offered, range=scale)
    field = field_for(view, "id", TODAY)
    qtbot.addWidget(field)
    field.show()
    return field


def test_a_tick_is_ok_or_nothing(qtbot: QtBot) -> None:
    field = _field(qtbot, "trigger")
    with qtbot.waitSignal(field.answered) as told:
        field.findChild(QCheckBox).click()
    assert told.args == ["/d/q", "OK"]


def test_a_range_says_nothing_until_it_is_moved(qtbot: QtBot) -> None:
    field = _field(qtbot, "range")
    assert field.value() == ""
    field.findChild(QSlider).setValue(3)
    assert field.value() == "6"


def test_a_rank_gives_all_choices_in_the_order_they_were_put(qtbot: QtBot) -> None:
    field = _field(qtbot, "rank", choices=3)
    assert field.value() == ""
    field.findChild(QListWidget).setCurrentRow(2)
    field.findChildren(QPushButton)[0].click()
    assert field.value() == "c0 c2 c1"


def test_many_of_a_long_list_can_be_ticked(qtbot: QtBot) -> None:
    field = _field(qtbot, "select_multiple", "c3 c15", choices=20)
    assert field.value() == "c3 c15"


def test_long_text_keeps_its_lines(qtbot: QtBot) -> None:
    field = _field(qtbot, "text", appearance=("multiline",))
    field.findChild(QPlainTextEdit).setPlainText("satu\ndua")
    assert field.value() == "satu\ndua"


def test_a_coordinate_is_typed_in_degrees_or_decimals(qtbot: QtBot) -> None:
    field = _field(qtbot, "geopoint")
    field.findChild(QLineEdit).setText("5°1'48\" S 104°4'48\" T")
    assert field.value() == "-5.030000 104.080000"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("-5.03, 104.08", "-5.03 104.08"), ("-5.03 104.08", "-5.03 104.08"), ("x", "x")],
)
def test_a_decimal_coordinate_stays_what_it_was(typed: str, kept: str) -> None:
    assert coordinate(typed) == kept
