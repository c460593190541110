"""Training at the desk: who is current in which module; workshops and seminars."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from outreach_app.desk import training_services
from outreach_app.desk.threads_page import about_text
from outreach_app.i18n import decimal, language, tr
from outreach_app.officeapi import training_messages as tm
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table
from outreach_app.ui.text_words import CURRENCY_WORDS, iso_day

_EVENTS = {"lokakarya": "Workshop", "seminar": "Seminar", "pelatihan": "Training"}


class TrainingPage(QWidget):
    """Two tables: officers by module, and events."""

    def __init__(self, seen: tm.TrainingOverview) -> None:
        super().__init__()
        self._rows = seen.rows
        self.service = QComboBox()
        self.service.setAccessibleName(tr("Service"))
        self.service.addItem(tr("All services"), "")
        for code in training_services.codes():
            self.service.addItem(about_text(code), code)
        self.current = label("", "label")
        heads = (
            "Officer",
            "Module",
            "Counts for",
            "Version",
            "How it stands",
            "Last quiz",
            "Points",
            "Minutes read",
        )
        self.officers = table([tr(h) for h in heads], (120, 290, 240, 70, 210, 110, 80))
        self.service.currentIndexChanged.connect(self._chosen)
        self._chosen()
        event_heads = ("Code", "Kind", "Title", "Date", "Speakers", "Attended", "Evaluation (1-4)")
        self.events = table([tr(h) for h in event_heads], (100, 110, 290, 110, 260, 100))
        fill(self.events, [_event(event) for event in seen.events])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Training of officers"), "title"))
        row = QHBoxLayout()
        row.addWidget(label(tr("Service"), "label"))
        row.addWidget(self.service)
        row.addWidget(self.current, 1)
        column.addLayout(row)
        column.addWidget(self.officers, 3)
        column.addWidget(label(tr("Workshops and seminars"), "title"))
        if not seen.events:
            text = tr("None recorded yet. Teams record them under More, Training; you can here.")
            column.addWidget(label(text, "hint"))
        column.addWidget(self.events, 2)
        self.setFocusProxy(self.officers)

    def _chosen(self) -> None:
        """Show the modules that count for the chosen service, and who is current in all."""
        shown = training_services.for_service(self._rows, str(self.service.currentData()))
        fill(self.officers, [_row(row) for row in shown])
        names = ", ".join(training_services.current(shown)) or "-"
        self.current.setText(tr("Current in all of these: {names}", names=names))


def _row(row: tm.TrainingRow) -> list[str]:
    points = f"{row.last_score}/{row.last_best}" if row.attempts else "-"
    return [
        row.officer,
        row.title.get(language(), row.module),
        ", ".join(map(about_text, row.services)) or tr("All services"),
        str(row.version),
        tr(CURRENCY_WORDS[row.currency]),
        iso_day(row.last_on) or "-",
        points,
        str(round(row.read_seconds / 60)),
    ]


def _event(event: tm.TrainingEvent) -> list[str]:
    points = [decimal(value) for value in event.points.values() if value]
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
