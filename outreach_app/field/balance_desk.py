"""Neraca kiriman in the field window: the laptop's table beside the office's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from outreach_app.casework.balance import DayBalance, closed_days, day_balance
from outreach_app.domain import balance_words
from outreach_app.domain.regions import pekon
from outreach_app.i18n import tr
from outreach_app.store.rows import Day
from outreach_app.ui.balance_view import BalanceView, difference_labels
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import shown
from outreach_app.ui.flow import FlowLayout

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

SERIOUS = (balance_words.CHAIN, balance_words.MISSING, balance_words.UNDECLARED)


class BalancePage(QScrollArea):
    """Both tables of one day; differences in words above them."""

    def __init__(self, both: DayBalance | None, days: tuple[Day, ...]) -> None:
        super().__init__()
        self.both = both
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(tr("Balance of the batch"), "title"), 1)
        self.days = QComboBox()
        self.days.setAccessibleName(tr("Day"))
        for day in days:
            self.days.addItem(_day_name(day), day.day_id)
        if both is not None:
            self.days.setCurrentIndex(self.days.findData(both.day.day_id))
        self.days.setVisible(bool(days))
        head.addWidget(self.days)
        column.addLayout(head)
        if both is None:
            text = tr("No day was closed on this laptop yet. Close a day, then look here.")
            column.addWidget(label(text, "hint"))
        else:
            self._show(column, both)
        column.addStretch(1)
        self.setWidget(inside)

    def _show(self, column: QVBoxLayout, both: DayBalance) -> None:
        if not both.day.closed_ms:
            text = tr("The day is open again; its next manifest replaces this one.")
            column.addWidget(label(text, "warn"))
        if both.unsent:
            text = tr("{n} entries of this day have no receipt yet. Send.", n=both.unsent)
            column.addWidget(label(text, "warn"))
        for one in difference_labels(both.differences, SERIOUS):
            column.addWidget(one)
        if both.office is not None and not both.differences and not both.unsent:
            column.addWidget(label(tr("Laptop and office agree."), "ok"))
        sides, beside = QWidget(), FlowLayout(2, fill=True, gap=12)  # or one below the other
        beside.addWidget(BalanceView(tr("This laptop"), both.own, waiting=both.unsent > 0))
        if both.office is not None:
            beside.addWidget(BalanceView(tr("Office"), both.office))
        sides.setLayout(beside)
        column.addWidget(sides)


def _day_name(day: Day) -> str:
    place = pekon(day.pekon)
    return f"{place.label if place else day.pekon}, {shown(day.date)}"


class BalanceDesk(QObject):
    """The balance, for one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self, day_id: str = "") -> None:
        """Show a day's balance, the newest when none is named."""
        window = self._window
        place = window.open_laptop.place
        days = closed_days(place)
        wanted = day_id or (days[0].day_id if days else "")
        page = BalancePage(day_balance(place, wanted) if wanted else None, days)
        page.days.activated.connect(lambda _: self.show(str(page.days.currentData())))
        others = [
            button(tr("Back"), window.show_home, "Escape"),
            button(tr("Save to USB"), window.sticks.show),
        ]
        primary = button(tr("Send"), window.sending.send, "Ctrl+R", primary=True)
        window.show_page(page, lambda: self.show(wanted), others, primary)
