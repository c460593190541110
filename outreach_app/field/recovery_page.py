"""Everybody forgot the passphrase: what to tell the office, and the code it reads out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach_app.errors import UserProblem
from outreach_app.i18n import tr
from outreach_app.identity import Officer, RecoveryRequest
from outreach_app.ui.buttons import label, secret_line
from outreach_app.ui.problems import text_of
from outreach_app.ui.qr_picture import QrPicture

_QR_SIDE = 252
_PASSPHRASE = ("IDENTITY_004", "IDENTITY_005", "IDENTITY_025")
"""Problems with the new passphrase, not with the code."""


class RecoveryPage(QScrollArea):
    """The code, who gets a new passphrase, and what the office may need to see.

    Args:
        asked: what the office opens; None on a laptop that has prepared nothing.

    Signals:
        wanted: (officer id, code, passphrase).
    """

    wanted = Signal(str, str, str)

    def __init__(
        self, device: str, officers: Sequence[Officer], asked: RecoveryRequest | None
    ) -> None:
        super().__init__()
        self.officer, self.code = QComboBox(), QLineEdit()
        for known in officers:
            self.officer.addItem(f"{known.name} ({known.initials})", known.officer_id)
        self.code.setProperty("mono", True)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX")
        self.first = secret_line(tr("New passphrase, a sentence of four or five words"))
        self.second = secret_line(tr("New passphrase once more"))
        self.problem = label("", "problem")
        self.problem.hide()
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addWidget(label(tr("Nobody knows a passphrase any more"), "title"))
        safe = tr("The files on this laptop are safe. The office can open it once, with a code.")
        column.addWidget(label(safe))
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self._form(), 3)
        sides.addWidget(_for_office(device, asked), 2)
        column.addLayout(sides)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.code)

    def _form(self) -> QFrame:
        card, column = _card()
        column.addWidget(label(tr("1. Phone the office and say what stands on the right.")))
        column.addWidget(label(tr("2. Type the code that the office reads out.")))
        column.addWidget(label(tr("3. Choose a new passphrase; the code works once.")))
        self.code.setAccessibleName(tr("Code of the office"))
        self.officer.setAccessibleName(tr("Officer"))
        for widget in (self.code, self.officer, self.first, self.second):
            head = label(widget.accessibleName(), "label")
            head.setBuddy(widget)
            column.addWidget(head)
            column.addWidget(widget)
        self.second.returnPressed.connect(self.enter)
        column.addWidget(self.problem)
        column.addStretch(1)
        return card

    def enter(self) -> None:
        """Want the laptop opened with what is typed."""
        if self.first.text() != self.second.text():
            self.refused(UserProblem("IDENTITY_025"))
            return
        self.problem.hide()
        self.wanted.emit(
            str(self.officer.currentData()), self.code.text().strip(), self.first.text()
        )

    def refused(self, error: Exception) -> None:
        """Say why it stayed closed; the code stays, the passphrases are taken away."""
        self.problem.setText(text_of(error))
        self.problem.show()
        self.first.clear()
        self.second.clear()
        again = self.first if getattr(error, "code", "") in _PASSPHRASE else self.code
        again.setFocus()


def _for_office(device: str, asked: RecoveryRequest | None) -> QFrame:
    card, column = _card()
    column.addWidget(label(tr("For the office"), "label"))
    column.addWidget(label(tr("Laptop {device}", device=device), "big"))
    if asked is None:
        column.addWidget(label(tr("This laptop has prepared no code. Ask the office."), "warn"))
    else:
        column.addWidget(label(tr("Code number {n}", n=asked.number)))
        spoken = tr("QR code for the office")
        picture = QrPicture(asked.text(), spoken, _QR_SIDE)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        hint = tr(
            "Only if the office asks: send it a photo of this QR code. It opens nothing without"
            " the office's root key."
        )
        column.addWidget(label(hint, "hint"))
    column.addStretch(1)
    return card


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(6)
    return card, column
