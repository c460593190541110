"""Columns as wide as what stands in them: no head and no cell is cut, at any text size.

Where the room does not do for all, the widest columns give and their texts go on below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableWidget

from outreach_app.ui import theme

ROOM, HEAD_ROOM = 14, 20
"""What a cell and a head take beside their text, in pixels at 100 % (the style sheet's padding)."""

MOST_LINES = 4
"""A cell is not higher; the rest of its text stands in its tool tip."""

MOST_ROWS = 300
"""So many rows are measured: the others of a longer list are of the same kinds."""


class Columns(QObject):
    """Keeps the columns of one table fitting, as its rows, its room and the text size change.

    Args:
        table: already has its heads.
        heads: of the columns, in one line each.
        widths: wanted at least where there is room, in pixels at 100 %.
    """

    def __init__(self, table: QTableWidget, heads: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__(table)
        self._table, self._heads, self._widths = table, list(heads), list(widths)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)
        model = table.model()
        for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._later)
        table.viewport().installEventFilter(self)

    def _later(self) -> None:
        self._soon.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when the table is shown or has another width."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange):
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Give every column its width and every row the height its texts need."""
        table = self._table
        shown = [c for c in range(len(self._heads)) if not table.isColumnHidden(c)]
        texts = {c: self._texts(c) for c in shown}
        wants = [self._want(c, texts[c]) for c in shown]
        room = table.viewport().width()
        leasts = [self._least(c, texts[c]) for c in shown]
        if sum(leasts) > room:  # rather a number on two lines than a column out of sight
            leasts = [self._least(c, texts[c], r"[\s-]+") for c in shown]
        given = shared(wants, leasts, [theme.px(w) for w in self._wished(shown)], room)
        for column, width in zip(shown, given, strict=True):
            table.setColumnWidth(column, width)
            self._break_head(column, width)
        self._heighten(dict(zip(shown, given, strict=True)), texts)

    def _wished(self, shown: Sequence[int]) -> list[int]:
        return [self._widths[c] if c < len(self._widths) else 0 for c in shown]

    def _texts(self, column: int) -> list[str]:
        table = self._table
        rows = range(min(table.rowCount(), MOST_ROWS))
        items = (table.item(row, column) for row in rows)
        return [item.text() if item is not None else "" for item in items]

    def _want(self, column: int, texts: Sequence[str]) -> int:
        cells, heads = self._metrics()
        lines = (line for text in set(texts) for line in text.split("\n"))
        widest = max(map(cells.horizontalAdvance, lines), default=0)
        head = heads.horizontalAdvance(self._heads[column])
        return max(widest + theme.px(ROOM), head + theme.px(HEAD_ROOM))

    def _least(self, column: int, texts: Sequence[str], between: str = r"\s+") -> int:
        cells, heads = self._metrics()
        words = (word for text in set(texts) for word in re.split(between, text))
        widest = max(map(cells.horizontalAdvance, words), default=0)
        head = max(map(heads.horizontalAdvance, self._heads[column].split()), default=0)
        return max(widest + theme.px(ROOM), head + theme.px(HEAD_ROOM))

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        bold = QFont(self._table.font())
        bold.setBold(True)
        return QFontMetrics(self._table.font()), QFontMetrics(bold)

    def _break_head(self, column: int, width: int) -> None:
        item = self._table.horizontalHeaderItem(column)
        text = broken(self._heads[column], width - theme.px(HEAD_ROOM), self._metrics()[1])
        if item is not None and item.text() != text:
            item.setText(text)

    def _heighten(self, widths: dict[int, int], texts: dict[int, list[str]]) -> None:
        table, cells = self._table, self._metrics()[0]
        least, most = max(cells.height() + 10, theme.px(30)), MOST_LINES * cells.lineSpacing()
        table.verticalHeader().setDefaultSectionSize(least)
        for row in range(min(table.rowCount(), MOST_ROWS)):
            high = max((_height(cells, texts[c][row], w) for c, w in widths.items()), default=0)
            height = max(least, min(high, most) + 8)
            if high > most:
                self._tell(row)
            if table.rowHeight(row) != height:
                table.setRowHeight(row, height)

    def _tell(self, row: int) -> None:
        """Put the whole texts of a row into tool tips."""
        for column in range(len(self._heads)):
            item = self._table.item(row, column)
            if item is not None and not item.toolTip():
                item.setToolTip(item.text())


def shared(
    wants: Sequence[int], leasts: Sequence[int], wished: Sequence[int], room: int
) -> list[int]:
    """Share the room among columns: what they want, or the widest give down to their least.

    Args:
        wants: for all texts in one line, in pixels.
        leasts: for the longest word.
        wished: where room is left, at least so wide.
        room: in pixels; the last column takes what is left over.
    """
    left = room - sum(wants)
    if left >= 0:
        more = [max(0, wish - want) for wish, want in zip(wished, wants, strict=True)]
        part = min(1.0, left / (sum(more) or 1))
        return [want + int(extra * part) for want, extra in zip(wants, more, strict=True)]
    low, high = 0, max(wants, default=0)
    while low < high:  # the largest cap under which all fit
        cap = (low + high + 1) // 2
        low, high = (cap, high) if sum(_capped(wants, leasts, cap)) <= room else (low, cap - 1)
    return _capped(wants, leasts, low)


def _capped(wants: Sequence[int], leasts: Sequence[int], cap: int) -> list[int]:
    return [min(want, max(least, cap)) for want, least in zip(wants, leasts, strict=True)]


def broken(text: str, width: int, metrics: QFontMetrics) -> str:
    """Return `text` with line ends where the width asks for them."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    room = width - theme.px(ROOM)
    if metrics.horizontalAdvance(text) <= room and "\n" not in text:
        return metrics.height()
    flags = int(Qt.TextFlag.TextWordWrap)
    return metrics.boundingRect(0, 0, room, 10_000, flags, text).height()
