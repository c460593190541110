"""Training at the desk: who is current in which module; workshops and seminars."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.i18n import language, tr
from outreach_app.officeapi import training_messages as tm
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table
from outreach_app.ui.text_words import CURRENCY_WORDS, iso_day

_EVENTS = {"lokakarya": "Workshop", "seminar": "Seminar", "pelatihan": "Training"}


class TrainingPage(QWidget):
    """Two tables: officers by module, and events."""

    def __init__(self, seen: tm.TrainingOverview) -> None:
        super().__init__()
        heads = (
            "Officer",
            "Module",
            "Version",
            "How it stands",
            "Last quiz",
            "Points",
            "Minutes read",
        )
        self.officers = table([tr(h) for h in heads], (150, 400, 70, 220, 120, 100))
        fill(self.officers, [_row(row) for row in seen.rows])
        heads = ("Code", "Kind", "Title", "Date", "Speakers", "Attended", "Evaluation (1-4)")
        self.events = table([tr(h) for h in heads], (100, 110, 290, 110, 260, 100))
        fill(self.events, [_event(event) for event in seen.events])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Training of officers"), "title"))
        column.addWidget(self.officers, 3)
        column.addWidget(label(tr("Workshops and seminars"), "title"))
        if not seen.events:
            text = tr("None recorded yet. Teams record them under More, Training; you can here.")
            column.addWidget(label(text, "hint"))
        column.addWidget(self.events, 2)
        self.setFocusProxy(self.officers)


def _row(row: tm.TrainingRow) -> list[str]:
    points = f"{row.last_score}/{row.last_best}" if row.attempts else "-"
    return [
        row.officer,
        row.title.get(language(), row.module),
        str(row.version),
        tr(CURRENCY_WORDS[row.currency]),
        iso_day(row.last_on) or "-",
        points,
        str(round(row.read_seconds / 60)),
    ]


def _event(event: tm.TrainingEvent) -> list[str]:
    points = [value for value in event.points.values() if value]
    said = f"{' '.join(points)} (n={len(event.evaluations)})" if points else "-"
    return [
        event.code,
        tr(_EVENTS.get(event.kind, event.kind)),
        event.title,
        iso_day(event.date),
        "; ".join(event.speakers),
        f"{len(event.officers)} + {event.others}",
        said,
    ]
