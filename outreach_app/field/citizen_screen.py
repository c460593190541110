"""The screen of citizen mode: progress and language above, one thing to read or answer, buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from outreach_app.i18n import tr
from outreach_app.ui.buttons import button, label


class CitizenScreen(QWidget):
    """Draws; whoever inherits says what is shown and changes the language."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("citizen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(tr("Citizen mode"))
        column = QVBoxLayout(self)
        column.setContentsMargins(72, 36, 72, 36)
        column.setSpacing(16)
        self._top = QHBoxLayout()
        self._progress = QLabel()
        self._progress.setProperty("role", "citizen-hint")
        self._top.addWidget(self._progress, 1)
        self._language = button("ID | EN", self.switch_language)
        self._top.addWidget(self._language)
        column.addLayout(self._top)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        self._bottom = QHBoxLayout()
        self._bottom.setSpacing(16)
        column.addLayout(self._bottom)
        self._promise = label("", "citizen-hint")
        column.addWidget(self._promise)
        QShortcut(QKeySequence("F4"), self, self.switch_language)

    def switch_language(self) -> None:
        """Change the language; answers and place stay."""
        raise NotImplementedError

    def _show(self, widget: QWidget) -> None:
        old = self._area.takeWidget()
        if old is not None:
            # It may be in the middle of its own click: Python must not drop it at once.
            old.hide()
            old.setParent(self)
            old.deleteLater()
        self._area.setWidget(widget)

    def _show_text(self, title: str, lines: Sequence[QWidget]) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(8)
        column.addWidget(label(title, "question"))
        for line in lines:
            column.addWidget(line)
        column.addStretch(1)
        self._show(page)

    def _buttons(self, *made: QWidget | None) -> None:
        while item := self._bottom.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        shown = [widget for widget in made if widget is not None]
        for at, widget in enumerate(shown):
            widget.setProperty("citizen", True)
            if at == len(shown) - 1:
                self._bottom.addStretch(1)
            self._bottom.addWidget(widget)
