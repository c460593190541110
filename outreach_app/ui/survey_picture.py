"""Satisfaction by element: nine rows, a dot on 1 to 4, category limits as faint lines (ux 10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from outreach_app.domain.satisfaction import ELEMENTS, element
from outreach_app.i18n import Language
from outreach_app.ui import theme

ROW_PX, DOT_PX = 34, 8
_DATA = "#0072B2"


@dataclass(frozen=True, slots=True)
class SurveyShape:
    """What the picture shows.

    Attributes:
        means: element -> NRR as text, 1.000 to 4.000.
        limits: category limits on the scale of 1 to 4, e.g. 2.6, 3.064, 3.532.
        enough: False below the minimum sample: dots are hollow.
    """

    means: Mapping[str, str]
    limits: Sequence[float]
    enough: bool


class SurveyPicture(QWidget):
    """Draws the means; a screen reader hears them as one sentence."""

    def __init__(self, shape: SurveyShape, language: Language) -> None:
        super().__init__()
        self._shape, self._language = shape, language
        self.setMinimumHeight(ROW_PX * (len(ELEMENTS) + 1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = (f"{element(u, language)} {shape.means[u]}" for u in ELEMENTS if u in shape.means)
        self.setAccessibleName("; ".join(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names, limits and dots."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = 380.0
        left, right = names + 16, self.width() - 90.0

        def x(value: float) -> float:
            return left + (right - left) * (value - 1) / 3

        self._scale(painter, x)
        for at, code in enumerate(ELEMENTS):
            y = ROW_PX * (at + 0.5)
            painter.setPen(QColor(theme.token("text")))
            box = QRectF(0, y - ROW_PX / 2, names, ROW_PX)
            text = f"{code}  {element(code, self._language)}"
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            if code in self._shape.means:
                self._dot(painter, x(float(self._shape.means[code])), y)
                value = QRectF(right + 12, y - ROW_PX / 2, 80, ROW_PX)
                said = f"{float(self._shape.means[code]):.2f}".replace(".", ",")
                painter.drawText(value, Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()

    def _scale(self, painter: QPainter, place: Callable[[float], float]) -> None:
        bottom = ROW_PX * len(ELEMENTS)
        painter.setPen(QPen(QColor(theme.token("border")), 1, Qt.PenStyle.DotLine))
        for limit in self._shape.limits:
            painter.drawLine(QPointF(place(limit), 0), QPointF(place(limit), bottom))
        painter.setPen(QColor(theme.token("muted")))
        for value in (1, 2, 3, 4):
            box = QRectF(place(value) - 20, bottom, 40, ROW_PX)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(value))

    def _dot(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(QColor(_DATA), 3))
        painter.setBrush(QColor(_DATA) if self._shape.enough else QColor(theme.token("surface")))
        painter.drawEllipse(QPointF(x, y), DOT_PX, DOT_PX)
        painter.setPen(QColor(theme.token("text")))
