"""Every page of both windows, in both languages, at 100 % and 150 % text: nothing is cut.

Heads, buttons, boxes and one-line words have the width they ask for, nothing scrolls sideways, no
page makes the window larger than the screen, and what takes the focus has a name.
"""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from outreach_app import i18n
from outreach_app.desk import menu as desk_menu
from outreach_app.field import menu as field_menu
from outreach_app.field.number_window import NumberWindow
from outreach_app.practice.village_day import PEKON
from outreach_app.ui import theme
from outreach_app.ui.frame import OneLine
from outreach_app.ui.tables import fill, table

SCREEN = 1366, 697
DRESSES = [(spoken, size) for size in (100, 150) for spoken in i18n.LANGUAGES]
NAMED = QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView
INNER = QComboBox, QSpinBox, QHeaderView
"""Parts of these are named by them."""


def cut(window: QWidget) -> list[str]:
    """Return what is cut, too wide, or without a name on a window that is shown."""
    found = []
    if (window.width(), window.height()) != SCREEN:
        found.append(f"the window grew to {window.width()} x {window.height()}")
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            found += _of(widget)
    return found


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractButton) and widget.text():
        if widget.width() < widget.sizeHint().width() - 1:
            yield f"button: {widget.text()}"
    elif isinstance(widget, QLabel) and not isinstance(widget, OneLine) and widget.text():
        plain = not widget.wordWrap()
        if plain and widget.width() < widget.sizeHint().width() - 1:
            yield f"words: {widget.text()}"
    elif isinstance(widget, QTableWidget):
        yield from _heads(widget)
    elif isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        yield f"sideways by {widget.horizontalScrollBar().maximum()}"
    if isinstance(widget, NAMED) and not isinstance(widget.parent(), INNER):
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if takes_focus and not (widget.accessibleName() or text).strip():
            yield f"no name: {type(widget).__name__}"


def _heads(made: QTableWidget) -> Iterator[str]:
    if made.horizontalScrollBar().maximum() > 0:
        yield f"sideways: {made.accessibleName()}"
    header, bold = made.horizontalHeader(), QFont(made.font())
    bold.setBold(True)
    metrics = QFontMetrics(bold)
    for column in range(made.columnCount()):
        item = made.horizontalHeaderItem(column)
        text = item.text() if item is not None else ""
        wide = metrics.boundingRect(QRect(0, 0, 10_000, 100), 0, text).width() + theme.px(16)
        if header.isVisible() and wide > header.sectionSize(column):
            yield f"head: {text}"


def _walk(window, places, settle) -> list[str]:
    """Show every place in every dress; return what was found, with where."""
    found: dict[str, str] = {}
    app, forms = QApplication.instance(), set()
    for spoken, size in DRESSES:
        i18n.use(spoken)
        gc.collect()  # pages that are gone would be dressed again, which takes long
        theme.apply(app, "terang", size)
        window.frame.dress()
        for name, show in places:
            if name in forms:
                continue
            show()
            settle()
            if hasattr(window.page, "natural_width"):
                forms.add(name)  # once: test_frame.py shows every question in every dress
            window.frame.banner.clear()
            window.resize(*SCREEN)
            app.processEvents()
            for one in cut(window):
                found.setdefault(f"{name}: {one}", f"{spoken} {size} %")
    return [f"{what} ({where})" for what, where in found.items()]


def test_no_page_of_the_field_window_is_cut(field_window, enter, qtbot):
    laptop, window = enter(), field_window
    window.idle.curtain_s = window.idle.lock_s = 10_000  # a slow machine is no absent officer
    assert _walk(window, [("open the day", window.show_home)], lambda: None) == []
    laptop.open_day(PEKON)
    laptop.tickets.issue("A", "PAS-BARU")
    laptop.tickets.call_next()
    places = [(item.title, item.open) for item in field_menu.items(window)]
    places += [
        ("today", window.show_home),
        ("queue", window.queue.show),
        ("more", window.day.show_menu),
        ("close the day", window.day.show_close),
    ]
    assert _walk(window, places, lambda: None) == []


def test_no_page_of_the_clerks_desk_is_cut(clerk_window, qtbot):
    window = clerk_window()
    places = [(item.title, item.open) for item in desk_menu.items(window)]
    places += [
        ("batches", window.show_batches),
        ("more", window.show_menu),
        ("plan", window.days.show_new),
        ("caller", window.citizens.show_caller),
        ("letter", window.citizens.show_new),
    ]

    def settle():
        qtbot.waitUntil(lambda: not window.busy, timeout=10_000)

    assert _walk(window, places, settle) == []


def test_a_bad_page_is_caught(shown):
    """The known-bad twin: a narrow button, a narrow head, a button of an icon without a name."""
    page = QWidget()
    column = QVBoxLayout(page)
    button, icon, words = QToolButton(), QToolButton(), QLabel("Belum terkirim 40 berkas")
    button.setText("Kirim sekarang")
    button.setFixedWidth(30)
    words.setFixedWidth(40)
    bad = QTableWidget(0, 2)
    bad.setHorizontalHeaderLabels(["Penanggung jawab", "Sejak"])
    bad.setColumnWidth(0, 40)
    icon.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for widget in (button, icon, words, bad):
        column.addWidget(widget)
    shown(page)
    found = " | ".join(cut(page))
    for wanted in ("button: Kirim", "no name: QToolButton", "words: Belum", "head: Penanggung"):
        assert wanted in found


@pytest.mark.parametrize("size", [100, 200])
def test_a_table_shares_its_room_so_that_no_word_is_cut(qtbot, qapp, size):
    gc.collect()
    theme.apply(qapp, "terang", size)
    made = table(["Nomor", "Penanggung jawab", "Alasan"], (400, 400))
    qtbot.addWidget(made)
    made.resize(900, 400)
    long = "NIK dan layanan sama dengan berkas lain, keduanya disimpan dan dibandingkan " * 3
    fill(made, [["LB-26-D001-00042-K", "belum ada", long], ["-", "Maria", "pendek"]])
    made.show()
    qapp.processEvents()
    assert list(_heads(made)) == []
    assert made.rowHeight(0) > made.rowHeight(1), "a long text goes on below"
    item = made.item(0, 2)
    assert item is not None
    assert long in (item.text(), item.toolTip())
    theme.apply(qapp)


def test_the_called_number_is_as_large_as_its_window_lets_it(shown, qapp):
    owner = shown(QWidget())
    window = NumberWindow(owner)
    window.resize(900, 520)
    window.show()
    qapp.processEvents()
    assert window.number.fontMetrics().height() > 150
    window.close()
