"""From and to, as every page of figures asks for its period."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from outreach_app.i18n import tr
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import shown, typed


class PeriodBar(QHBoxLayout):
    """Two dates and a button.

    Args:
        since, until: ISO dates shown at first.
        ask: asks for the period that stands in the fields, ISO dates.
    """

    def __init__(self, since: str, until: str, ask: Callable[[str, str], object]) -> None:
        super().__init__()
        self.since, self.until = QLineEdit(shown(since)), QLineEdit(shown(until))
        for text, field in (("From", self.since), ("To", self.until)):
            field.setFixedWidth(140)
            field.setAccessibleName(tr(text))
            self.addWidget(label(tr(text), "label"))
            self.addWidget(field)
        self.addWidget(
            button(tr("Show"), lambda: ask(typed(self.since.text()), typed(self.until.text())))
        )
        self.addStretch(1)
