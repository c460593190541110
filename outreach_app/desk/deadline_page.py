"""Open cases by deadline: the picture above, the list below (ux M1, M9, 10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from outreach_app.desk.case_card import forecast_text
from outreach_app.i18n import day, language, tr
from outreach_app.officeapi import case_messages as cm
from outreach_app.ui.age_picture import AgeBar, AgePicture
from outreach_app.ui.buttons import label
from outreach_app.ui.dates import shown_version
from outreach_app.ui.service_words import service_title
from outreach_app.ui.tables import fill, table

_PICTURE = 230


class DeadlinePage(QWidget):
    """Every open case; `open_case` gets the chosen number."""

    def __init__(self, found: cm.CaseList, open_case: Callable[[str], object]) -> None:
        super().__init__()
        self._rows, self._open = found.cases, open_case
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(6)
        column.addWidget(label(finding(found), "title"))
        version = tr(
            "Working days by the calendar {version}.", version=shown_version(found.calendar)
        )
        column.addWidget(label(version, "hint"))
        bars = [
            AgeBar(_title(one), dict(one.counts)) for one in found.ages if any(one.counts.values())
        ]
        scroll = QScrollArea(widgetResizable=True)
        self.picture = AgePicture(bars)
        self.picture.setObjectName("page")
        scroll.setWidget(self.picture)
        scroll.setMaximumHeight(min(_PICTURE, self.picture.sizeHint().height() + 6))
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        column.addWidget(scroll)
        heads = ("Number", "Name", "NIK", "Service", "State", "Clock", "Due", "Left", "Forecast")
        widths = (190, 180, 155, 95, 180, 95, 100, 110)
        self.table = table([tr(h) for h in heads], widths, self.open_row)
        fill(self.table, [_cells(line) for line in self._rows])
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def open_row(self, at: int) -> None:
        """Open a case."""
        if 0 <= at < len(self._rows):
            self._open(self._rows[at].number)

    def open_current(self) -> None:
        """Open the selected case."""
        self.open_row(self.table.currentRow())


def finding(found: cm.CaseList) -> str:
    """Return what the picture finds, in one sentence."""
    late = sum(one.counts.get("late", 0) for one in found.ages)
    over = sum(line.due_passed for line in found.cases)
    text = tr("{n} open cases, {late} late", n=len(found.cases), late=late)
    untold = sum(line.untold for line in found.cases)
    if over:
        text += ", " + tr("{n} did not act in time", n=over)
    if untold:
        text += ", " + tr("{n} not told of another appointment", n=untold)
    return text


def _title(one: cm.ServiceAges) -> str:
    return one.title_id if language() == "id" else one.title_en


def _cells(line: cm.CaseLine) -> Sequence[str]:
    clock = line.clock
    names = {"own": tr("our own"), "legal": tr("legal")}
    return (
        line.number,
        line.name,
        line.nik_masked,
        service_title(line.service),
        _state(line),
        names.get(clock.name, "-"),
        day(date.fromisoformat(clock.due)) if clock.due else "-",
        _left(clock),
        forecast_text(clock),
    )


def _state(line: cm.CaseLine) -> str:
    state = line.title_id if language() == "id" else line.title_en
    if line.due_passed:
        return tr("{state}, time is over", state=state)
    return tr("{state}, not told", state=state) if line.untold else state


def _left(clock: cm.CaseClock) -> str:
    if clock.left is None:
        return "-"
    if clock.stopped_since:
        return tr("stopped ({n})", n=clock.left)
    return tr("{n} late", n=-clock.left) if clock.left < 0 else str(clock.left)
