"""Scanning papers of a finished file: from a file, or the newest picture of a folder.

A scanner or a camera program saves into a folder; the officer names it once and takes the newest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from outreach_app.casework import scans
from outreach_app.i18n import language, tr
from outreach_app.store.rows import Record
from outreach_app.store.scans import Scan
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button, label
from sync.errors import BlobDamaged

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

FOLDER = "scanner_folder"
"""Setting of the laptop: where scanner or camera save."""
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".pdf"}
_PREVIEW_PX = 160


class ScanPage(QWidget):
    """One row a paper: what is there, and two ways to add a scan."""

    def __init__(
        self,
        title: str,
        papers: Sequence[tuple[str, str]],
        done: Sequence[tuple[str, Scan, bytes | str]],
        take: Callable[[str, bool], object],
    ) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.addWidget(label(title, "title"))
        outer.addWidget(
            label(tr("Only papers without a portrait. The original file is not kept here."), "hint")
        )
        scroll = QScrollArea(widgetResizable=True)
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        for code, name in papers:
            column.addLayout(self._paper(code, name, done, take))
        column.addStretch(1)
        scroll.setWidget(body)
        outer.addWidget(scroll, 1)

    def _paper(
        self,
        code: str,
        name: str,
        done: Sequence[tuple[str, Scan, bytes | str]],
        take: Callable[[str, bool], object],
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(name, "label"), 1)
        for paper, scan, shown in done:
            if paper == code:
                row.addWidget(
                    label(shown, "warn") if isinstance(shown, str) else _preview(scan, shown)
                )
        file = button(tr("From a file"), lambda: take(code, False))
        newest = button(tr("Newest from the scanner folder"), lambda: take(code, True))
        for made in (file, newest):
            made.setAccessibleDescription(name)
            row.addWidget(made)
        return row


def _picture_or_words(folder: Path, scan: Scan) -> bytes | str:
    """Return the picture, or why there is none and what to do."""
    try:
        return scans.picture_of(folder, scan)
    except KeyError:
        what = tr("The scan is not on this laptop.")
    except BlobDamaged:
        what = tr("The scan is damaged on this laptop.")
    then = tr("It has reached the office.") if scan.done else tr("Scan this paper again.")
    return f"{what}\n{then}"


def _preview(scan: Scan, picture: bytes) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    shown = QPixmap()
    shown.loadFromData(picture)
    image = label("")
    image.setPixmap(shown.scaledToHeight(_PREVIEW_PX))
    column.addWidget(image)
    at = tr("reached the office") if scan.done else tr("not sent yet")
    column.addWidget(label(tr("{kb} KB, {at}", kb=max(1, scan.size // 1024), at=at), "hint"))
    return holder


class ScanDesk(QObject):
    """Scans of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def offered(self, record: Record) -> bool:
        """Tell whether any paper of this file may be scanned."""
        return bool(scans.papers_to_scan(self._window.open_laptop.place, record))

    def show(self, number: str) -> None:
        """Show the papers of a file with what was scanned."""
        window = self._window
        place, folder = window.open_laptop.place, window.doors.profile.scans_folder
        record = window.open_laptop.file(number)
        titles = place.rules.papers
        papers = [(c, titles.title(c, language())) for c in scans.papers_to_scan(place, record)]
        done = [(s.paper, s, _picture_or_words(folder, s)) for s in scans.scans_of(place, number)]
        page = ScanPage(
            tr("Scans of {number}", number=number),
            papers,
            done,
            lambda paper, newest: self.take(number, paper, newest=newest),
        )
        others = [button(tr("Back"), window.files.show_register, "Escape")]
        window.show_page(page, lambda: self.show(number), others)

    def take(self, number: str, paper: str, *, newest: bool) -> None:
        """Take a picture for a paper; nothing happens when none is chosen."""
        path = self.picked(newest=newest)
        if path is None:
            return
        window = self._window
        place, folder = window.open_laptop.place, window.doors.profile.scans_folder

        def done(_: Scan) -> None:
            self.show(number)
            window.frame.banner.show_text(tr("The scan is kept on this laptop, sealed."), "ok")

        tasks.run(
            window,
            lambda: scans.add_scan(place, folder, number, paper, path.read_bytes()),
            done,
            window.frame.banner.show_problem,
        )

    def picked(self, *, newest: bool) -> Path | None:
        """Return the picture that the officer chose, or the newest of the scanner's folder."""
        return self._newest() if newest else self._chosen()

    def _chosen(self) -> Path | None:
        kinds = " ".join(f"*{suffix}" for suffix in sorted(_PICTURES))
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Choose a picture or a PDF"), "", f"({kinds})"
        )
        return Path(name) if name else None

    def _newest(self) -> Path | None:
        place = self._window.open_laptop.place
        kept = place.run(lambda store: store.settings.get(FOLDER, ""))
        if not kept or not Path(kept).is_dir():
            kept = QFileDialog.getExistingDirectory(
                self._window, tr("Where does the scanner save?")
            )
            if not kept:
                return None
            place.run(lambda store: store.settings.put(FOLDER, kept))
        found = newest_picture(Path(kept))
        if found is None:
            text = tr("No picture lies in {folder}. Nothing was taken.", folder=kept)
            self._window.frame.banner.show_text(text, "warn")
        return found


def newest_picture(folder: Path) -> Path | None:
    """Return the newest picture or PDF of a folder, None when there is none."""
    found = [p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in _PICTURES]
    return max(found, key=lambda path: path.stat().st_mtime_ns, default=None)
