"""Coverage as a tile map: a tile for each kecamatan, a square for each pekon (ux section 10).

Filled = visited within twelve months, half = planned, hollow = not. Arrows move between tiles, T
shows the same as a table; a screen reader hears the tile. Nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStackedWidget, QTableWidget, QVBoxLayout, QWidget

from outreach_app.domain.coverage import NEVER, PLANNED, VISITED, Place, Tile, totals
from outreach_app.i18n import tr
from outreach_app.ui import dates, theme
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table

_GAP, _SQUARE, _HEAD, _ROW = 8, 16, 24, 6
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def title(tiles: Sequence[Tile]) -> str:
    """Return the finding in one sentence."""
    counts = totals(tiles)
    if counts[VISITED] == 0:
        return tr(
            "Never visited: {pekon} pekon, {kelurahan} kelurahan",
            pekon=counts["never_pekon"],
            kelurahan=counts["never_kelurahan"],
        )
    return tr(
        "{visited} of 136 pekon visited in 12 months, {planned} planned, {never} not",
        visited=counts[VISITED],
        planned=counts[PLANNED],
        never=counts[NEVER],
    )


def place_words(place: Place) -> str:
    """Return what is known of one pekon, in words."""
    if place.state == VISITED:
        return tr("visited {date}", date=dates.shown(place.last))
    if place.state == PLANNED:
        return tr("planned {date}", date=dates.shown(place.next))
    return tr("last {date}", date=dates.shown(place.last)) if place.last else tr("never visited")


class TileMap(QWidget):
    """The picture; `current` is the tile that the arrows are on.

    Signals:
        moved: another tile is current.
    """

    moved = Signal()

    def __init__(self, tiles: Sequence[Tile]) -> None:
        super().__init__()
        self._tiles = list(tiles)
        self.current = self._tiles[0]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell()

    def sizeHint(self) -> QSize:
        """Return a size in which every label fits."""
        return QSize(900, 400)

    def go(self, row: int, column: int) -> None:
        """Move by so many tiles, to the nearest one in that direction."""
        here = self.current

        def ahead(tile: Tile) -> bool:
            down, right = tile.row - here.row, tile.column - here.column
            return down * row > 0 if row else right * column > 0

        def far(tile: Tile) -> tuple[int, int]:
            down, right = abs(tile.row - here.row), abs(tile.column - here.column)
            return (down + 3 * right, right) if row else (right + 3 * down, down)

        found = [tile for tile in self._tiles if ahead(tile)]
        if found:
            self._choose(min(found, key=far))

    def _choose(self, tile: Tile) -> None:
        self.current = tile
        self._tell()
        self.update()
        self.moved.emit()

    def _tell(self) -> None:
        self.setAccessibleName(self.current.label)
        words = (f"{p.pekon.name}: {place_words(p)}" for p in self.current.places)
        self.setAccessibleDescription("; ".join(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between tiles."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.go(*step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the tile under the pointer."""
        at = QPointF(event.position())
        for tile in self._tiles:
            if self._rect(tile).contains(at):
                self._choose(tile)

    def _rect(self, tile: Tile) -> QRectF:
        columns = max(t.column for t in self._tiles) + 1
        rows = max(t.row for t in self._tiles) + 1
        width = (self.width() - _GAP) / columns
        height = (self.height() - _GAP) / rows
        return QRectF(
            _GAP + tile.column * width, _GAP + tile.row * height, width - _GAP, height - _GAP
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every tile."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.token("surface")))
        for tile in self._tiles:
            self._paint(painter, tile)
        painter.end()

    def _paint(self, painter: QPainter, tile: Tile) -> None:
        rect, chosen = self._rect(tile), tile is self.current
        painter.setPen(
            QPen(QColor(theme.token("primary" if chosen else "line")), 3 if chosen else 1)
        )
        painter.setBrush(QColor(theme.token("selection" if chosen else "surface")))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor(theme.token("text")))
        font = self.font()
        font.setPixelSize(13)
        font.setBold(True)
        painter.setFont(font)
        words = QRectF(rect.x() + 6, rect.y() + 2, rect.width() - 8, _HEAD * 1.6)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), tile.label)
        for at, place in enumerate(tile.places):
            x = rect.x() + 6 + (at % _ROW) * (_SQUARE + 2)
            y = rect.y() + _HEAD * 1.7 + (at // _ROW) * (_SQUARE + 3)
            paint_square(painter, QPoint(int(x), int(y)), place.state)


def paint_square(painter: QPainter, at: QPoint, state: str) -> None:
    """Draw one pekon: filled, half or hollow."""
    full = QRectF(at.x() + 1, at.y() + 1, _SQUARE - 3, _SQUARE - 3)
    ink = QColor(theme.token("primary"))
    painter.setPen(QPen(QColor(theme.token("border")), 1))
    painter.setBrush(QColor(theme.token("surface")))
    painter.drawRect(full)
    painter.setBrush(ink)
    if state == VISITED:
        painter.drawRect(full)
    elif state == PLANNED:
        painter.drawPolygon([full.bottomLeft(), full.bottomRight(), full.topRight()])


class CoverageView(QWidget):
    """The map with its sentence, the pekon of the current tile, and the table behind T.

    Args:
        tiles: as `domain.coverage` tells them.
    """

    def __init__(self, tiles: Sequence[Tile]) -> None:
        super().__init__()
        self._tiles = list(tiles)
        self.map = TileMap(self._tiles)
        self.table = self._table()
        self._list = label("", "hint")
        self._views = QStackedWidget()
        self._views.addWidget(self.map)
        self._views.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(6)
        column.addWidget(label(title(self._tiles), "title"))
        column.addWidget(
            label(
                tr("Filled: visited. Half: planned. Hollow: not. Arrows move, T shows a table."),
                "hint",
            )
        )
        column.addWidget(self._views, 1)
        column.addWidget(self._list)
        self.map.moved.connect(self._show)
        self.setFocusProxy(self.map)
        self._show()

    def _show(self) -> None:
        tile = self.map.current
        words = (f"{p.pekon.name}: {place_words(p)}" for p in tile.places)
        self._list.setText(f"{tile.label}.  " + "  ·  ".join(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T changes between picture and table."""
        if event.key() == Qt.Key.Key_T:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Show the table instead of the picture, or the other way round."""
        self._views.setCurrentIndex(1 - self._views.currentIndex())
        if (shown := self._views.currentWidget()) is not None:
            shown.setFocus()

    def _table(self) -> QTableWidget:
        heads = [tr(h) for h in ("Kecamatan", "Pekon", "State", "Last visit", "Next visit")]
        made = table(heads, (180, 240, 200, 140))
        states: dict[str, Callable[[], str]] = {
            VISITED: lambda: tr("visited"),
            PLANNED: lambda: tr("planned"),
            NEVER: lambda: tr("not visited"),
        }
        fill(
            made,
            [
                [
                    tile.name,
                    place.pekon.name,
                    states[place.state](),
                    dates.shown(place.last) or "-",
                    dates.shown(place.next) or "-",
                ]
                for tile in self._tiles
                for place in tile.places
            ],
        )
        return made
