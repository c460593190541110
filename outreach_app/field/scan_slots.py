"""Copies of papers that questions of an open file take, in the field window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework.open_file import OpenFile
from outreach_app.i18n import language
from outreach_app.ui import tasks

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class ScanSlots(QObject):
    """A `Scanner` for one open file; the answer is kept by its question."""

    def __init__(self, window: FieldWindow, file: OpenFile, owner: QObject) -> None:
        super().__init__(owner)
        self._window, self._file = window, file

    def take(
        self, paper: str, newest: bool, longest_px: int, done: Callable[[str], object]
    ) -> None:
        """Ask for a picture (or take the newest), seal it, then call `done` with the answer."""
        path = self._window.scans.picked(newest=newest)
        if path is None:
            return
        tasks.run(
            self,
            lambda: self._file.take_scan(paper, path.read_bytes(), longest_px),
            done,
            self._window.frame.banner.show_problem,
        )

    def picture(self, name: str) -> bytes | None:
        """Return the picture that an answer names."""
        return self._file.scanned(name)

    def title(self, paper: str) -> str:
        """Return the name of a paper."""
        return self._file.place.rules.papers.title(paper, language())
