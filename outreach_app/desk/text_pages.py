"""M8: published texts at the desk: the list, and one text with its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.domain.publications import Edition, Standing
from outreach_app.i18n import language, tr
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.ui.buttons import label
from outreach_app.ui.markdown_view import MarkdownView
from outreach_app.ui.tables import fill, table
from outreach_app.ui.text_words import (
    AUDIENCE_WORDS,
    STANDING_WORDS,
    as_read,
    facts,
    iso_day,
    kind_words,
    warning,
)


def edition(row: pm.TextVersion) -> Edition:
    """Return a version as the domain knows it."""
    return Edition(row.body, row.withdrawn_on, row.withdrawn_reason)


def reach(row: pm.TextVersion) -> str:
    """Return on how many laptops a version is, and which ones wait."""
    all_ = len(row.reached) + len(row.waiting)
    text = tr("On {n} of {all} laptops", n=len(row.reached), all=all_)
    if row.waiting:
        text += "; " + tr("not yet: {names}", names=" ".join(row.waiting))
    return text


class TextsPage(QWidget):
    """Every text in the version shown today."""

    def __init__(self, rows: Sequence[pm.TextVersion], open_one: Callable[[str], object]) -> None:
        super().__init__()
        self._rows, self._open_one = rows, open_one
        heads = ("Kind", "Title", "Version", "Readers", "Valid until", "How it stands", "Laptops")
        widths = (210, 420, 70, 110, 150, 160)
        self.table = table([tr(h) for h in heads], widths, lambda _: self.open_current())
        fill(self.table, [_cells(row) for row in rows])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Publications"), "title"))
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def open_current(self) -> None:
        """Open the selected line."""
        at = self.table.currentRow()
        if 0 <= at < len(self._rows):
            self._open_one(self._rows[at].body.publication_id)


def _cells(row: pm.TextVersion) -> list[str]:
    body = row.body
    return [
        kind_words(body.kind),
        edition(row).title(language()),
        str(body.version),
        tr(AUDIENCE_WORDS.get(body.audience, body.audience)),
        iso_day(body.valid_to) or "-",
        tr(STANDING_WORDS[row.standing]),
        f"{len(row.reached)}/{len(row.reached) + len(row.waiting)}",
    ]


class TextPage(QWidget):
    """One text with its versions; withdrawing asks for a sentence.

    Attributes:
        reason: the sentence for withdrawing.
    """

    def __init__(self, versions: Sequence[pm.TextVersion]) -> None:
        super().__init__()
        self._versions = versions
        self.view = MarkdownView()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why it is withdrawn, for every reader"))
        self.reason.setAccessibleName(tr("Why it is withdrawn, for every reader"))
        self._first, self._facts, self._reach = label("", "warn"), label("", "hint"), label("")
        heads = [tr(h) for h in ("Version", "Published", "By", "How it stands")]
        self.table = table(heads, (70, 110, 110))
        fill(self.table, [_history(row) for row in versions])
        self.table.currentCellChanged.connect(lambda *_: self._show())
        self._lay_out()
        current = next((n for n, row in enumerate(versions) if row.current), 0)
        self.table.selectRow(current)
        self._show()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.addWidget(label(tr("Versions"), "label"))
        right.addWidget(self.table, 1)
        right.addWidget(self._reach)
        right.addWidget(label(tr("Withdraw"), "label"))
        right.addWidget(self.reason)
        left = QVBoxLayout()
        left.addWidget(self._first)
        left.addWidget(self._facts)
        left.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(16)
        row.addLayout(left, 3)
        row.addLayout(right, 2)

    @property
    def shown(self) -> pm.TextVersion:
        """Return the selected version."""
        return self._versions[max(0, self.table.currentRow())]

    def _show(self) -> None:
        row = self.shown
        one = edition(row)
        first = warning(one, Standing(row.standing))
        self._first.setText(first)
        self._first.setVisible(bool(first))
        self._facts.setText(facts(one))
        self._reach.setText(reach(row))
        self.view.show_markdown(as_read(one))


def _history(row: pm.TextVersion) -> list[str]:
    standing = tr(STANDING_WORDS[row.standing])
    if row.current:
        standing = tr("{standing}, shown today", standing=standing)
    elif row.standing == Standing.IN_FORCE:
        standing = tr("replaced")
    return [str(row.body.version), iso_day(row.body.published_on), row.clerk, standing]


class PosterPage(QWidget):
    """A notice as picture and words for the office's social media."""

    def __init__(self, png: bytes, words: str) -> None:
        super().__init__()
        self.png, self.words = png, words
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        picture = label("")
        picture.setAccessibleName(tr("Picture of the notice"))
        side = Qt.TransformationMode.SmoothTransformation
        picture.setPixmap(pixmap.scaledToHeight(520, side))
        right = QVBoxLayout()
        right.addWidget(label(tr("Words to post"), "label"))
        said = label(words)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        right.addWidget(said)
        right.addWidget(label(tr("Nothing is sent from here. Save or copy, then post."), "hint"))
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(24)
        row.addWidget(picture)
        row.addLayout(right, 1)
