"""Choosing the PIN of the privacy curtain."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import tr
from outreach_app.ui.buttons import label, secret_line

_LONGEST = 8


class PinPage(QWidget):
    """The PIN, twice."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = secret_line(tr("PIN"), 160), secret_line(tr("PIN again"), 160)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("PIN of the privacy curtain"), "title"))
        hint = tr(
            "4 to 8 digits. It shows the screen again; the passphrase alone opens the laptop."
        )
        column.addWidget(label(hint, "hint"))
        for field in (self.first, self.second):
            field.setMaxLength(_LONGEST)
            column.addWidget(label(field.accessibleName(), "label"))
            column.addWidget(field)
        column.addStretch(1)
        self.setFocusProxy(self.first)

    def pin(self) -> str:
        """Return what was typed."""
        return self.first.text()

    def agrees(self) -> bool:
        """Tell whether both times the same was typed."""
        return self.first.text() == self.second.text()

    def clear(self) -> None:
        """Take both away."""
        self.first.clear()
        self.second.clear()
        self.first.setFocus()
