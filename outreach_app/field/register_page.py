"""L8: files and drafts on this laptop, each with its place in one of the same words everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework.case_reading import CaseReading
from outreach_app.casework.register import Row
from outreach_app.casework.settled_reading import Settled
from outreach_app.clock import at_office
from outreach_app.domain.state_words import state_word
from outreach_app.field.case_words_view import CaseWordsView
from outreach_app.field.settled_view import SettledView
from outreach_app.i18n import clock_time, day, language, tr, translate
from outreach_app.store.rows import Record
from outreach_app.ui.buttons import button, label
from outreach_app.ui.service_words import service_title
from outreach_app.ui.tables import fill, table

PLACES = {
    "draf": "Draft on this laptop",
    "belum_terkirim": "Finished, not sent yet",
    "sampai": "Reached the office",
    "diputuskan": "Decided by the office",
    "tertahan": "Held by the office",
    "ditolak": "Rejected at intake",
    "batal": "Void",
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
        self.text.setAccessibleName(tr("Number, ticket, name or last 4 of the NIK"))
        self._wait = QTimer(self, singleShot=True, interval=200)
        self._wait.timeout.connect(self.refresh)
        self.text.textChanged.connect(lambda: self._wait.start())
        self.text.returnPressed.connect(self.open_current)
        heads = [tr(h) for h in ("Number", "Ticket", "Name", "NIK", "Service", "Place", "When")]
        widths = (200, 70, 220, 160, 170, 240)
        self.table = table(heads, widths, lambda _: self.open_current())
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

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop waiting: the laptop may be locked by then."""
        self._wait.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Search again."""
        self._rows = self._search(self.text.text())
        fill(self.table, [_cells(row) for row in self._rows])
        self.empty.setVisible(not self._rows)

    def open_current(self) -> None:
        """Open the selected line."""
        at = self.table.currentRow()
        if 0 <= at < len(self._rows):
            self._open_row(self._rows[at])


def _cells(row: Row) -> list[str]:
    at = at_office(row.when_ms)
    when = f"{day(at.date())} {clock_time(at)}"
    number = row.number or "-"
    place = place_text(row)
    return [number, row.ticket, row.name, row.nik_masked, service_title(row.service), place, when]


def place_text(row: Row) -> str:
    """Return the place in words, with the decision where there is one."""
    text = tr(PLACES[row.place])
    if row.place != "diputuskan":
        return text
    return f"{text}: {state_word(row.detail, language())}"


class FilePage(QWidget):
    """A finished file: what the office said, and what can be done."""

    def __init__(
        self,
        record: Record,
        place: str,
        service: str,
        reading: CaseReading | None = None,
        settled: Sequence[Settled] = (),
        gone: str = "",
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(6)
        column.addWidget(label(record.number, "big"))
        column.addWidget(label(" · ".join(filter(None, (record.name, service))), "title"))
        if gone:
            column.addWidget(label(gone, "warn"))
        column.addWidget(label(tr(PLACES[place]), "label"))
        if record.intake_reason:
            reason = translate(language(), record.intake_reason, **record.intake_facts)
            column.addWidget(label(reason, "warn"))
        if settled:
            column.addWidget(SettledView(settled))
        if reading is not None:
            column.addWidget(CaseWordsView(reading))
        elif record.decision_state:
            said = state_word(record.decision_state, language())
            column.addWidget(label(tr("Office: {decision}", decision=said), "label"))
            if record.decision_reason:
                column.addWidget(label(record.decision_reason))
            if record.decision_due:
                due = tr("No later than {date}", date=record.decision_due)
                column.addWidget(label(due))
        trace = tr("Entry {n} · {head}", n=record.entry_number, head=record.head[:10])
        if not record.entry_number:
            trace = tr("A revision of the office")
        column.addWidget(label(trace, "hint"))
        column.addStretch(1)
