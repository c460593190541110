"""One bar as long as what was declared, for both windows (ux 11: Neraca kiriman)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from outreach_app.domain.balance_table import Line
from outreach_app.i18n import tr
from outreach_app.ui.theme import token


class BalanceBar(QWidget):
    """Accepted filled, held hatched, rejected crossed, not judged dotted; a gap is missing."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.setFixedHeight(28)
        told = {
            tr("Declared"): line.declared,
            tr("Received"): line.received,
            tr("Held"): line.held,
            tr("Rejected"): line.rejected,
            tr("Missing"): line.missing,
        }
        self.setAccessibleName(", ".join(f"{name} {count}" for name, count in told.items()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts."""
        line = self._line
        whole = max(1, line.declared, line.received)
        unjudged = line.received - line.accepted - line.held - line.rejected
        parts = (
            (line.accepted, "ok", Qt.BrushStyle.SolidPattern),
            (line.held, "warn", Qt.BrushStyle.BDiagPattern),
            (line.rejected, "error", Qt.BrushStyle.DiagCrossPattern),
            (unjudged, "border", Qt.BrushStyle.Dense6Pattern),
        )
        painter = QPainter(self)
        left = 0.0
        for count, name, pattern in parts:
            wide = (self.width() - 1) * count / whole
            if count:
                painter.setPen(QColor(token("border")))
                brush = painter.brush()
                brush.setColor(QColor(token(name)))
                brush.setStyle(pattern)
                painter.setBrush(brush)
                painter.drawRect(QRectF(left, 4, wide, 20))
            left += wide
        painter.setPen(QColor(token("border")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0, 4, self.width() - 1, 20))
