"""M1 and M2: batches with their two-sided balance, and one batch with its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from outreach_app.desk.clock_words import clock_words, is_off
from outreach_app.domain import balance_words
from outreach_app.domain.entries import RECORD
from outreach_app.domain.erasure_entries import GONE
from outreach_app.domain.regions import pekon
from outreach_app.domain.state_words import state_word
from outreach_app.i18n import language, tr, translate
from outreach_app.officeapi import messages as m
from outreach_app.ui import dates
from outreach_app.ui.balance_view import BalanceView, difference_labels
from outreach_app.ui.buttons import label
from outreach_app.ui.service_words import papers_text, service_title
from outreach_app.ui.tables import fill, table

INTAKE = {"diterima": "accepted", "ditahan": "held", "ditolak": "rejected"}


def _place(code: str) -> str:
    found = pekon(code)
    return found.label if found else code


def verdict(row: m.BatchRow) -> str:
    """Return whether a batch balances, in words."""
    if not row.closed:
        return tr("day still open")
    return tr("balanced") if row.balanced else tr("NOT balanced")


def _device(row: m.BatchRow) -> str:
    return tr("{device} (clock)", device=row.device) if is_off(row.clock_off_s) else row.device


def _counts(line: m.FormBalance) -> list[str]:
    declared = "-" if line.declared is None else str(line.declared)
    rest = (line.received, line.accepted, line.held, line.rejected, line.missing)
    return [declared, *map(str, rest)]


_HEADS = ("Declared", "Received", "Passed", "Held", "Rejected", "Missing")


class BatchesPage(QWidget):
    """Every batch; `open_batch` gets the chosen id; `threads` tells of complaints above them."""

    def __init__(
        self,
        rows: Sequence[m.BatchRow],
        open_batch: Callable[[str], object],
        threads: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._rows, self._open = rows, open_batch
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        if threads is not None:
            column.addWidget(threads)
        column.addWidget(label(tr("Batches"), "title"))
        if not rows:
            column.addWidget(label(tr("No batch has arrived yet."), "hint"))
        heads = [tr(h) for h in ("Place", "Date", "Laptop", *_HEADS, "Balance", "To decide")]
        self.table = table(heads, (215, 105, 125, 100, 90, 80, 85, 80, 80, 150), self.open_row)
        fill(
            self.table,
            [
                [
                    _place(r.pekon),
                    dates.shown(r.date),
                    _device(r),
                    *_counts(r.balance),
                    verdict(r),
                    str(r.undecided),
                ]
                for r in rows
            ],
        )
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def open_row(self, at: int) -> None:
        """Open a batch."""
        if 0 <= at < len(self._rows):
            self._open(self._rows[at].batch_id)

    def open_current(self) -> None:
        """Open the selected batch."""
        self.open_row(self.table.currentRow())


_SERIOUS = (balance_words.CHAIN, balance_words.MISSING, balance_words.UNDECLARED)


def _scrolled(view: BalanceView) -> QScrollArea:
    """Return the table no higher than half a screen; the files below stay in sight."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(view)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setMaximumHeight(min(300, view.sizeHint().height() + 4))
    return area


class BatchPage(QWidget):
    """One batch: both sides, what is missing, and its files."""

    def __init__(self, detail: m.BatchDetail, open_case: Callable[[str], object]) -> None:
        super().__init__()
        self.detail, self._open = detail, open_case
        row = detail.row
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(6)
        column.addWidget(
            label(f"{_place(row.pekon)} · {dates.shown(row.date)} · {row.device}", "title")
        )
        column.addWidget(label(verdict(row), "ok" if row.balanced else "bad"))
        if is_off(row.clock_off_s):
            words = tr("The laptop's clock: {how}.", how=clock_words(row.clock_off_s))
            column.addWidget(label(words, "warn"))
        if detail.table is not None:
            for one in difference_labels(balance_words.of_office(detail.table), _SERIOUS):
                column.addWidget(one)
            column.addWidget(_scrolled(BalanceView(tr("Balance of the batch"), detail.table)))
        else:
            column.addWidget(self._so_far())
        heads = [tr(h) for h in ("Number", "Name", "NIK", "Service", "Intake", "Case", "Not there")]
        self.table = table(heads, (190, 230, 155, 105, 240, 190), self.open_row)
        fill(self.table, [_cells(r) for r in detail.records])
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _so_far(self) -> QWidget:
        """Return the counts of a day that is still open."""
        row = self.detail.row
        made = table([tr("Form"), *(tr(h) for h in _HEADS)], (300, 110, 110, 110, 110, 110))
        lines = [(f"{b.form_id} {b.form_version}", b) for b in row.forms]
        fill(made, [[name, *_counts(b)] for name, b in [*lines, (tr("Sum"), row.balance)]])
        made.setFixedHeight(38 * (len(lines) + 2))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def open_row(self, at: int) -> None:
        """Open a file."""
        if 0 <= at < len(self.detail.records):
            self._open(self.detail.records[at].number)

    def open_current(self) -> None:
        """Open the selected file."""
        self.open_row(self.table.currentRow())


def intake_text(row: m.RecordRow) -> str:
    """Return the intake state with its reason in words."""
    text = tr(INTAKE.get(row.intake, row.intake))
    if not row.intake_reason:
        return text
    return f"{text}: {translate(language(), row.intake_reason, **row.intake_facts)}"


def case_text(row: m.RecordRow) -> str:
    """Return the decision in words, and whether it waits for the reply."""
    if not row.case_state:
        return "-" if row.kind == RECORD else tr("not decided")
    text = state_word(row.case_state, language())
    return tr("{text} (not sent yet)", text=text) if row.decision_waits else text


def _cells(row: m.RecordRow) -> list[str]:
    missing = papers_text(row.documents_missing)
    return [
        row.number,
        row.name or (tr("erased") if row.cancelled == GONE else ""),
        row.nik_masked,
        service_title(row.service),
        intake_text(row),
        case_text(row),
        missing,
    ]
