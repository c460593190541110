"""A clerk signs in; the office decides, not this window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.i18n import tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label


class ClerkSignIn(QWidget):
    """Clerk and passphrase.

    Signals:
        wanted: (clerk, passphrase).
    """

    wanted = Signal(str, str)

    def __init__(self, practice: str = "") -> None:
        super().__init__()
        self.clerk, self.passphrase = QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.clerk.setAccessibleName(tr("Account"))
        self.passphrase.setAccessibleName(tr("Passphrase"))
        self.clerk.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self._enter)
        self.problem = label("", "problem")
        self.problem.hide()
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(theme.px(520))
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        for widget in (
            label(tr("Clerk's desk"), "title"),
            label(tr("Account"), "label"),
            self.clerk,
            label(tr("Passphrase"), "label"),
            self.passphrase,
            self.problem,
            button(tr("Sign in"), self._enter, primary=True),
        ):
            column.addWidget(widget)
        if practice:
            column.addWidget(label(practice, "warn"))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)
        self.setFocusProxy(self.clerk)

    def _enter(self) -> None:
        self.wanted.emit(self.clerk.text().strip(), self.passphrase.text())

    def refused(self, text: str) -> None:
        """Say why it stayed closed."""
        self.problem.setText(text)
        self.problem.show()
        self.passphrase.clear()
        self.passphrase.setFocus()
