"""Scans of a file in the clerk's window: those that arrived, and those that have not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from outreach_app.domain import bundled
from outreach_app.domain.papers import Papers
from outreach_app.i18n import language, tr
from outreach_app.officeapi import scans_messages as sm
from outreach_app.officeapi.scans_client import ScanCalls
from outreach_app.ui.buttons import button, label

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

_WIDTH_PX = 900


@cache
def _papers() -> Papers:
    return Papers.load(bundled.text("documents"))


class ScansPage(QScrollArea):
    """Pictures below one another; what has not arrived is said."""

    def __init__(self, rows: Sequence[tuple[sm.ScanRow, bytes]]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        waiting = sum(not row.arrived for row, _ in rows)
        text = tr("Scans: {count}, not arrived: {waiting}", count=len(rows), waiting=waiting)
        column.addWidget(label(text, "title"))
        for row, webp in rows:
            column.addWidget(label(_papers().title(row.paper, language()), "label"))
            column.addWidget(_picture(webp) if row.arrived else label(_why(row), "warn"))
        column.addStretch(1)
        self.setWidget(body)


def _why(row: sm.ScanRow) -> str:
    """Return why a scan is not there."""
    if row.lost == "damaged":
        return tr(
            "Lost: damaged on laptop {device}. The paper must be scanned again.", device=row.device
        )
    if row.lost:
        return tr(
            "Lost: missing on laptop {device}. The paper must be scanned again.", device=row.device
        )
    return tr("Not arrived yet.")


def _picture(webp: bytes) -> QWidget:
    shown = QPixmap()
    shown.loadFromData(webp)
    image = label("")
    mode = Qt.TransformationMode.SmoothTransformation
    image.setPixmap(shown.scaledToWidth(min(_WIDTH_PX, shown.width()), mode))
    return image


class ScansDesk(QObject):
    """Scans, for one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._calls = ScanCalls(window.client)

    def show(self, number: str, back: Callable[[], object]) -> None:
        """Show the scans of a file."""

        def fetched() -> list[tuple[sm.ScanRow, bytes]]:
            rows = self._calls.of_file(number)
            return [(r, self._calls.picture(r.blob_id) if r.arrived else b"") for r in rows]

        def shown(rows: Sequence[tuple[sm.ScanRow, bytes]]) -> None:
            page = ScansPage(rows)
            others = [button(tr("Back"), back, "Escape")]
            self._window.show_page(page, lambda: self.show(number, back), others)

        self._window.ask(fetched, shown)
