"""The schedule on the laptop: planned visits, what changed, slots given ahead (L12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework.plans import Planned
from outreach_app.domain import plans
from outreach_app.domain.regions import label_of
from outreach_app.i18n import language, tr
from outreach_app.ui import dates
from outreach_app.ui.buttons import button, label
from outreach_app.ui.tables import fill, table


def change_text(planned: Planned) -> str:
    """Return what happened to a day, and whom to tell."""
    plan = planned.plan
    state = plans.state_title(plan.state, language())
    text = f"{label_of(plan.pekon)}: {state}. {plan.reason}."
    if plan.former_date:
        text += " " + tr("Before: {date}", date=dates.shown(plan.former_date))
        text += ", " + tr("now {date}", date=dates.shown(plan.date)) + "."
    if planned.slots:
        names = ", ".join(slot.slot for slot in planned.slots)
        text += " " + tr("Tell the holders of {slots}.", slots=names)
    return text


class SchedulePage(QWidget):
    """Plans by date; a slot can be promised in the chosen one.

    Args:
        rows: as `PlanDesk.schedule` tells them.
        give: (day, session, telephone) promises a slot.
    """

    def __init__(self, rows: Sequence[Planned], give: Callable[[str, int, str], object]) -> None:
        super().__init__()
        self._rows, self._give = list(rows), give
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(6)
        column.addWidget(label(tr("Schedule"), "title"))
        for planned in rows:
            if planned.plan.reason:
                column.addWidget(label(change_text(planned), "warn"))
        if not rows:
            text = tr("No day is planned. Send once to fetch the office's schedule.")
            column.addWidget(label(text, "hint"))
        heads = [tr(h) for h in ("Date", "Time", "Place", "Kind", "State", "Slots")]
        self.table = table(heads, (110, 120, 380, 150, 180))
        fill(self.table, [_cells(planned) for planned in rows])
        self.table.currentCellChanged.connect(self._sessions)
        column.addWidget(self.table, 1)
        column.addLayout(self._slot_row())
        self._sessions()
        self.setFocusProxy(self.table)

    def _slot_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.session, self.contact = QComboBox(), QLineEdit()
        self.session.setAccessibleName(tr("Session"))
        self.contact.setPlaceholderText(tr("Telephone, only with consent"))
        self.contact.setAccessibleName(tr("Telephone, only with consent"))
        self.contact.setFixedWidth(300)
        row.addWidget(label(tr("Promise a slot"), "label"))
        row.addWidget(self.session, 1)
        row.addWidget(self.contact)
        row.addWidget(button(tr("Give a slot"), self.give))
        return row

    def current(self) -> Planned | None:
        """Return the plan of the chosen row."""
        at = self.table.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _sessions(self, *_: object) -> None:
        self.session.clear()
        planned = self.current()
        for at, session in enumerate(planned.plan.sessions if planned else ()):
            taken = sum(slot.session == at for slot in planned.slots) if planned else 0
            limit = f"{taken}/{session.capacity}" if session.capacity else str(taken)
            self.session.addItem(f"{at + 1}: {session.start}-{session.end}  ({limit})", at)
        if self.session.count() == 0:
            self.session.addItem(tr("whole day"), 0)

    def give(self) -> None:
        """Promise a slot in the chosen session."""
        planned = self.current()
        if planned is not None:
            day_id, session = planned.plan.day_id, int(self.session.currentData())
            self._give(day_id, session, self.contact.text().strip())


def _cells(planned: Planned) -> list[str]:
    plan = planned.plan
    state = "ditutup" if planned.closed else "berjalan" if planned.opened else plan.state
    where = f"{label_of(plan.pekon)}  {plan.place}".rstrip()
    return [
        dates.shown(plan.date),
        f"{plan.start}-{plan.end}",
        where,
        plans.kind_title(plan.kind, language()),
        plans.state_title(state, language()),
        ", ".join(slot.slot for slot in planned.slots) or "-",
    ]
