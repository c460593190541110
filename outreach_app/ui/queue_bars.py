"""The queue of today as bars for half hours: taken beside served, people waiting as a line (L3).

Priority is hatched; every bar has its number; T shows a table (ux section 10).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from outreach_app.domain.queue_times import Bar
from outreach_app.i18n import tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table

_SHOWN = 12
_FOOT, _TOP = 22, 18


class Bars(QWidget):
    """The picture of the last six hours."""

    def __init__(self, bars: Sequence[Bar]) -> None:
        super().__init__()
        self._bars = list(bars)[-_SHOWN:]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(130)
        self.setAccessibleName(tr("Queue today, by half hours"))
        spoken = (
            tr("{start}: taken {taken}, served {served}, waiting {waiting}", **_facts(bar))
            for bar in self._bars
        )
        self.setAccessibleDescription("; ".join(spoken))

    def sizeHint(self) -> QSize:
        """Return a size that fits the side card."""
        return QSize(400, 150)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars and the line."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        most = max((max(b.taken, b.served, b.waiting) for b in self._bars), default=1) or 1
        width = self.width() / max(6, len(self._bars))
        height = self.height() - _FOOT - _TOP
        points = []
        for at, bar in enumerate(self._bars):
            x = at * width
            self._bar(painter, QRectF(x, _TOP, width, height), bar, most)
            points.append(QPointF(x + width / 2, _TOP + height * (1 - bar.waiting / most)))
        painter.setPen(QPen(QColor(theme.token("text")), 2, Qt.PenStyle.DotLine))
        painter.drawPolyline(points)
        painter.end()

    def _bar(self, painter: QPainter, place: QRectF, bar: Bar, most: int) -> None:
        each = place.width() / 2 - 3
        ink, line = QColor(theme.token("primary")), QColor(theme.token("border"))
        for at, (count, colour) in enumerate(((bar.taken, ink), (bar.served, line))):
            tall = place.height() * count / most
            rect = QRectF(place.x() + 2 + at * (each + 2), place.bottom() - tall, each, tall)
            painter.fillRect(rect, colour)
            if at == 0 and bar.priority:
                part = place.height() * bar.priority / most
                low = QRectF(rect.x(), rect.bottom() - part, each, part)
                painter.fillRect(low, QColor(theme.token("surface")))
                painter.setPen(ink)
                painter.setBrush(Qt.BrushStyle.BDiagPattern)
                painter.drawRect(low)
            if count:
                painter.setPen(QColor(theme.token("text")))
                above = QRectF(rect.x() - 6, rect.y() - 16, each + 12, 15)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(count))
        painter.setPen(QColor(theme.token("text")))
        foot = QRectF(place.x(), place.bottom() + 2, place.width(), _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, bar.start.replace(":", "."))


class QueueBars(QWidget):
    """The picture and, behind T, its table."""

    def __init__(self, bars: Sequence[Bar]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if not bars:
            column.addWidget(label(tr("No tickets today yet."), "hint"))
            return
        column.addWidget(
            label(
                tr("Blue taken (hatched: priority), grey served, dots: waiting. T: table."), "hint"
            )
        )
        self._views = QStackedWidget()
        self.picture = Bars(bars)
        self._views.addWidget(self.picture)
        heads = [tr(h) for h in ("From", "Taken", "Priority", "Served", "In line")]
        self.table = table(heads, (70, 80, 80, 80))
        fill(
            self.table,
            [[b.start, str(b.taken), str(b.priority), str(b.served), str(b.waiting)] for b in bars],
        )
        self._views.addWidget(self.table)
        column.addWidget(self._views)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T changes between picture and table."""
        if event.key() == Qt.Key.Key_T and hasattr(self, "_views"):
            self._views.setCurrentIndex(1 - self._views.currentIndex())
            if (shown := self._views.currentWidget()) is not None:
                shown.setFocus()
        else:
            super().keyPressEvent(event)


def _facts(bar: Bar) -> dict[str, object]:
    return {
        "start": bar.start,
        "taken": bar.taken,
        "served": bar.served,
        "waiting": bar.waiting,
    }
