"""L2: the readiness list, the planned visit, and what the team has with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from outreach_app.casework.plans import Planned
from outreach_app.domain import day_accounts
from outreach_app.domain.regions import Pekon, label_of
from outreach_app.field.readiness import Check
from outreach_app.i18n import language, tr
from outreach_app.ui import dates, theme
from outreach_app.ui.buttons import button, label
from outreach_app.ui.typeahead import TypeAhead


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """What the page says of the alert level (area 15).

    Attributes:
        text: level, reason and what it asks.
        asks: a checklist is needed before the day opens.
        fill: opens it for a pekon.
        roll_mm: width of the paper roll; `rolls` can be chosen.
    """

    text: str
    asks: bool
    fill: Callable[[str], object]
    roll_mm: int
    rolls: Sequence[int]


class OpenDayPage(QWidget):
    """Where the team is today, and the paper it has.

    Args:
        places: every pekon.
        ready: the readiness list.
        planned: what can be opened, today's first.
        test_print: prints a line to look at.
        alert: the alert level with its checklist, and the paper roll.
    """

    def __init__(
        self,
        places: Sequence[Pekon],
        ready: Sequence[Check],
        planned: Sequence[Planned],
        today: str,
        test_print: Callable[[], object],
        alert: AlertFacts,
    ) -> None:
        super().__init__()
        self._planned, self._today, self._alert = list(planned), today, alert
        self.pekon = TypeAhead([(p.code, p.label) for p in places])
        self.pekon.setAccessibleName(tr("Pekon"))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(32)
        row.addLayout(self._where(), 3)
        row.addLayout(self._ready(ready, test_print), 2)
        self.setFocusProxy(self.plans if self.for_today else self.pekon)

    @property
    def for_today(self) -> bool:
        """Tell whether a visit is planned for today."""
        return any(p.plan.date == self._today for p in self._planned)

    def _where(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(label(tr("Open the outreach day"), "title"))
        column.addWidget(label(tr("Planned visits"), "label"))
        self.plans = QListWidget()
        self.plans.setAccessibleName(tr("Planned visits"))
        self.plans.addItem(tr("Without a plan: choose the pekon below"))
        for planned in self._planned:
            self.plans.addItem(_line(planned, self._today))
        self.plans.setFixedHeight(theme.px(132))
        self.plans.setWordWrap(True)
        self.plans.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.plans.currentRowChanged.connect(self._picked)
        column.addWidget(self.plans)
        column.addWidget(label(tr("Pekon"), "label"))
        column.addWidget(self.pekon)
        column.addLayout(self._supplies())
        self.chairs = QCheckBox(tr("Chairs for the priority lane are in place"))
        column.addWidget(self.chairs)
        column.addStretch(1)
        first = next((n for n, p in enumerate(self._planned, 1) if p.plan.date == self._today), 0)
        self.plans.setCurrentRow(first)
        return column

    def _supplies(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self.spare = QLineEdit()
        self.spare.setAccessibleName(tr("First spare paper slip (may stay empty)"))
        grid.addWidget(label(tr("First spare paper slip (may stay empty)"), "label"), 0, 0, 1, 3)
        grid.addWidget(self.spare, 1, 0)
        self.roll = QComboBox()
        self.roll.setAccessibleName(tr("Paper roll"))
        for width in self._alert.rolls:
            self.roll.addItem(f"{width} mm", width)
        self.roll.setCurrentIndex(list(self._alert.rolls).index(self._alert.roll_mm))
        grid.addWidget(label(tr("Paper roll"), "label"), 0, 3)
        grid.addWidget(self.roll, 1, 3)
        self.stock: dict[str, QLineEdit] = {}
        for at, (code, item) in enumerate(day_accounts.rules().items.items()):
            self.stock[code] = QLineEdit(str(item.start))
            self.stock[code].setAccessibleName(item.title(language()))
            grid.addWidget(label(item.title(language()), "label"), 2, at)
            grid.addWidget(self.stock[code], 3, at)
        return grid

    def _ready(self, ready: Sequence[Check], test_print: Callable[[], object]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        good = sum(check.good for check in ready)
        column.addWidget(label(tr("Ready: {good} of {all}", good=good, all=len(ready)), "title"))
        for check in ready:
            column.addWidget(label(check.text, "ok" if check.good else "warn"))
        column.addWidget(label(self._alert.text, "warn" if self._alert.asks else "hint"))
        self.fill = button(tr("Fill in the checklist"), self._fill)
        self.fill.setVisible(self._alert.asks)
        column.addWidget(self.fill)
        column.addWidget(button(tr("Print a test"), test_print))
        column.addWidget(
            label(
                tr("No network is no problem. Sit with your back to a wall, not to the sun."),
                "hint",
            )
        )
        column.addStretch(1)
        return column

    def _picked(self, row: int) -> None:
        planned = self._planned[row - 1] if 0 < row <= len(self._planned) else None
        if planned is None:
            return
        self.pekon.put(planned.plan.pekon)
        for code, line in self.stock.items():
            if code in planned.plan.stock:
                line.setText(str(planned.plan.stock[code]))

    def _fill(self) -> None:
        self._alert.fill(self.pekon.value())

    def roll_mm(self) -> int:
        """Return the width of the paper roll."""
        return int(self.roll.currentData())

    @property
    def touched(self) -> bool:
        """Tell whether anything was entered."""
        return bool(self.pekon.text() or self.spare.text())

    def plan_id(self) -> str:
        """Return the chosen plan, empty when another pekon was chosen than its own."""
        row = self.plans.currentRow()
        planned = self._planned[row - 1].plan if 0 < row <= len(self._planned) else None
        return planned.day_id if planned and planned.pekon == self.pekon.value() else ""

    def spare_number(self) -> int:
        """Return the first spare slip's number, 0 when there are none."""
        text = self.spare.text().strip()
        return int(text) if text.isdigit() else 0

    def at_hand(self) -> Mapping[str, int]:
        """Return item -> amount, as written."""
        return {c: int(line.text()) for c, line in self.stock.items() if line.text().isdigit()}

    def answers(self) -> Mapping[str, str]:
        """Return what was asked on opening."""
        return {"chairs": "ya" if self.chairs.isChecked() else "belum"}


def _line(planned: Planned, today: str) -> str:
    plan = planned.plan
    when = tr("today") if plan.date == today else dates.shown(plan.date)
    return f"{when}  {plan.start}-{plan.end}  {label_of(plan.pekon)}  {plan.place}".rstrip()
