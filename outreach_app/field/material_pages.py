"""L12: materials on this laptop; found, read, expired ones marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework.materials import Material
from outreach_app.domain.publications import KINDS
from outreach_app.i18n import language, tr
from outreach_app.ui.buttons import label
from outreach_app.ui.markdown_view import MarkdownView
from outreach_app.ui.tables import fill, table
from outreach_app.ui.text_words import (
    CURRENCY_WORDS,
    STANDING_WORDS,
    as_read,
    facts,
    iso_day,
    kind_words,
    warning,
)

Find = Callable[[str, str], Sequence[Material]]


class MaterialsPage(QWidget):
    """Search and list.

    Args:
        find: words and kind -> materials.
        training: publication id -> how the officer stands.
        open_one: gets the id of the chosen line.
    """

    def __init__(
        self, find: Find, training: Mapping[str, str], open_one: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._find, self._training, self._open_one = find, training, open_one
        self._rows: Sequence[Material] = ()
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Words in a title or text"))
        self.words.setAccessibleName(tr("Words in a title or text"))
        self._wait = QTimer(self, singleShot=True, interval=200)
        self._wait.timeout.connect(self.refresh)
        self.words.textChanged.connect(lambda: self._wait.start())
        self.words.returnPressed.connect(self.open_current)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Kind"))
        self.kind.addItem(tr("All kinds"), "")
        for kind in KINDS:
            self.kind.addItem(kind_words(kind), kind)
        self.kind.currentIndexChanged.connect(self.refresh)
        heads = ("Kind", "Title", "Version", "Valid until", "How it stands", "Training")
        widths = (190, 480, 70, 150, 170)
        self.table = table([tr(h) for h in heads], widths, lambda _: self.open_current())
        self.empty = label(tr("No material holds these words."), "hint")
        self._lay_out()
        self.setFocusProxy(self.words)
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Materials"), "title"))
        column.addLayout(row)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop waiting: the laptop may be locked by then."""
        self._wait.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Search again."""
        self._rows = self._find(self.words.text(), str(self.kind.currentData() or ""))
        fill(self.table, [self._cells(one) for one in self._rows])
        self.empty.setVisible(not self._rows)

    def _cells(self, one: Material) -> list[str]:
        stands = self._training.get(one.body.publication_id, "")
        return [
            kind_words(one.body.kind),
            one.edition.title(language()),
            str(one.body.version),
            iso_day(one.body.valid_to) or "-",
            tr(STANDING_WORDS[one.standing]),
            tr(CURRENCY_WORDS[stands]) if stands else "",
        ]

    def open_current(self) -> None:
        """Open the selected line."""
        at = self.table.currentRow()
        if 0 <= at < len(self._rows):
            self._open_one(self._rows[at].body.publication_id)


class ReadPage(QWidget):
    """One material, with what a reader must know first.

    Attributes:
        finished: the end of the text was on the screen.
    """

    def __init__(self, one: Material, stands: str, on_link: Callable[[str], object]) -> None:
        super().__init__()
        self.finished = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        if first := warning(one.edition, one.standing):
            column.addWidget(label(first, "warn"))
        if changed := one.body.changed.get(language()):
            column.addWidget(label(tr("New in this version: {what}", what=changed), "label"))
        line = facts(one.edition)
        if stands:
            line += "  ·  " + tr("You: {standing}", standing=tr(CURRENCY_WORDS[stands]))
        column.addWidget(label(line, "hint"))
        self.view = MarkdownView()
        self.view.ended.connect(self._ended)
        self.view.link.connect(on_link)
        self.view.show_markdown(as_read(one.edition))
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def _ended(self) -> None:
        self.finished = True
