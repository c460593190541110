"""The evaluation of a period at the desk: figures by section, each opens its records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from outreach_app.desk.figure_words import figure_text, group_text, section_text, value_text
from outreach_app.desk.period_bar import PeriodBar
from outreach_app.i18n import language, tr
from outreach_app.officeapi import audit_messages as am
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table

_ID = Qt.ItemDataRole.UserRole


class EvaluationPage(QWidget):
    """Figures at the left, the records of the selected one at the right.

    Args:
        found: the figures.
        ask: asks for another period.
        open_record: gets the record that Enter or a double click opens.
    """

    def __init__(
        self,
        found: am.Evaluation,
        ask: Callable[[str, str], object],
        open_record: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.found, self._open_record = found, open_record
        self.rows = [
            (section.code, figure) for section in found.sections for figure in section.figures
        ]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 12)
        outer.addLayout(PeriodBar(found.since, found.until, ask))
        row = QHBoxLayout()
        row.setSpacing(16)
        outer.addLayout(row, 1)
        row.addWidget(self._figures(), 3)
        row.addWidget(self._records(), 1)
        self._traced()

    def _figures(self) -> QTableWidget:
        heads = [tr(head) for head in ("Section", "Figure", "Group", "Value")]
        self.table = table(heads, (195, 340, 260))
        fill(
            self.table,
            [
                (section_text(code), figure_text(f.code), self._group(f), value_text(f))
                for code, f in self.rows
            ],
        )
        self.table.itemSelectionChanged.connect(self._traced)
        return self.table

    def _group(self, figure: am.Figure) -> str:
        words = self.found.names.get(figure.group, {})
        return words.get(language(), "") or group_text(figure)

    def _records(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.about = label("", "label")
        self.records = QListWidget()
        self.records.setAccessibleName(tr("Counted from"))
        self.records.itemActivated.connect(lambda item: self._open_record(str(item.data(_ID))))
        column.addWidget(self.about)
        column.addWidget(self.records, 1)
        return holder

    def _traced(self) -> None:
        self.records.clear()
        at = self.table.currentRow()
        if 0 <= at < len(self.rows):
            figure = self.rows[at][1]
            self.about.setText(tr("Counted from {count} records", count=len(figure.trace)))
            self._add(figure, figure.trace)
            if rest := [one for one in figure.among if one not in set(figure.trace)]:
                self.records.addItem(tr("Divided by {count}, these too:", count=len(figure.among)))
                self._add(figure, rest)

    def _add(self, figure: am.Figure, ids: Sequence[str]) -> None:
        """List records in words; an answer to the survey is known by nothing, and opens nothing."""
        sealed = figure.code.startswith("satisfaction.") and figure.code != "satisfaction.sample"
        for at, one in enumerate(ids, start=1):
            words = self.found.names.get(one, {}).get(language(), one.rpartition("/")[2])
            item = QListWidgetItem(tr("Sealed answer {number}", number=at) if sealed else words)
            item.setData(_ID, "" if sealed else one)
            self.records.addItem(item)
