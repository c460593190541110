"""The evaluation of a period at the desk: figures by section, each opens its records."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from outreach_app.desk.period_bar import PeriodBar
from outreach_app.desk.threads_page import about_text
from outreach_app.domain import threads
from outreach_app.domain.regions import pekon
from outreach_app.i18n import language, tr
from outreach_app.officeapi import audit_messages as am
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table

_SECTIONS = {
    "standards": "Standards kept",
    "waiting": "Waiting time",
    "satisfaction": "Satisfaction",
    "complaints": "Complaints and questions",
    "coverage": "Coverage",
    "productivity": "Productivity",
    "resources": "Resources",
    "training": "Training",
    "days": "Outreach days",
    "reach": "Reach",
}
_FIGURES = {
    "standards.kept": "First decision within our standard",
    "standards.median_days": "Working days to the first decision, median",
    "standards.undecided": "Not decided yet",
    "waiting.median": "From ticket to call, median",
    "waiting.p90": "From ticket to call, nine of ten at most",
    "waiting.called": "Tickets called",
    "satisfaction.index": "Satisfaction index",
    "satisfaction.answers": "Answers to the survey",
    "complaints.received": "Received",
    "complaints.in_time": "Within the limit",
    "complaints.answered": "Answered",
    "complaints.late": "Late",
    "complaints.reopened": "Opened again",
    "coverage.days": "Outreach days",
    "coverage.pekon": "Pekon visited",
    "coverage.files": "Files",
    "productivity.files": "Files finished",
    "productivity.files_a_day": "Files a day",
    "waiting.unknown": "Waiting not measured",
    "days.planned": "Days planned",
    "days.held": "Days held",
    "days.unplanned": "Held without a plan",
    "days.moved": "Moved",
    "days.cancelled": "Cancelled",
    "resources.spent": "Spent",
    "resources.budget": "Budget",
    "resources.cost_per_served": "Cost per served person",
    "resources.cost_per_application": "Cost per application",
    "resources.differences": "Counts that differed",
    "reach.came": "People at events",
    "reach.before_90": "Applications 90 days before",
    "reach.after_30": "Applications 30 days after",
    "reach.after_90": "Applications 90 days after",
}
_UNITS = {"percent": " %", "days": "", "minutes": " min", "count": "", "index": "", "idr": ""}


def figure_text(code: str) -> str:
    """Return a figure's words."""
    return tr(_FIGURES.get(code, code))


def value_text(figure: am.Figure) -> str:
    """Return a figure as people read it."""
    if not figure.value:
        return "-"
    shown_ = figure.value.replace(".", ",")
    of = tr(" of {count}", count=figure.of) if figure.unit == "percent" else ""
    return f"{shown_}{_UNITS.get(figure.unit, '')}{of}"


class EvaluationPage(QWidget):
    """Figures at the left, the records of the selected one at the right."""

    def __init__(self, found: am.Evaluation, ask: Callable[[str, str], object]) -> None:
        super().__init__()
        self.found = found
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
        self.table = table(heads, (240, 380, 180))
        fill(
            self.table,
            [
                (tr(_SECTIONS.get(code, code)), figure_text(f.code), _group(f), value_text(f))
                for code, f in self.rows
            ],
        )
        self.table.itemSelectionChanged.connect(self._traced)
        return self.table

    def _records(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.about = label("", "label")
        self.records = QListWidget()
        self.records.setAccessibleName(tr("Counted from"))
        column.addWidget(self.about)
        column.addWidget(self.records, 1)
        return holder

    def _traced(self) -> None:
        self.records.clear()
        at = self.table.currentRow()
        if 0 <= at < len(self.rows):
            figure = self.rows[at][1]
            self.about.setText(tr("Counted from {count} records", count=len(figure.trace)))
            self.records.addItems(list(figure.trace))


def _group(figure: am.Figure) -> str:
    if not figure.group:
        return ""
    if figure.code.startswith("coverage."):
        found = pekon(figure.group)
        return found.label if found else figure.group
    if figure.code.startswith("complaints."):
        return threads.kind_name(figure.group, language())
    return about_text(figure.group)
