"""The alert level at the desk: what each level asks, which held when, and setting another."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.domain.alert import Alert, Level
from outreach_app.i18n import language, tr
from outreach_app.officeapi import alert_messages as am
from outreach_app.ui import dates
from outreach_app.ui.buttons import label, title_of
from outreach_app.ui.tables import fill, table


class AlertPage(QWidget):
    """Levels, periods, and the row in which a level is set.

    Args:
        view: as the office tells it.
        today: the office's date.
    """

    def __init__(self, view: am.AlertView, today: date) -> None:
        super().__init__()
        self._alert = Alert.load(view.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        held = self._alert.on(today)
        text = tr("Alert level today: {level}", level=held.level.title(language()))
        column.addWidget(label(text, "title"))
        laptops = tr(
            "On {n} laptops; {m} do not have it yet.", n=len(view.reached), m=len(view.waiting)
        )
        column.addWidget(label(laptops, "hint"))
        self.levels = table([tr(h) for h in ("Level", "Before a day", "Places", "Asks")], _WIDTHS)
        self.levels.setAccessibleName(tr("What each level asks"))
        fill(self.levels, [_level(level) for level in self._alert.levels.values()])
        column.addWidget(self.levels, 1)
        column.addWidget(label(tr("Which level held when"), "title"))
        self.periods = table([tr(h) for h in ("From", "Level", "Reason", "Legal basis")], _PERIOD)
        self.periods.setAccessibleName(tr("Which level held when"))
        fill(self.periods, [self._period(at) for at in range(len(self._alert.periods))][::-1])
        column.addWidget(self.periods, 1)
        column.addLayout(self._inputs(today))
        self.setFocusProxy(self.level)

    def _period(self, at: int) -> list[str]:
        period = self._alert.periods[at]
        return [
            dates.shown(period.valid_from.isoformat()),
            self._alert.levels[period.level].title(language()),
            period.reason(language()),
            period.legal_basis,
        ]

    def _inputs(self, today: date) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        self.level = QComboBox()
        for code, level in self._alert.levels.items():
            self.level.addItem(level.title(language()), code)
        self.level.setCurrentIndex(self.level.findData(self._alert.on(today).code))
        self.since = QLineEdit(dates.shown(today.isoformat()))
        self.basis, self.reason_id, self.reason_en = QLineEdit(), QLineEdit(), QLineEdit()
        fields = (
            (tr("Level"), self.level),
            (tr("From, e.g. 26112026"), self.since),
            (tr("Legal basis"), self.basis),
            (tr("Reason, in Indonesian"), self.reason_id),
            (tr("Reason, in English"), self.reason_en),
        )
        for at, (title, widget) in enumerate(fields):
            grid.addWidget(title_of(widget, title), 0, at)
            grid.addWidget(widget, 1, at)
            grid.setColumnStretch(at, 1 if at < 2 else 2)
        return grid

    def read(self) -> am.SetAlert:
        """Return what is to be set, as written."""
        return am.SetAlert(
            level=str(self.level.currentData()),
            valid_from=dates.typed(self.since.text()),
            legal_basis=self.basis.text(),
            reason_id=self.reason_id.text(),
            reason_en=self.reason_en.text(),
        )


_WIDTHS, _PERIOD = (110, 250, 320), (130, 110, 460)


def _level(level: Level) -> list[str]:
    asks = tr("checklist must be filled in") if level.checklist else tr("checklist not needed")
    places = tr("{n} % of the places", n=level.capacity_percent)
    if level.unlimited:
        places += ", " + tr("at most {n}", n=level.unlimited)
    return [level.title(language()), asks, places, level.says(language())]
