"""From and to, as every page of figures asks for its period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from outreach_app.domain.periods import Period, beside, month, quarter
from outreach_app.i18n import tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import shown, typed


class PeriodBar(QHBoxLayout):
    """Two dates and a button; month and quarter of the last day, and those beside.

    Args:
        since, until: ISO dates shown at first.
        ask: asks for the period that stands in the fields, ISO dates.
    """

    def __init__(self, since: str, until: str, ask: Callable[[str, str], object]) -> None:
        super().__init__()
        self._ask = ask
        self.since, self.until = QLineEdit(shown(since)), QLineEdit(shown(until))
        for text, field in (("From", self.since), ("To", self.until)):
            field.setFixedWidth(theme.px(140))
            field.setAccessibleName(tr(text))
            self.addWidget(label(tr(text), "label"))
            self.addWidget(field)
        self.addWidget(
            button(tr("Show"), lambda: ask(typed(self.since.text()), typed(self.until.text())))
        )
        for text, move in (
            ("Month", lambda: month(self._until())),
            ("Quarter", lambda: quarter(self._until())),
            ("Earlier", lambda: beside(self._since(), self._until(), later=False)),
            ("Later", lambda: beside(self._since(), self._until(), later=True)),
        ):
            self.addWidget(button(tr(text), partial(self._go, move)))
        self.addStretch(1)

    def _since(self) -> date:
        return date.fromisoformat(typed(self.since.text()))

    def _until(self) -> date:
        return date.fromisoformat(typed(self.until.text()))

    def _go(self, move: Callable[[], Period]) -> None:
        try:
            since, until = (day.isoformat() for day in move())
        except ValueError:
            self.until.setFocus()  # what is typed is no date yet
            return
        self.since.setText(shown(since))
        self.until.setText(shown(until))
        self._ask(since, until)
