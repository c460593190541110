"""A closed day is opened again: which, and why; only a team lead may (decisions C32)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from outreach_app.domain.regions import label_of
from outreach_app.i18n import tr
from outreach_app.store.rows import Day
from outreach_app.ui.buttons import label, title_of
from outreach_app.ui.dates import shown


class ReopenPage(QWidget):
    """Asks for the day and the reason.

    Args:
        closed: the days that may be opened again, at least one.
    """

    def __init__(self, closed: Sequence[Day]) -> None:
        super().__init__()
        self.day, self.why = QComboBox(), QLineEdit()
        for one in closed:
            text = f"{shown(one.date)} · {label_of(one.pekon)} · {one.day_id}"
            self.day.addItem(text, one.day_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("Open a closed day again"), "title"))
        text = tr("Nothing is lost by it. The next manifest replaces the one of this day.")
        column.addWidget(label(text, "hint"))
        column.addWidget(title_of(self.day, tr("Day")))
        column.addWidget(self.day)
        column.addWidget(title_of(self.why, tr("Reason")))
        column.addWidget(self.why)
        column.addStretch(1)
        self.setFocusProxy(self.day)

    def day_id(self) -> str:
        """Return the chosen day."""
        return str(self.day.currentData())

    def reason(self) -> str:
        """Return why."""
        return self.why.text().strip()
