"""A layout that puts what fits beside one another and goes on below: by measuring, no setting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items in rows that break where the width ends.

    Args:
        columns: at most so many beside one another, 0 for as many as fit.
        even: all items of one width, in columns; else each as wide as it wants.
        fill: even items share the whole width.
        gap: pixels between items.
    """

    def __init__(
        self, columns: int = 0, *, even: bool = False, fill: bool = False, gap: int = 8
    ) -> None:
        super().__init__()
        self._columns, self._even, self._fill = columns, even or fill, fill
        self._strict = False
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setSpacing(gap)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def be_even(self, columns: int) -> None:
        """Share the width evenly among `columns` from now on, whether they fit or not."""
        self._columns, self._even, self._fill, self._strict = columns, True, True, True
        self.invalidate()

    def invalidate(self) -> None:
        """Measure anew, as Qt says when an item changed its size, came or went."""
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take an item."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return an item, None beyond the last (Qt asks so)."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take an item out."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Fewer beside one another means more below one another."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Put the items in place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size with everything beside one another, up to the wanted columns."""
        shown = self._shown()
        widths = [_width(w) for w in shown]
        beside = self._columns or len(shown)
        wide = max(widths, default=0) * beside if self._even else sum(widths[:beside])
        width = wide + self.spacing() * max(0, beside - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the widest item's least size: one below the other."""
        widths = [w.minimumSizeHint().width() for w in self._shown()]
        return QSize(max(widths, default=0), 0)

    def _shown(self) -> list[QWidget]:
        widgets = (item.widget() for item in self._items)
        return [w for w in widgets if w is not None and not w.isHidden()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for row in self._rows(rect.width()):
            height = max(_height(widget, width) for widget, width in row)
            left = rect.x()
            for widget, width in row:
                if move:
                    widget.setGeometry(QRect(left, top, width, height))
                left += width + self.spacing()
            top += height + self.spacing()
        return max(0, top - rect.y() - self.spacing())

    def _rows(self, room: int) -> Iterator[list[tuple[QWidget, int]]]:
        shown = self._shown()
        if not shown:
            return
        if self._even:
            widest = max(_width(w) for w in shown)
            fit = max(1, (room + self.spacing()) // (widest + self.spacing()))
            beside = min(fit, self._columns or len(shown), len(shown))
            beside = self._columns if self._strict else beside
            each = (room - self.spacing() * (beside - 1)) // beside
            width = each if self._fill or each < widest else widest
            for at in range(0, len(shown), beside):
                yield [(widget, width) for widget in shown[at : at + beside]]
            return
        row: list[tuple[QWidget, int]] = []
        left = 0
        for widget in shown:
            width = min(_width(widget), room)
            if row and (left + width > room or len(row) == self._columns):
                yield row
                row, left = [], 0
            row.append((widget, width))
            left += width + self.spacing()
        yield row


def in_flow(widgets: Sequence[QWidget]) -> QWidget:
    """Return a holder with widgets beside one another that go on below where the width ends."""
    holder, flow = QWidget(), FlowLayout(gap=8)
    for one in widgets:
        flow.addWidget(one)
    holder.setLayout(flow)
    return holder


def _width(widget: QWidget) -> int:
    return min(max(widget.sizeHint().width(), widget.minimumWidth()), widget.maximumWidth())


def _height(widget: QWidget, width: int) -> int:
    if widget.hasHeightForWidth():
        return max(widget.heightForWidth(width), widget.minimumHeight())
    return max(widget.sizeHint().height(), widget.minimumHeight())
