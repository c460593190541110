"""Open cases by working days left: one bar a service, a number in every segment (ux 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from outreach_app.i18n import tr
from outreach_app.ui.theme import token

_ROW, _BAR, _NAME, _LEGEND = 34, 24, 300, 30
_LEAST_WIDE = 30.0
_COLOURS = {"late": "#D55E00", "0-1": "#CC79A7", "2-3": "#0072B2", "4+": "#009E73"}
_WORDS = {"late": "late", "0-1": "0-1 days", "2-3": "2-3 days", "4+": "4 days or more"}
STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class AgeBar:
    """One service: its name and the count of each segment, `stopped` apart."""

    title: str
    counts: dict[str, int]


class AgePicture(QWidget):
    """Draws the bars; the same numbers are its accessible description."""

    def __init__(self, bars: Sequence[AgeBar]) -> None:
        super().__init__()
        self._bars = bars
        self.setMinimumHeight(_LEGEND + _ROW * max(1, len(bars)))
        self.setAccessibleName(tr("Age against deadline"))
        self.setAccessibleDescription(". ".join(_spoken(bar) for bar in bars))

    def sizeHint(self) -> QSize:
        """Return the height of all bars."""
        return QSize(900, _LEGEND + _ROW * max(1, len(self._bars)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every bar."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._bars:
            painter.setPen(QColor(token("text")))
            painter.drawText(4, 20, tr("No case is waiting."))
            return
        self._legend(painter)
        most = max(sum(bar.counts.values()) for bar in self._bars) or 1
        room = self.width() - _NAME - 24
        for at, bar in enumerate(self._bars):
            self._bar(painter, _LEGEND + at * _ROW, bar, room / most)

    def _legend(self, painter: QPainter) -> None:
        left = float(_NAME)
        for name in (*_COLOURS, STOPPED):
            text = tr(_WORDS.get(name, "clock stopped"))
            self._segment(painter, QRectF(left, 4, 18, 16), name, "")
            painter.setPen(QColor(token("text")))
            painter.drawText(int(left) + 24, 18, text)
            left += 40 + painter.fontMetrics().horizontalAdvance(text)

    def _bar(self, painter: QPainter, top: int, bar: AgeBar, scale: float) -> None:
        painter.setPen(QColor(token("text")))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(bar.title, Qt.TextElideMode.ElideRight, _NAME - 16)
        painter.drawText(QRectF(0, top, _NAME - 12, _BAR), Qt.AlignmentFlag.AlignVCenter, title)
        left = float(_NAME)
        for name in (*_COLOURS, STOPPED):
            count = bar.counts.get(name, 0)
            if not count:
                continue
            wide = max(_LEAST_WIDE, min(count * scale, 60.0 * count))
            self._segment(painter, QRectF(left, top, wide, _BAR), name, str(count))
            left += wide + (10 if name == "4+" else 0)

    def _segment(self, painter: QPainter, box: QRectF, name: str, text: str) -> None:
        stopped = name == STOPPED
        painter.setPen(QColor(token("border")))
        painter.setBrush(QColor(token("surface") if stopped else _COLOURS[name]))
        painter.drawRect(box)
        if stopped:
            painter.setBrush(QBrush(QColor(token("border")), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)
        if text:
            self._number(painter, box, text, light=not stopped)

    def _number(self, painter: QPainter, box: QRectF, text: str, *, light: bool) -> None:
        if not light:  # hatched: the number stands on a plain field
            wide = painter.fontMetrics().horizontalAdvance(text) + 8
            field = QRectF(box.center().x() - wide / 2, box.top() + 3, wide, box.height() - 6)
            painter.fillRect(field, QColor(token("surface")))
        painter.setPen(QColor("#000000"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _spoken(bar: AgeBar) -> str:
    parts = [
        f"{tr(_WORDS.get(name, 'clock stopped'))} {count}"
        for name, count in bar.counts.items()
        if count
    ]
    return f"{bar.title}: {', '.join(parts)}"
