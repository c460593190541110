"""Handing the queue to a ticket keeper: who, with which PIN; a team lead adds new ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from outreach_app.i18n import tr
from outreach_app.identity import Officer
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label, secret_line

_LONGEST_PIN, _LONGEST_NAME = 8, 60


class KeeperPage(QWidget):
    """Ticket keepers of this laptop.

    Signals:
        wanted: (keeper id, PIN).
        added: (name, initials, PIN).
        removed: (keeper id).
    """

    wanted = Signal(str, str)
    added = Signal(str, str, str)
    removed = Signal(str)

    def __init__(self, keepers: Sequence[Officer], *, may_add: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("Ticket keeper"), "title"))
        hint = tr(
            "Gives and calls tickets, and sees nothing else: no file, no name."
            " You take the laptop back with your own PIN."
        )
        column.addWidget(label(hint, "hint"))
        self.keeper, self.pin = QComboBox(), _secret(tr("PIN of the ticket keeper"))
        for one in keepers:
            self.keeper.addItem(f"{one.name} ({one.initials})", one.officer_id)
        if keepers:
            column.addWidget(self._begin(may_remove=may_add))
        else:
            column.addWidget(label(tr("There is no ticket keeper on this laptop yet.")))
        self.name, self.initials = QLineEdit(), QLineEdit()
        self.new_pin = _secret(tr("New PIN, 4 to 8 digits"))
        if may_add:
            column.addWidget(self._new())
        elif not keepers:
            column.addWidget(label(tr("The team lead adds one here."), "hint"))
        column.addStretch(1)
        self.setFocusProxy(self.pin if keepers else self.name)

    def _begin(self, *, may_remove: bool) -> QFrame:
        card, column = _card(420)
        self.keeper.setAccessibleName(tr("Ticket keeper"))
        self.pin.returnPressed.connect(self.begin)
        column.addWidget(label(tr("Ticket keeper"), "label"))
        column.addWidget(self.keeper)
        column.addWidget(label(tr("PIN of the ticket keeper"), "label"))
        column.addWidget(self.pin)
        column.addWidget(button(tr("Hand over the queue"), self.begin, primary=True))
        if may_remove:
            column.addWidget(button(tr("Take this ticket keeper away"), self.remove))
        return card

    def _new(self) -> QFrame:
        card, column = _card(420)
        column.addWidget(label(tr("Add a ticket keeper, or give a new PIN"), "label"))
        for field, text in ((self.name, tr("Name")), (self.initials, tr("Initials"))):
            field.setAccessibleName(text)
            field.setPlaceholderText(text)
            column.addWidget(field)
        self.name.setMaxLength(_LONGEST_NAME)
        self.initials.setMaxLength(3)
        self.new_pin.setPlaceholderText(tr("New PIN, 4 to 8 digits"))
        column.addWidget(self.new_pin)
        column.addWidget(button(tr("Save the ticket keeper"), self.add))
        return card

    def begin(self) -> None:
        """Hand over to the chosen keeper."""
        self.wanted.emit(str(self.keeper.currentData()), self.pin.text())
        self.pin.clear()

    def remove(self) -> None:
        """Take the chosen keeper's way in away; added anew it is back."""
        self.removed.emit(str(self.keeper.currentData()))

    def add(self) -> None:
        """Add the keeper that was typed."""
        name, initials = self.name.text().strip(), self.initials.text().strip().upper()
        if name and initials:
            self.added.emit(name, initials, self.new_pin.text())
            self.new_pin.clear()


def _card(width: int) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    card.setFixedWidth(theme.px(width))
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(6)
    return card, column


def _secret(name: str) -> QLineEdit:
    field = secret_line(name)
    field.setMaxLength(_LONGEST_PIN)
    return field
