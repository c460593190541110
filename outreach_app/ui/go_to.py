"""Ctrl+G: go to a section or a question by typing a few letters of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from outreach_app.forms import Page
from outreach_app.i18n import tr
from outreach_app.ui import markup
from outreach_app.ui.buttons import label
from outreach_app.ui.page_tree import APART
from outreach_app.ui.typeahead import TypeAhead


class GoToBar(QFrame):
    """A line above the questions, hidden until it is asked for; Esc closes it.

    Args:
        go: takes the value of what was chosen.
        back: gives the focus back when nothing was.
    """

    def __init__(self, go: Callable[[str], object], back: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("level", "info")
        self._go, self._back = go, back
        self._title = label("", "label")
        self._title.setWordWrap(False)
        self.line = TypeAhead(())
        self.line.installEventFilter(self)
        self.line.chosen.connect(self._chosen)
        self.line.entered.connect(self._chosen)
        row = QHBoxLayout(self)
        row.addWidget(self._title)
        row.addWidget(self.line, 1)
        self.hide()

    def ask(self, places: Sequence[tuple[str, str]]) -> None:
        """Offer (value, words) of sections and questions."""
        self._title.setText(tr("Go to section or question"))
        self.line.setAccessibleName(self._title.text())
        self.line.put("")
        self.line.offer(places)
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> None:
        value = self.line.value()
        if self.isVisible() and value:
            self.hide()
            self._go(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes the bar and nothing else."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.hide()
                self._back()
                return True
        return super().eventFilter(watched, event)


def places(pages: tuple[Page, ...]) -> Iterator[tuple[str, str]]:
    """Yield (path, words) of every section and of every question in it."""
    for number, page in enumerate(pages, 1):
        title = markup.plain(page.title)
        yield page.path, f"{number}. {title}"
        for view in page.items:
            if view.kind not in APART and not view.readonly and view.label:
                yield view.path, f"{markup.plain(view.label)}  ({title})" if title else view.label
