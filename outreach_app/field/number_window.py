"""The called number, big, for a second screen; it shows no name and stays under the curtain.

It is a window of its own with no keys: what it shows is told to it (decisions B21).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from outreach_app.casework.tickets import QueueView
from outreach_app.i18n import tr
from outreach_app.ui import theme


class NumberWindow(QWidget):
    """The number that is called now, and the next ones; it goes when its owner goes."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.setWindowTitle(tr("Called number"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._head, self.number, self.following = QLabel(), QLabel("-"), QLabel()
        column = QVBoxLayout(self)
        column.setSpacing(0)
        for widget in (self._head, self.number, self.following):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget, 3 if widget is self.number else 1)
        self.setStyleSheet(
            f"background: {theme.token('surface')}; color: {theme.token('text')};"
            f" font-family: '{theme.MONO_FACE}'; font-weight: 700;"
        )
        self._sized()

    def show_queue(self, queue: QueueView) -> None:
        """Show what is called now."""
        self._head.setText(tr("NOW"))
        self.number.setText(queue.current.ticket if queue.current else "-")
        names = "   ".join(ticket.ticket for ticket in queue.following[:4])
        self.following.setText(tr("Next: {tickets}", tickets=names or "-"))
        self.setAccessibleName(f"{self._head.text()} {self.number.text()}")

    def show_on_second_screen(self) -> None:
        """Show it, filling the second screen when there is one."""
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self.setGeometry(screens[1].geometry())
            self.showFullScreen()
        else:
            self.resize(900, 520)
            self.show()

    def resizeEvent(self, event: object) -> None:
        """Keep the number as large as the window lets it."""
        del event
        self._sized()

    def _sized(self) -> None:
        high = min(self.height() // 2, self.width() // 4)
        for widget, size in (
            (self.number, high),
            (self._head, high // 4),
            (self.following, high // 5),
        ):
            # By its own style sheet: the application's sets a size that a font does not beat.
            widget.setStyleSheet(f"font-size: {max(16, size)}px")
