"""The schedule on the laptop: planned visits, what changed, slots given ahead (L12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework.plans import Planned
from outreach_app.domain import plans
from outreach_app.domain.day_entries import DayPlanned, Session
from outreach_app.domain.regions import label_of
from outreach_app.domain.services import Service
from outreach_app.i18n import language, tr
from outreach_app.ui import dates, theme
from outreach_app.ui.buttons import button, label, lead_of
from outreach_app.ui.flow import in_flow
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWish:
    """What stands in the row below the schedule; `slot` is the chosen one of those given."""

    day_id: str
    session: int
    service: str
    contact: str
    slot: str


class SchedulePage(QWidget):
    """Plans by date; a slot can be promised in the chosen one.

    Args:
        rows: as `PlanDesk.schedule` tells them.
        services: what may be asked for.
        sessions: a plan's sessions with the places that the alert level leaves.
        act: (`give`, `print`, `back`; wish) promises a slot, prints its card, takes it back.
    """

    def __init__(
        self,
        rows: Sequence[Planned],
        services: Sequence[Service],
        sessions: Callable[[DayPlanned], Sequence[Session]],
        act: Callable[[str, SlotWish], object],
    ) -> None:
        super().__init__()
        self._rows, self._sessions_of, self._act = list(rows), sessions, act
        self._services = [(s.code, s.title(language())) for s in services]
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
        self.table.currentCellChanged.connect(self._show_slots)
        column.addWidget(self.table, 1)
        column.addWidget(self._slot_row())
        column.addWidget(self._held_row())
        self._show_slots()
        self.setFocusProxy(self.table)

    def _slot_row(self) -> QWidget:
        self.session, self.service, self.contact = QComboBox(), QComboBox(), QLineEdit()
        self.session.setAccessibleName(tr("Session"))
        self.service.setAccessibleName(tr("Service"))
        self.service.addItem(tr("not chosen yet"), "")
        for code, title in self._services:
            self.service.addItem(title, code)
        self.contact.setPlaceholderText(tr("Telephone, only with consent"))
        self.contact.setAccessibleName(tr("Telephone, only with consent"))
        self.contact.setFixedWidth(theme.px(260))
        self.session.setMinimumWidth(theme.px(280))
        give = button(tr("Give a slot"), lambda: self._do("give"))
        lead = lead_of(tr("Promise a slot"))
        return in_flow((lead, self.session, self.service, self.contact, give))

    def _held_row(self) -> QWidget:
        self.held = QComboBox()
        self.held.setAccessibleName(tr("Slots given"))
        self.held.setMinimumWidth(theme.px(240))
        again = button(tr("Print its card again"), lambda: self._do("print"))
        back = button(tr("Take the slot back"), lambda: self._do("back"))
        return in_flow((lead_of(tr("Slots given")), self.held, again, back))

    def current(self) -> Planned | None:
        """Return the plan of the chosen row."""
        at = self.table.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show_slots(self, *_: object) -> None:
        self.session.clear()
        self.held.clear()
        planned = self.current()
        given = planned.slots if planned else ()
        for at, part in enumerate(self._sessions_of(planned.plan) if planned else ()):
            taken = sum(slot.session == at for slot in given)
            limit = f"{taken}/{part.capacity}" if part.capacity else str(taken)
            self.session.addItem(f"{at + 1}: {part.start}-{part.end}  ({limit})", at)
        if self.session.count() == 0:
            self.session.addItem(tr("whole day"), 0)
        for slot in given:
            self.held.addItem(slot.slot, slot.slot)

    def _do(self, act: str) -> None:
        planned = self.current()
        if planned is None:
            return
        wish = SlotWish(
            day_id=planned.plan.day_id,
            session=int(self.session.currentData()),
            service=str(self.service.currentData()),
            contact=self.contact.text().strip(),
            slot=str(self.held.currentData() or ""),
        )
        self._act(act, wish)

    def give(self) -> None:
        """Promise a slot in the chosen session."""
        self._do("give")


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
