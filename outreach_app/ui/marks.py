"""The small signs of the house, drawn: its face has no ticks, triangles or arrows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygon

from outreach_app.ui import theme
from outreach_app.ui.choice_button import tick

SIDE = 20
DONE, NOW, LOOK, OPEN = "done", "now", "look", "open"


def icon(sign: str) -> QIcon:
    """Return a sign: `done` a ticked disc, `now` a dot, `look` a triangle, `open` a ring."""
    side = theme.px(SIDE)
    pixmap = QPixmap(side * 2, side * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _SIGNS[sign](painter, QRect(2, 2, side - 4, side - 4))
    return QIcon(pixmap)


def _done(painter: QPainter, place: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.token("ok")))
    painter.drawEllipse(place)
    tick(painter, place, QColor(theme.token("surface")))


def _now(painter: QPainter, place: QRect) -> None:
    painter.setPen(QPen(QColor(theme.token("primary")), 2))
    painter.drawEllipse(place)
    painter.setBrush(QColor(theme.token("primary")))
    inner = place.width() // 4
    painter.drawEllipse(place.adjusted(inner, inner, -inner, -inner))


def _look(painter: QPainter, place: QRect) -> None:
    ink = QColor(theme.token("error"))
    painter.setPen(QPen(ink, 2))
    corners = [QPoint(place.center().x(), place.top()), place.bottomRight(), place.bottomLeft()]
    painter.drawPolygon(QPolygon(corners))
    x, height = place.center().x(), place.height()
    painter.drawLine(x, place.top() + height * 4 // 10, x, place.top() + height * 7 // 10)
    painter.drawPoint(x, place.top() + height * 85 // 100)


def _open(painter: QPainter, place: QRect) -> None:
    painter.setPen(QPen(QColor(theme.token("muted")), 2))
    painter.drawEllipse(place)


_SIGNS = {DONE: _done, NOW: _now, LOOK: _look, OPEN: _open}
