"""From and to, as every page of figures asks for its period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QLineEdit

from outreach_app.domain.periods import Period, beside, month, quarter, semester, year
from outreach_app.i18n import tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, lead_of
from outreach_app.ui.dates import shown, typed
from outreach_app.ui.flow import FlowLayout

ANY = {"Month": month, "Quarter": quarter}
"""Offered beside two dates."""
REPORTS = {"Quarter": quarter, "Semester": semester, "Year": year}
"""Of which alone a satisfaction index is made: the dates are shown, not typed."""


class PeriodBar(FlowLayout):
    """Two dates and a button; periods that hold the last day, and those beside.

    Args:
        since, until: ISO dates shown at first.
        ask: asks for the period that stands in the fields, ISO dates.
        offered: `ANY` or `REPORTS`.
    """

    def __init__(
        self,
        since: str,
        until: str,
        ask: Callable[[str, str], object],
        offered: Mapping[str, Callable[[date], Period]] = ANY,
    ) -> None:
        super().__init__()
        self._ask = ask
        self.since, self.until = QLineEdit(shown(since)), QLineEdit(shown(until))
        for text, field in (("From", self.since), ("To", self.until)):
            field.setFixedWidth(theme.px(140))
            field.setReadOnly(offered is not ANY)
            field.setAccessibleName(tr(text))
            self.addWidget(lead_of(tr(text)))
            self.addWidget(field)
        if offered is ANY:
            self.addWidget(
                button(tr("Show"), lambda: ask(typed(self.since.text()), typed(self.until.text())))
            )
        moves: dict[str, Callable[[], Period]] = {
            text: partial(self._holding, of) for text, of in offered.items()
        }
        moves["Earlier"] = lambda: beside(self._since(), self._until(), later=False)
        moves["Later"] = lambda: beside(self._since(), self._until(), later=True)
        for text, move in moves.items():
            self.addWidget(button(tr(text), partial(self._go, move)))

    def _holding(self, of: Callable[[date], Period]) -> Period:
        return of(self._until())

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
