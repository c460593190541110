"""A stick and its files, as the officer and the clerk see them: what each is, and why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from outreach_app.i18n import language, tr, translate
from outreach_app.ui.buttons import button, label
from outreach_app.ui.drives import plugged_in
from outreach_app.ui.tables import fill, table
from outreach_app.ui.theme import token


@dataclass(frozen=True, slots=True)
class StickFile:
    """One line of the list.

    Attributes:
        what: batch, reply, or empty when it cannot be read; a source text for `tr`.
        code: of the text that says what it is, what became of it, or why it is not read.
        bad: worth a look.
    """

    name: str
    device: str
    what: str
    first: int
    last: int
    code: str
    facts: dict[str, object]
    bad: bool = False

    def cells(self) -> list[str]:
        """Return the line's texts."""
        span = f"{self.first} – {self.last}" if self.first else (str(self.last or "") or "-")
        what = tr(self.what) if self.what else "-"
        text = translate(language(), self.code, **self.facts)
        return [self.name, self.device or "-", what, span, text]


class StickPage(QWidget):
    """Choose a drive or folder; see its files.

    Args:
        title: of the page.
        explain: one sentence on what happens here.
        chosen: called with the folder when a person chose one.
        folder: chosen before, None for none.

    Attributes:
        files: the list.
        result: what was just done, in words.
    """

    def __init__(
        self, title: str, explain: str, chosen: Callable[[Path], object], folder: Path | None
    ) -> None:
        super().__init__()
        self._chosen = chosen
        self.folder = folder
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "title"))
        column.addWidget(label(explain, "hint"))
        column.addWidget(self._choice())
        self.result = label("", "label")
        column.addWidget(self.result)
        heads = [tr(h) for h in ("File", "Laptop", "What", "Entries", "State")]
        self.files = table(heads, (330, 80, 100, 110, 600))
        self.files.setAccessibleName(tr("Files on the stick"))
        self.empty = label("", "hint")
        column.addWidget(self.empty)
        column.addWidget(self.files, 1)
        self._rest = QWidget()  # takes the room while there is no list
        column.addWidget(self._rest, 1)
        self.setFocusProxy(self.drives)
        self.show_files(())

    def _choice(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
        self.drives = QComboBox()
        self.drives.setAccessibleName(tr("USB stick or folder"))
        # A long path is no reason to be wider than the screen.
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.drives.setSizeAdjustPolicy(policy)
        self.drives.setMinimumContentsLength(20)
        self._fill_drives()
        self.drives.activated.connect(self._activated)
        row.addWidget(label(tr("USB stick or folder"), "label"))
        row.addWidget(self.drives, 1)
        row.addWidget(button(tr("Other folder"), self._ask))
        return card

    def _fill_drives(self) -> None:
        known = [drive for drive in plugged_in() if drive.folder != self.folder]
        if self.folder is not None:
            self.drives.addItem(str(self.folder), self.folder)
        elif not known:
            self.drives.addItem(tr("No stick found: plug one in or choose a folder"), None)
        else:
            self.drives.addItem(tr("Choose …"), None)
        for drive in known:
            free = tr("{mb} MB free", mb=drive.free_bytes // 1_000_000)
            name = f"{drive.name}  ({drive.folder})  {free}"
            self.drives.addItem(name, drive.folder)

    def _activated(self, at: int) -> None:
        folder = self.drives.itemData(at)
        if isinstance(folder, Path):
            self._chosen(folder)

    def _ask(self) -> None:
        start = str(self.folder or "")
        if found := QFileDialog.getExistingDirectory(self, tr("USB stick or folder"), start):
            self._chosen(Path(found))

    def show_files(self, files: Sequence[StickFile]) -> None:
        """Show what is on the stick."""
        fill(self.files, [one.cells() for one in files])
        for at, one in enumerate(files):
            item = self.files.item(at, self.files.columnCount() - 1)
            if item is not None:
                item.setToolTip(item.text())
                if one.bad:
                    item.setForeground(QColor(token("error")))
        self.files.setWordWrap(True)
        self.files.setVisible(bool(files))
        self._rest.setVisible(not files)
        if self.folder is None:
            self.empty.setText(tr("Choose a stick first; nothing is written before you say so."))
        else:
            self.empty.setText("" if files else tr("No courier files on it yet."))
        self.empty.setVisible(not files)

    def say(self, text: str) -> None:
        """Say what was just done."""
        self.result.setText(text)
