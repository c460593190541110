"""L4: the queue, in the order of issue; who is next is said above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTableWidget, QVBoxLayout, QWidget

from outreach_app.casework.tickets import QueueView
from outreach_app.clock import at_office
from outreach_app.domain.services import Service
from outreach_app.i18n import clock_time, language, tr
from outreach_app.store.rows import Ticket
from outreach_app.ui.buttons import button, label
from outreach_app.ui.tables import fill, table

LANES = {"A": "General", "P": "Priority", "B": "Examination", "C": "Collection"}
STATES = {
    "menunggu": "waiting",
    "dipanggil": "called",
    "dilayani": "being served",
    "selesai": "served",
    "dilewati": "skipped, number stays valid",
    "tidak_hadir": "absent",
    "pulang": "went home",
}


class QueuePage(QWidget):
    """Shows the queue and gives tickets; `act(name, ticket)` does what a button says."""

    def __init__(
        self,
        queue: QueueView,
        services: Sequence[Service],
        act: Callable[[str, str], object],
        issue: Callable[[str, str], object],
    ) -> None:
        super().__init__()
        self._queue, self._act, self._issue = queue, act, issue
        self._services = {s.code: s.title(language()) for s in services}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addLayout(self._now())
        self.table = self._table()
        column.addWidget(self.table, 1)
        column.addLayout(self._changes())
        column.addLayout(self._new())

    def _now(self) -> QHBoxLayout:
        row = QHBoxLayout()
        current = self._queue.current
        row.addWidget(label(current.ticket if current else "-", "called"))
        text = tr(STATES[current.state]) if current else tr("Nobody is being served.")
        following = ", ".join(t.ticket for t in self._queue.following[:4]) or tr("nobody")
        words = QVBoxLayout()
        words.addWidget(label(text, "label"))
        words.addWidget(label(tr("Next: {tickets}", tickets=following)))
        row.addLayout(words, 1)
        if current:
            name = current.ticket
            start = button(tr("Start file"), lambda: self._act("start", name), "Ctrl+M")
            row.addWidget(start)
        return row

    def _table(self) -> QTableWidget:
        heads = [tr(h) for h in ("Number", "Lane", "Service", "Taken", "State")]
        made = table(heads, (110, 130, 330, 90))
        fill(made, [self._cells(ticket) for ticket in self._queue.rows])
        return made

    def _cells(self, ticket: Ticket) -> list[str]:
        return [
            ticket.ticket,
            tr(LANES.get(ticket.lane, ticket.lane)),
            self._services.get(ticket.service, tr("not chosen yet")),
            clock_time(at_office(ticket.issued_ms)),
            tr(STATES[ticket.state]),
        ]

    def selected(self) -> str:
        """Return the ticket of the selected row, empty when there is none."""
        row = self.table.currentRow()
        item = self.table.item(row, 0) if row >= 0 else None
        return item.text() if item else ""

    def _changes(self) -> QHBoxLayout:
        row = QHBoxLayout()

        def on(name: str) -> Callable[[], object]:
            return lambda: self._act(name, self.selected()) if self.selected() else None

        for text, name in (
            ("Call again", "call_again"),
            ("Skip", "skip"),
            ("Absent", "absent"),
            ("Went home", "left"),
            ("Start file for this row", "start"),
        ):
            row.addWidget(button(tr(text), on(name)))
        row.addStretch(1)
        return row

    def _new(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.lane, self.service = QComboBox(), QComboBox()
        for code, name in LANES.items():
            self.lane.addItem(f"{code}  {tr(name)}", code)
        self.service.addItem(tr("not chosen yet"), "")
        for code, title in self._services.items():
            self.service.addItem(title, code)
        row.addWidget(label(tr("New ticket"), "label"))
        row.addWidget(self.lane)
        row.addWidget(self.service, 1)
        row.addWidget(button(tr("Give ticket"), self.give, "Ctrl+T"))
        return row

    def give(self) -> None:
        """Give the next number of the chosen lane."""
        self._issue(str(self.lane.currentData()), str(self.service.currentData()))
