"""L8: files and drafts on this laptop, each with its place in one of the same words everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach_app.casework.register import Row
from outreach_app.clock import at_office
from outreach_app.i18n import clock_time, day, language, tr, translate
from outreach_app.store.rows import Record
from outreach_app.ui.buttons import button, label

PLACES = {
    "draf": "Draft on this laptop",
    "belum_terkirim": "Finished, not sent yet",
    "sampai": "Reached the office",
    "diputuskan": "Decided by the office",
    "tertahan": "Held by the office",
    "ditolak": "Rejected at intake",
    "batal": "Void",
}
DECISIONS = {
    "siap_wawancara": "ready for interview",
    "perlu_dilengkapi": "needs completing",
    "tidak_dapat_diproses": "cannot be processed",
}


class RegisterPage(QWidget):
    """Search and list; `open_row` gets the chosen line."""

    def __init__(
        self, search: Callable[[str], Sequence[Row]], open_row: Callable[[Row], object]
    ) -> None:
        super().__init__()
        self._search, self._open_row = search, open_row
        self._rows: Sequence[Row] = ()
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Number, ticket, name or last 4 of the NIK"))
        self._wait = QTimer(self, singleShot=True, interval=200)
        self._wait.timeout.connect(self.refresh)
        self.text.textChanged.connect(lambda: self._wait.start())
        self.text.returnPressed.connect(self.open_current)
        heads = [tr(h) for h in ("Number", "Ticket", "Name", "NIK", "Service", "Place", "When")]
        self.table = QTableWidget(0, len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.cellActivated.connect(lambda *_: self.open_current())
        self.empty = label(tr("Nothing like that on this laptop."), "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Files and drafts"), "title"))
        column.addWidget(self.text)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Open"), self.open_current, primary=True))
        column.addLayout(row)
        self.setFocusProxy(self.text)
        self.refresh()

    def refresh(self) -> None:
        """Search again."""
        self._rows = self._search(self.text.text())
        self.table.setRowCount(len(self._rows))
        for n, row in enumerate(self._rows):
            at = at_office(row.when_ms)
            when = f"{day(at.date())} {clock_time(at)}"
            cells = (
                row.number or "-",
                row.ticket,
                row.name,
                row.nik_masked,
                row.service,
                place_text(row),
                when,
            )
            for c, text in enumerate(cells):
                self.table.setItem(n, c, QTableWidgetItem(text))
        for c, width in enumerate((200, 70, 230, 160, 110, 240)):
            self.table.setColumnWidth(c, width)
        self.empty.setVisible(not self._rows)
        if self._rows:
            self.table.selectRow(0)

    def open_current(self) -> None:
        """Open the selected line."""
        at = self.table.currentRow()
        if 0 <= at < len(self._rows):
            self._open_row(self._rows[at])


def place_text(row: Row) -> str:
    """Return the place in words, with the decision where there is one."""
    text = tr(PLACES[row.place])
    decision = DECISIONS.get(row.detail)
    return f"{text}: {tr(decision)}" if decision else text


class FilePage(QWidget):
    """A finished file: what the office said, and what can be done."""

    def __init__(self, record: Record, place: str, service: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(6)
        column.addWidget(label(record.number, "big"))
        column.addWidget(label(f"{record.name} · {service}", "title"))
        column.addWidget(label(tr(PLACES[place]), "label"))
        if record.intake_reason:
            reason = translate(language(), record.intake_reason, **record.intake_facts)
            column.addWidget(label(reason, "warn"))
        if record.decision_state:
            said = tr(DECISIONS.get(record.decision_state, record.decision_state))
            column.addWidget(label(tr("Office: {decision}", decision=said), "label"))
            if record.decision_reason:
                column.addWidget(label(record.decision_reason))
            if record.decision_due:
                due = tr("No later than {date}", date=record.decision_due)
                column.addWidget(label(due))
        trace = tr("Entry {n} · {head}", n=record.entry_number, head=record.head[:10])
        column.addWidget(label(trace, "hint"))
        column.addStretch(1)
