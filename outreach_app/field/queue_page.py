"""L4: the queue, in the order of issue; who is next is said above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from outreach_app.casework.queue_view import QueueFacts
from outreach_app.clock import at_office
from outreach_app.domain import needs
from outreach_app.domain import queue as rules
from outreach_app.domain.services import Service
from outreach_app.i18n import clock_time, language, tr
from outreach_app.store.rows import Ticket
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label, lead_of
from outreach_app.ui.flow import in_flow
from outreach_app.ui.tables import fill, table


class QueuePage(QWidget):
    """Shows the queue and gives tickets.

    Args:
        facts: the queue with its times.
        services: what may be asked for.
        act: (what, ticket) does what a button says.
        issue: (lane, service, slot) gives a ticket.
        typed: a ticket number was typed and entered.
        files: files may be started from here; a ticket keeper may not.
    """

    def __init__(
        self,
        facts: QueueFacts,
        services: Sequence[Service],
        act: Callable[[str, str], object],
        issue: Callable[[str, str, str], object],
        typed: Callable[[str], object],
        *,
        files: bool = True,
    ) -> None:
        super().__init__()
        self._facts, self._queue = facts, facts.queue
        self._act, self._issue, self._typed, self._files = act, issue, typed, files
        self._services = {s.code: s.title(language()) for s in services}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addLayout(self._now())
        self.table = self._table()
        column.addWidget(self.table, 1)
        column.addWidget(self._changes())
        column.addWidget(self._order())
        column.addWidget(self._new())

    def _now(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        current = self._queue.current
        row.addWidget(label(current.ticket if current else "-", "called"))
        state = rules.state_title(current.state, language()) if current else ""
        following = ", ".join(t.ticket for t in self._queue.following[:4]) or tr("nobody")
        words = QVBoxLayout()
        words.addWidget(label(state or tr("Nobody is being served."), "label"))
        words.addWidget(label(tr("Next: {tickets}", tickets=following)))
        words.addWidget(label(self._times(), "hint"))
        row.addLayout(words, 1)
        if current:
            words.addWidget(self._ways_on(current.ticket))
        return row

    def _ways_on(self, ticket: str) -> QWidget:
        """Return what may become of whoever was called: served without a file, or a file."""
        text = tr("Served without a file")
        self.served = button(text, lambda: self._act("done", ticket), "Ctrl+D")
        self.served.setAccessibleName(tr("Served without a file: {ticket}", ticket=ticket))
        ways = [self.served]
        if self._files:
            start = button(tr("Start file"), lambda: self._act("start", ticket), "Ctrl+M")
            ways.insert(0, start)
        return in_flow(ways)

    def _times(self) -> str:
        facts = self._facts
        if not self._queue.waiting:
            return ""
        told = [tr("Probably done at {time}", time=clock_time(facts.finish))]
        if facts.median_min is not None:
            told.append(tr("waited about {min} minutes so far", min=round(facts.median_min)))
        if facts.unknown:
            told.append(tr("{n} not measured: the laptop was off", n=facts.unknown))
        return " · ".join(told)

    def _table(self) -> QTableWidget:
        heads = [tr(h) for h in ("Number", "Lane", "Service", "Taken", "Probably called", "State")]
        made = table(heads, (90, 170, 300, 80, 190))
        fill(made, [self._cells(ticket) for ticket in self._queue.rows])
        return made

    def _cells(self, ticket: Ticket) -> list[str]:
        told = self._facts.forecasts.get(ticket.ticket)
        span = f"{clock_time(told.early)}-{clock_time(told.late)}" if told else ""
        state = rules.state_title(ticket.state, language())
        if ticket.called_times > 1:
            state += f" {ticket.called_times}x"
        return [
            ticket.ticket,
            rules.lane_title(ticket.lane, language())
            if ticket.lane in rules.LANES
            else ticket.lane,
            self._services.get(ticket.service, tr("not chosen yet")),
            clock_time(at_office(ticket.issued_ms)),
            span,
            state,
        ]

    def selected(self) -> str:
        """Return the ticket of the selected row, empty when there is none."""
        row = self.table.currentRow()
        item = self.table.item(row, 0) if row >= 0 else None
        return item.text() if item else ""

    def _changes(self) -> QWidget:
        row: list[QWidget] = []

        def on(name: str) -> Callable[[], object]:
            return lambda: self._act(name, self.selected()) if self.selected() else None

        for text, name in (
            ("Call again", "call_again"),
            ("Skip", "skip"),
            ("Absent", "absent"),
            ("Went home", "left"),
            ("Served without a file", "done"),
            ("To another laptop", "hand_over"),
            ("Start file for this row", "start"),
        ):
            if self._files or name != "start":
                row.append(button(tr(text), on(name)))
        return in_flow(row)

    def _order(self) -> QWidget:
        self.number, self.reason = QLineEdit(), QComboBox()
        self.number.setPlaceholderText(tr("Ticket number, Enter"))
        self.number.setAccessibleName(tr("Ticket number, Enter"))
        self.number.setFixedWidth(theme.px(200))
        self.number.returnPressed.connect(self._entered)
        self.reason.setAccessibleName(tr("Why out of order"))
        for key in rules.rule().reasons:
            self.reason.addItem(rules.reason_title(key, language()), key)
        call = button(tr("Call this one"), self._call)
        big = button(tr("Number on a second screen"), lambda: self._act("big", ""))
        return in_flow((self.number, lead_of(tr("Out of order:")), self.reason, call, big))

    def _entered(self) -> None:
        self._typed(self.number.text())

    def _call(self) -> None:
        if self.selected():
            self._act(f"call:{self.reason.currentData()}", self.selected())

    def _new(self) -> QWidget:
        self.lane, self.service, self.slot = QComboBox(), QComboBox(), QLineEdit()
        for code in rules.LANES:
            self.lane.addItem(f"{code}  {rules.lane_title(code, language())}", code)
        self.service.addItem(tr("not chosen yet"), "")
        for code, title in self._services.items():
            self.service.addItem(title, code)
        self.age = QLineEdit()
        self.age.setPlaceholderText(tr("Age"))
        self.age.setAccessibleName(tr("Age; gives the priority lane, is not kept"))
        self.age.setMaxLength(3)
        self.age.setFixedWidth(theme.px(76))
        self.age.textChanged.connect(self._lane_of_age)
        self.slot.setPlaceholderText(tr("Slot, if promised"))
        self.slot.setAccessibleName(tr("Slot, if promised"))
        self.slot.setFixedWidth(theme.px(190))
        for combo, name in ((self.lane, tr("Lane")), (self.service, tr("Service"))):
            combo.setAccessibleName(name)
        give = button(tr("Give ticket"), self.give, "Ctrl+T")
        lead = lead_of(tr("New ticket"))
        return in_flow((lead, self.age, self.lane, self.service, self.slot, give))

    def _lane_of_age(self, text: str) -> None:
        """Choose the lane that an age gives; it may be chosen otherwise, and nothing is kept."""
        if text.isdigit():
            self.lane.setCurrentIndex(self.lane.findData(needs.lane(int(text), ())))

    def give(self) -> None:
        """Give the next number of the chosen lane."""
        self._issue(
            str(self.lane.currentData()),
            str(self.service.currentData()),
            self.slot.text().strip().upper(),
        )
