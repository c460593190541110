"""A QR code on the screen: always black on white, whatever the theme, so that a camera reads it."""

from __future__ import annotations

import segno
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_QUIET = 4
"""Modules of white around it (ISO/IEC 18004)."""


class QrPicture(QWidget):
    """A QR code, drawn in whole pixels.

    Args:
        content: what it says; capitals and digits make the smallest one.
        spoken: what a screen reader says instead.
        side: in pixels.
    """

    def __init__(self, content: str, spoken: str, side: int) -> None:
        super().__init__()
        code = segno.make(content, error="l", micro=False)
        self._rows = [list(row) for row in code.matrix]
        self._side = side
        self.setAccessibleName(spoken)
        self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:
        """Return its side both ways."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        count = len(self._rows)
        module = max(1, self._side // (count + 2 * _QUIET))
        edge = (self._side - module * count) // 2
        for down, row in enumerate(self._rows):
            for across, dark in enumerate(row):
                if dark:
                    x, y = edge + across * module, edge + down * module
                    painter.fillRect(x, y, module, module, Qt.GlobalColor.black)
        painter.end()
