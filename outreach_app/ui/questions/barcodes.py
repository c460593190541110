"""A code that a reader types: a fast burst ending in Enter goes whole into the field."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.forms import ItemView
from outreach_app.i18n import tr
from outreach_app.ui.questions.lines import LineField

FAST_MS = 35
"""Nobody types two letters within this; readers need 2 to 20 ms."""

_LEAST = 4
_DIGITS = 22


class BarcodeField(LineField):
    """A code, typed or read by a keyboard-wedge reader; leading zeros stay.

    The reader's Enter ends the code and does not go on; a person's Enter does. `hidden-answer`
    says only that something was read.
    """

    def _make(self, view: ItemView) -> QWidget:
        self._since = QElapsedTimer()
        self._burst = ""
        holder = super()._make(view)
        self._edit.returnPressed.disconnect(self.enter)
        self._edit.installEventFilter(self)
        if "hidden-answer" in view.appearance:
            self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        return holder

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell a reader's burst from a person's typing by its pace."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            fast = self._since.isValid() and self._since.elapsed() <= FAST_MS
            self._since.start()
            ends = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
            if event.key() in ends and not event.modifiers():
                return self._ended(fast=fast, by_tab=event.key() == Qt.Key.Key_Tab)
            self._burst = (self._burst if fast else "") + event.text()
        return super().eventFilter(watched, event)

    def _ended(self, *, fast: bool, by_tab: bool) -> bool:
        """Take a burst whole, in place of what stood there; else do what the key does."""
        burst, self._burst = self._burst, ""
        if fast and len(burst) >= _LEAST:
            self._edit.setText(burst)
            self.commit()
            self.tell_aside(burst)
            return True
        if by_tab:
            return False
        self.commit()
        self.enter()
        return True

    def _wide(self, view: ItemView) -> int:
        return _DIGITS  # leaves room for how long a hidden code is

    def tell_aside(self, value: str) -> None:
        """Say how long the code is, which is seen at a glance."""
        self._aside.setText(tr("{n} characters", n=len(value)) if value else "")
