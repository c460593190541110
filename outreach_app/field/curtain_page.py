"""The privacy curtain: everything hidden but the number being served (L1)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label, secret_line

TRIES = 3


class CurtainPage(QWidget):
    """Asks for the PIN, or for the passphrase of an officer who has none.

    Signals:
        wanted: what was typed.
    """

    wanted = Signal(str)

    def __init__(self, called: str, *, pin: bool) -> None:
        super().__init__()
        self.secret = secret_line(tr("PIN"), 160) if pin else secret_line(tr("Passphrase"), 420)
        self.secret.returnPressed.connect(self._enter)
        self.problem = label("", "problem")
        self.problem.setFixedWidth(theme.px(420))
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        number = label(called, "called")
        number.setAlignment(centre)
        served = label(tr("Being served") if called else "", "hint")
        served.setAlignment(centre)
        column.addWidget(served)
        column.addWidget(number)
        column.addSpacing(24)
        self.asks = label(tr("PIN") if pin else tr("Passphrase"), "label")
        self.asks.setAlignment(centre)
        column.addWidget(self.asks)
        self.enter = button(tr("Raise the curtain"), self._enter, primary=True)
        for widget in (self.secret, self.problem, self.enter):
            column.addWidget(widget, 0, centre)
        column.addStretch(2)
        self.setFocusProxy(self.secret)

    def _enter(self) -> None:
        if self.enter.isEnabled() and self.secret.text():
            self.enter.setEnabled(False)
            self.wanted.emit(self.secret.text())

    def refused(self, text: str) -> None:
        """Say why it stays down; what was typed is taken away."""
        self.problem.setText(text)
        self.problem.show()
        self.secret.clear()
        self.enter.setEnabled(True)
        self.secret.setFocus()
