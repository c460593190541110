"""M8 and M9 in short: publish a form, see who has it; laptops and enrolment codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.desk.mending_table import MendingTable
from outreach_app.domain.entries import FORM_PUBLISHED
from outreach_app.domain.form_entries import FORM_WITHDRAWN
from outreach_app.forms.media import as_data
from outreach_app.i18n import clock_time, day, tr
from outreach_app.officeapi import forms_messages as fm
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import button, label
from outreach_app.ui.tables import fill, table

_KINDS = {
    ".csv": "", ".xml": "", ".geojson": "", ".png": "image/png", ".jpg": "image/jpeg",
    ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".wav": "audio/wav", ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
}  # fmt: skip
"""What may stand beside a spreadsheet; pictures, sounds and films become `data:` texts."""
LARGEST_BESIDE = 1_000_000
"""Bytes of a picture, sound or film: every laptop fetches it over a village's link."""


class PublishPage(QWidget):
    """Publications, a way to check a spreadsheet, and one to withdraw a version.

    Args:
        rows: what was published, newest first.
        check: compiles a spreadsheet at the office.
        withdraw: withdraws a version.
    """

    def __init__(
        self,
        rows: Sequence[m.Publication],
        check: Callable[[m.PublishForm], object],
        withdraw: Callable[[fm.WithdrawForm], object],
    ) -> None:
        super().__init__()
        self._rows, self._check, self._withdraw = rows, check, withdraw
        self.problems, self.found = label("", "problem"), label("", "ok")
        self.mending, self.advice = MendingTable("problem"), MendingTable("warn")
        self.which = label("", "label")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why is it withdrawn? The officers read this."))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.reason.returnPressed.connect(self._withdrawn)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Forms"), "title"))
        choose = button(tr("Check a form (XLSX) …"), self.choose)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.found, self.problems, self.which, self.reason):
            part.hide()
            column.addWidget(part)
        for made in (self.mending, self.advice):
            column.addWidget(made)
        heads = [tr(h) for h in ("What", "Name", "Version", "When", "Reached", "Waiting")]
        self.table = table(heads, (190, 230, 160, 160, 220))
        fill(self.table, [_publication(row) for row in rows])
        self.table.setAccessibleName(tr("Forms"))
        column.addWidget(self.table, 1)

    def choose(self) -> None:
        """Ask for a spreadsheet and the files beside it."""
        sorts = f"XLSX, CSV (*.xlsx {' '.join(f'*{kind}' for kind in _KINDS)})"
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose"), "", sorts)
        if names:
            self.send([Path(name) for name in names])

    def send(self, files: Sequence[Path]) -> None:
        """Check the one spreadsheet in `files`, the others as its attachments."""
        sheets = [f for f in files if f.suffix.lower() == ".xlsx"]
        if len(sheets) != 1:
            self.show_problems([tr("Choose one XLSX file and its CSV files.")])
            return
        large = [f.name for f in files if _is_large(f)]
        if large:
            self.show_problems([_too_large(name) for name in large])
            return
        beside = {f.name: _text(f) for f in files if f.suffix.lower() in _KINDS}
        data = sheets[0].read_bytes()
        self._check(m.PublishForm(name=sheets[0].name, data=data, attachments=beside))

    def show_checked(self, checked: fm.CheckedForm) -> None:
        """Say that a form can be published, and what its author should know."""
        said = tr(
            "{form} {version} can be published. Look at the preview first.",
            form=checked.form_id,
            version=checked.form_version,
        )
        self.found.setText(said)
        self.found.show()
        self.advice.tell(checked.warnings)

    def ask_reason(self) -> None:
        """Ask why the chosen version is withdrawn; Enter does it."""
        row = self._form_chosen()
        if row is None:
            self.show_problems([tr("Choose a form in the list first.")])
            return
        self.problems.hide()
        self.which.setText(
            tr(
                "Withdraw {form} {version}: a reason, then Enter.",
                form=row.name,
                version=row.version,
            )
        )
        self.which.show()
        self.reason.show()
        self.reason.setFocus()

    def _form_chosen(self) -> m.Publication | None:
        at = self.table.currentRow()
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        return row if row is not None and row.kind == FORM_PUBLISHED else None

    def _withdrawn(self) -> None:
        row = self._form_chosen()
        if row is not None:
            wanted = fm.WithdrawForm(
                form_id=row.name, form_version=row.version, reason=self.reason.text().strip()
            )
            self._withdraw(wanted)

    def show_mending(self, problems: Sequence[m.FormProblem]) -> None:
        """Say what to mend in the spreadsheet."""
        self.found.hide()
        self.advice.hide()
        self.mending.tell(problems)

    def show_problems(self, lines: Sequence[str]) -> None:
        """Say what else is wrong."""
        self.problems.setText("\n".join(lines))
        self.problems.setVisible(bool(lines))


def _is_large(file: Path) -> bool:
    media = _KINDS.get(file.suffix.lower(), "")
    return bool(media) and file.stat().st_size > LARGEST_BESIDE


def _too_large(name: str) -> str:
    return tr("{name} is larger than 1 MB. Nothing was checked. Make it smaller.", name=name)


def _text(file: Path) -> str:
    """Return a file as a form's attachment; the office tells the row of what is not UTF-8."""
    kind, data = _KINDS[file.suffix.lower()], file.read_bytes()
    return as_data(data, kind) if kind else data.decode("utf-8", errors="replace")


def _publication(row: m.Publication) -> list[str]:
    at = at_office(row.published_ms)
    when = f"{day(at.date())} {clock_time(at)}"
    reached, waiting = " ".join(row.reached), " ".join(row.waiting)
    what = {FORM_PUBLISHED: tr("Form published"), FORM_WITHDRAWN: tr("Form withdrawn")}
    return [what.get(row.kind, row.kind), row.name, row.version, when, reached, waiting]


class LaptopsPage(QWidget):
    """Laptops of this office; a new enrolment code is shown big.

    Args:
        rows: by number.
        open_one: shows a laptop.
    """

    def __init__(
        self, rows: Sequence[m.DeviceRow], open_one: Callable[[m.DeviceRow], object] = id
    ) -> None:
        super().__init__()
        self._rows, self._open = rows, open_one
        self.code = label("", "called")
        self.code.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Laptops"), "title"))
        column.addWidget(self.code)
        names = ("Laptop", "Name", "Unit", "Standing", "Silent days", "Entries", "Held")
        heads = [tr(h) for h in names]
        widths = (100, 260, 200, 140, 130, 110)
        self.table = table(heads, widths, lambda _: self.open_current())
        fill(
            self.table,
            [
                [
                    *(d.device, d.name, d.unit, tr(d.standing)),
                    *map(str, (d.silent_days, d.stored, d.held_entries)),
                ]
                for d in rows
            ],
        )
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def open_current(self) -> None:
        """Show the laptop in hand."""
        at = self.table.currentRow()
        if 0 <= at < len(self._rows):
            self._open(self._rows[at])

    def show_code(self, code: m.EnrolmentCode) -> None:
        """Show a code to type on the laptop."""
        self.code.setText(code.code)
        self.code.show()
