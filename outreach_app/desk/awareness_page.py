"""Legal awareness at the desk: sessions before and after, problems in numbers of at least five."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.domain.regions import pekon
from outreach_app.i18n import tr
from outreach_app.officeapi import participation_messages as sm
from outreach_app.ui.buttons import label
from outreach_app.ui.dates import shown, shown_month
from outreach_app.ui.tables import fill, table

PROBLEMS = {
    "overstay": "Stay permit run out",
    "orang_asing": "Foreigner not reported",
    "calo": "Broker or illegal charge",
    "tawaran_kerja": "Doubtful job offer",
    "dokumen_ditahan": "Passport kept by somebody else",
    "dokumen_beda": "Documents that disagree",
    "lain": "Other",
}


class AwarenessPage(QWidget):
    """Two tables: sessions and problems."""

    def __init__(self, seen: sm.Awareness) -> None:
        super().__init__()
        heads = ("Awareness session", "Before", "After", "Difference")
        self.sessions = table([tr(h) for h in heads], (460, 220, 220))
        fill(self.sessions, [_session(one) for one in seen.sessions])
        columns = ("Month", "Problem", "Pekon with numbers", "Smaller numbers", "All")
        self.problems = table([tr(h) for h in columns], (100, 280, 540, 200))
        fill(self.problems, [_problem(cell) for cell in seen.problems])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Legal awareness"), "title"))
        hint = tr("Quiz before and after a session, in percent of the points; n = quizzes.")
        column.addWidget(label(hint, "hint"))
        if seen.together:
            points = seen.together.replace(".", ",")
            text = tr("On average {points} points from before to after.", points=points)
            column.addWidget(label(text, "label"))
        if not seen.sessions:
            column.addWidget(label(tr("No session has a quiz yet.")))
        column.addWidget(self.sessions, 2)
        column.addWidget(label(tr("Problems that teams met"), "title"))
        least = tr("Numbers below {n} are not shown, nor totals that give them away.", n=seen.least)
        column.addWidget(label(least, "hint"))
        if not seen.problems:
            column.addWidget(label(tr("No problem is recorded yet.")))
        column.addWidget(self.problems, 3)
        self.setFocusProxy(self.sessions)


def _session(one: sm.SessionEffect) -> list[str]:
    before = f"{one.before_percent:.1f} %  (n={one.before_n})" if one.before_n else "-"
    after = f"{one.after_percent:.1f} %  (n={one.after_n})" if one.after_n else "-"
    points = tr("{n} points", n=one.points) if one.points else "-"
    name = ", ".join(filter(None, (shown(one.on), _place(one.pekon)))) or one.event
    return [name, *(text.replace(".", ",") for text in (before, after, points))]


def _problem(cell: sm.ProblemCell) -> list[str]:
    told = "; ".join(f"{_place(code)}: {n}" for code, n in cell.shown.items())
    hidden = tr("{n} pekon", n=cell.hidden) if cell.hidden else "-"
    total = str(cell.total) if cell.total >= 0 else tr("not shown")
    month = shown_month(f"{cell.month}-01")
    return [month, tr(PROBLEMS.get(cell.kind, cell.kind)), told or "-", hidden, total]


def _place(code: str) -> str:
    found = pekon(code)
    return found.label if found else code
