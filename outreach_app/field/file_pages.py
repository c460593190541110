"""The slip: the number, the picture of what prints, and did it come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from outreach_app.casework.finishing import Finished
from outreach_app.documents import picture
from outreach_app.documents.slip import SIZES, Size
from outreach_app.i18n import tr
from outreach_app.ui.buttons import button, label

_SIZE_WORDS = {
    "58mm": "Roll 58 mm",
    "80mm": "Roll 80 mm",
    "80mm-large": "Roll 80 mm, large print",
    "a5": "A5 sheet",
    "a4-large": "A4 sheet, large print",
}


class SlipPage(QWidget):
    """The number, the slip as it will print, and what to do with it.

    Args:
        finished: number and check code.
        pdf: makes the slip at a size.
        out: print or save at a size.
        came_out: the officer says that a slip came out.
        aloud: sentences to read to somebody who cannot read the slip.
        size: chosen at first.
    """

    def __init__(
        self,
        finished: Finished,
        pdf: Callable[[Size], bytes],
        out: Callable[[Size], object],
        came_out: Callable[[Size], object],
        aloud: Sequence[str] = (),
        size: Size = SIZES[0],
    ) -> None:
        super().__init__()
        self._pdf, self._out, self._came_out = pdf, out, came_out
        self.size_box = QComboBox()
        self.size_box.setAccessibleName(tr("Slip size"))
        for one in SIZES:
            self.size_box.addItem(tr(_SIZE_WORDS.get(one, one)), one)
        self.size_box.setCurrentIndex(SIZES.index(size))
        self.size_box.currentIndexChanged.connect(self.preview)
        self._image = label("")
        self._image.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self._image)
        left = QVBoxLayout()
        left.addWidget(label(tr("Saved. Local number"), "title"))
        left.addWidget(label(finished.number, "big"))
        code = f"{finished.check_code[:4]} {finished.check_code[4:]}"
        left.addWidget(label(tr("Check code {code}", code=code)))
        left.addWidget(label(tr("Slip size"), "label"))
        left.addWidget(self.size_box)
        left.addWidget(button(tr("Print slip"), self.print_slip, "Ctrl+P"))
        left.addWidget(label(tr("Did the slip come out well?"), "label"))
        left.addWidget(button(tr("Yes, it came out"), self.confirm, "1"))
        if aloud:
            left.addWidget(label(tr("Read the slip aloud"), "label"))
            left.addWidget(label("\n".join(f"{at}. {text}" for at, text in enumerate(aloud, 1))))
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(24)
        row.addWidget(_scrolled(left), 2)
        row.addWidget(scroll, 3)
        self.preview()

    def size_name(self) -> Size:
        """Return the chosen size."""
        chosen: Size = self.size_box.currentData()
        return chosen

    def preview(self) -> None:
        """Draw the slip: the picture of the very PDF that prints."""
        pixmap = QPixmap()
        pixmap.loadFromData(picture(self._pdf(self.size_name()), 110))
        self._image.setPixmap(pixmap)

    def print_slip(self) -> None:
        """Print, or save where there is no printer."""
        self._out(self.size_name())

    def confirm(self) -> None:
        """Record that the slip came out."""
        self._came_out(self.size_name())


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    """Return a column that scrolls where the window is low."""
    inside, scroll = QWidget(), QScrollArea(widgetResizable=True)
    inside.setObjectName("page")
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(6)
    inside.setLayout(column)
    scroll.setWidget(inside)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return scroll
