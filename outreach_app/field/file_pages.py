"""L5, L6 and the slip: fill in, check, finish, print."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from outreach_app.casework.finishing import Finished
from outreach_app.documents import picture
from outreach_app.documents.slip import SIZES, Size
from outreach_app.i18n import tr
from outreach_app.ui.buttons import button, label
from outreach_app.ui.form_view import FormView

_WORDS = {"done": "done", "now": "being filled in", "look": "to look at", "open": "not yet"}


class SectionRail(QWidget):
    """The sections as a task list with words; a click or Enter goes there."""

    def __init__(self, form: FormView) -> None:
        super().__init__()
        self._form = form
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 12)
        self._column.setSpacing(4)
        form.turned.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the sections anew."""
        while item := self._column.takeAt(0):
            if (old := item.widget()) is not None:
                old.deleteLater()
        for index, page in enumerate(self._form.pages):
            state = self._form.state_of(page)
            made = QPushButton(f"{index + 1}  {page.title}\n     {tr(_WORDS[state])}")
            made.setProperty("rail", True)
            made.setCheckable(True)
            made.setChecked(state == "now")
            made.setMinimumHeight(52)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(self._going(index))
            self._column.addWidget(made)
        self._column.addStretch(1)

    def _going(self, index: int) -> Callable[[], None]:
        def go() -> None:
            self._form.commit()
            self._form.show_page(index)

        return go


class SlipPage(QWidget):
    """The number, the slip as it will print, and what to do with it.

    Args:
        finished: number and check code.
        pdf: makes the slip at a size.
        out: print or save at a size.
        came_out: the officer says that a slip came out.
    """

    def __init__(
        self,
        finished: Finished,
        pdf: Callable[[Size], bytes],
        out: Callable[[Size], object],
        came_out: Callable[[Size], object],
    ) -> None:
        super().__init__()
        self._pdf, self._out, self._came_out = pdf, out, came_out
        self.size_box = QComboBox()
        for size in SIZES:
            self.size_box.addItem(size, size)
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
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(24)
        row.addLayout(left, 2)
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
