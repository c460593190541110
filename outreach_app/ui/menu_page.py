"""The page behind "More": everything that is not needed for each villager, by groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from outreach_app.i18n import tr
from outreach_app.ui.buttons import label

COLUMNS = 3


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place to go.

    Attributes:
        group: heading under which it stands; a source text for `tr`.
        title: what it is; a source text for `tr`.
        hint: one short sentence; a source text for `tr`.
        open: shows it.
        count: how much waits there; shown beside the title unless it is 0.
    """

    group: str
    title: str
    hint: str
    open: Callable[[], object]
    count: int = 0


class MenuPage(QScrollArea):
    """Groups of places, three in a row, walked with Tab and opened with Enter or Space."""

    def __init__(self, title: str, items: Sequence[MenuItem]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(title, "title"))
        self.buttons: list[QPushButton] = []
        for group in dict.fromkeys(item.group for item in items):
            column.addWidget(label(tr(group), "label"))
            column.addLayout(self._grid([item for item in items if item.group == group]))
        column.addStretch(1)
        self.setWidget(inside)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def _grid(self, items: Sequence[MenuItem]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        for at, item in enumerate(items):
            grid.addWidget(self._place(item), at // COLUMNS, at % COLUMNS)
        for column in range(len(items), COLUMNS):
            grid.addWidget(QWidget(), 0, column)  # columns are as wide in every group
        return grid

    def _place(self, item: MenuItem) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        title = f"{tr(item.title)} ({item.count})" if item.count else tr(item.title)
        made = QPushButton(title)
        made.setAccessibleName(title)
        made.setAccessibleDescription(tr(item.hint))
        made.setAutoDefault(True)
        made.clicked.connect(lambda: item.open())
        self.buttons.append(made)
        column.addWidget(made)
        column.addWidget(label(tr(item.hint), "hint"))
        return holder
