"""What the office said of a case, and what may be told or sent to its applicant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from outreach_app.casework.case_reading import CaseReading
from outreach_app.clock import at_office
from outreach_app.i18n import clock_time, day, tr
from outreach_app.ui.buttons import button, label


class CaseWordsView(QWidget):
    """State, sentences for the applicant, a text to copy or open, and the way so far."""

    def __init__(self, reading: CaseReading) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("State: {state}", state=reading.title), "label"))
        column.addWidget(label(" ".join(reading.told)))
        row = QHBoxLayout()
        row.addWidget(button(tr("Copy text"), lambda: _copy(reading.message.text)))
        if reading.message.whatsapp:
            row.addWidget(button("WhatsApp", lambda: _open(reading.message.whatsapp)))
            row.addWidget(button("SMS", lambda: _open(reading.message.sms)))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(label(tr("History"), "label"))
        column.addWidget(label("\n".join(_lines(reading.way)), "hint"))


def _lines(way: Sequence[tuple[int, str, str]]) -> list[str]:
    found = []
    for at_ms, title, reason in way:
        at = at_office(at_ms)
        found.append("  ".join(filter(None, (f"{day(at.date())} {clock_time(at)}", title, reason))))
    return found


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _open(link: str) -> None:
    QDesktopServices.openUrl(QUrl(link))
