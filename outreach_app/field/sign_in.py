"""L1: who works here; a wrong passphrase opens nothing and says so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from outreach_app.i18n import tr
from outreach_app.identity import Officer
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label
from outreach_app.ui.problems import text_of


class SignInPage(QWidget):
    """Officer and passphrase.

    Signals:
        wanted: (officer id, passphrase).
        forgotten: nobody knows a passphrase any more.
    """

    wanted = Signal(str, str)
    forgotten = Signal()

    def __init__(self, officers: Sequence[Officer], practice: str = "") -> None:
        super().__init__()
        self.officer = QComboBox()
        for known in officers:
            self.officer.addItem(f"{known.name} ({known.initials})", known.officer_id)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.officer.setAccessibleName(tr("Officer"))
        self.passphrase.setAccessibleName(tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._enter)
        show = QCheckBox(tr("Show"))
        show.toggled.connect(self._show)
        self.enter = button(tr("Sign in"), self._enter, primary=True)
        self.forgot = button(tr("Forgot the passphrase?"), self.forgotten.emit)
        self.problem = label("", "problem")
        self.problem.hide()
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(theme.px(520))
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        for widget in (
            label(tr("Sign in"), "title"),
            label(tr("Officer"), "label"),
            self.officer,
            label(tr("Passphrase"), "label"),
            self.passphrase,
            show,
            self.problem,
            self.enter,
            self.forgot,
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
        self.setFocusProxy(self.passphrase)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.passphrase.setEchoMode(mode)

    def _enter(self) -> None:
        if not self.enter.isEnabled():
            return
        self.enter.setEnabled(False)
        self.enter.setText(tr("Opening …"))
        self.wanted.emit(str(self.officer.currentData()), self.passphrase.text())

    def refused(self, error: Exception) -> None:
        """Say why it stayed closed; what was typed is taken away."""
        self.problem.setText(text_of(error))
        self.problem.show()
        self.passphrase.clear()
        self.enter.setEnabled(True)
        self.enter.setText(tr("Sign in"))
        self.passphrase.setFocus()
