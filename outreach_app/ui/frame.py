"""The frame of every window: bar, rail, content, side, actions, one status sentence (ux 2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach_app.ui.problems import Banner

BAR, RAIL, SIDE, ACTIONS, STATUS = 44, 220, 150, 54, 32


class Frame(QWidget):
    """Holds one page at a time.

    Attributes:
        banner: above the content, for problems.
    """

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self._title, self._right = QLabel(), QHBoxLayout()
        self._status = QLabel()
        self._status.setObjectName("status")
        self._status.setFixedHeight(STATUS)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(12, 6, 12, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addLayout(self._middle, 1)
        column.addWidget(_holder("actions", self._actions, height=ACTIONS))
        column.addWidget(self._status)
        self._rail, self._side = _holder("rail", width=RAIL), _holder("side", width=SIDE)
        self._content = _holder("content")
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.banner)
        body.addWidget(self._content, 1)
        self._middle.addWidget(self._rail)
        self._middle.addLayout(body, 1)
        self._middle.addWidget(self._side)

    def _bar(self) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._title, 1)
        row.addLayout(self._right)
        return _holder("topbar", row, height=BAR)

    def set_title(self, text: str) -> None:
        """Say where and whom."""
        self._title.setText(text)

    def set_right(self, widgets: Sequence[QWidget]) -> None:
        """Put widgets at the right end of the bar."""
        _fill(self._right, widgets)

    def set_rail(self, widget: QWidget | None) -> None:
        """Show `widget` at the left, or no rail."""
        _put(self._rail, widget)

    def set_side(self, widget: QWidget | None) -> None:
        """Show `widget` at the right, or no side."""
        _put(self._side, widget)

    def set_content(self, widget: QWidget) -> None:
        """Show the page."""
        _put(self._content, widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_actions(self, others: Sequence[QPushButton], primary: QPushButton | None) -> None:
        """Show buttons at the left and the one primary action at the right."""
        _fill(self._actions, others)
        self._actions.addStretch(1)
        if primary is not None:
            self._actions.addWidget(primary)

    def set_status(self, text: str, level: str = "") -> None:
        """Say how things stand; levels `ok`, `warn`, `error`."""
        self._status.setText(text)
        self._status.setProperty("level", level)
        self._status.style().unpolish(self._status)
        self._status.style().polish(self._status)
        self._status.setAccessibleName(text)

    @property
    def status(self) -> str:
        """Return the status sentence."""
        return self._status.text()


def _holder(
    name: str, layout: QHBoxLayout | None = None, *, width: int = 0, height: int = 0
) -> QWidget:
    made = QWidget()
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if layout is None:
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    if width:
        made.setFixedWidth(width)
    if height:
        made.setFixedHeight(height)
    return made


def _fill(layout: QHBoxLayout, widgets: Sequence[QWidget]) -> None:
    while item := layout.takeAt(0):
        if (old := item.widget()) is not None:
            old.setParent(None)
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)


def _put(holder: QWidget, widget: QWidget | None) -> None:
    layout = holder.layout()
    while layout is not None and (item := layout.takeAt(0)):
        if (old := item.widget()) is not None and old is not widget:
            old.hide()
            old.setParent(None)
    if widget is not None and layout is not None:
        layout.addWidget(widget)
        widget.show()
    holder.setVisible(widget is not None)
