"""M8 and M9 in short: publish a form, see who has it; laptops and enrolment codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import button, label
from outreach_app.ui.tables import fill, table


class PublishPage(QWidget):
    """Publications and a way to publish a spreadsheet."""

    def __init__(
        self,
        rows: Sequence[m.Publication],
        publish: Callable[[m.PublishForm], object],
    ) -> None:
        super().__init__()
        self._publish = publish
        self.problems = label("", "problem")
        self.problems.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Forms and publications"), "title"))
        column.addWidget(button(tr("Publish a form (XLSX) …"), self.choose))
        column.addWidget(self.problems)
        heads = [tr(h) for h in ("What", "Name", "Version", "When", "Reached", "Waiting")]
        self.table = table(heads, (190, 230, 160, 160, 220))
        fill(self.table, [_publication(row) for row in rows])
        column.addWidget(self.table, 1)

    def choose(self) -> None:
        """Ask for a spreadsheet and the CSV files beside it."""
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose"), "", "XLSX, CSV (*.xlsx *.csv)")
        if names:
            self.send([Path(name) for name in names])

    def send(self, files: Sequence[Path]) -> None:
        """Publish the one spreadsheet in `files`, the CSV files as its attachments."""
        sheets = [f for f in files if f.suffix.lower() == ".xlsx"]
        if len(sheets) != 1:
            self.show_problems([tr("Choose one XLSX file and its CSV files.")])
            return
        texts = {f.name: f.read_text(encoding="utf-8") for f in files if f.suffix == ".csv"}
        data = sheets[0].read_bytes()
        self._publish(m.PublishForm(name=sheets[0].name, data=data, attachments=texts))

    def show_problems(self, lines: Sequence[str]) -> None:
        """Say what is wrong, by sheet, row and column."""
        self.problems.setText("\n".join(lines))
        self.problems.setVisible(bool(lines))


def problem_line(problem: m.FormProblem) -> str:
    """Return a problem with its place: `survey, row 41, relevant: …`."""
    text = problem.text_id if language() == "id" else problem.text_en
    row = tr("row {n}", n=problem.row) if problem.row else ""
    place = ", ".join(filter(None, (problem.sheet, row, problem.column)))
    return f"{place}: {text}" if place else text


def _publication(row: m.Publication) -> list[str]:
    at = at_office(row.published_ms)
    when = f"{day(at.date())} {clock_time(at)}"
    reached, waiting = " ".join(row.reached), " ".join(row.waiting)
    return [row.kind, row.name, row.version, when, reached, waiting]


class LaptopsPage(QWidget):
    """Laptops of this office; a new enrolment code is shown big."""

    def __init__(self, rows: Sequence[m.DeviceRow]) -> None:
        super().__init__()
        self.code = label("", "called")
        self.code.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Laptops"), "title"))
        column.addWidget(self.code)
        heads = [tr(h) for h in ("Laptop", "Name", "Unit", "Standing", "Silent days", "Entries")]
        self.table = table(heads, (100, 260, 200, 140, 120))
        fill(
            self.table,
            [
                [d.device, d.name, d.unit, tr(d.standing), str(d.silent_days), str(d.stored)]
                for d in rows
            ],
        )
        column.addWidget(self.table, 1)

    def show_code(self, code: m.EnrolmentCode) -> None:
        """Show a code to type on the laptop."""
        self.code.setText(code.code)
        self.code.show()
