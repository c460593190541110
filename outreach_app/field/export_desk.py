"""One held file onto a stick by itself, sealed to the office (the button Export, L11)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework import carrying
from outreach_app.i18n import tr
from outreach_app.store.rows import Record
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button
from outreach_app.ui.stick_page import StickPage

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class ExportDesk(QObject):
    """Exports files of one window.

    Attributes:
        folder: chosen last, None before that.
    """

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window: FieldWindow = window
        self.folder: Path | None = None
        self._said = ""

    def show(self, record: Record) -> None:
        """Choose where it goes; nothing is written yet."""
        window = self._window
        self.folder = self.folder or window.sticks.folder

        def choose(folder: Path) -> None:
            self.folder, self._said = folder, ""
            self.show(record)

        text = tr(
            "This one file goes on the stick, sealed: only the office can read it. It stays held"
            " here until the office answers. Give the stick to a clerk."
        )
        title = tr("Export {number}", number=record.number)
        page = StickPage(title, text, choose, self.folder)
        page.say(self._said)
        page.empty.setVisible(self.folder is None)  # what else lies on it does not matter here
        others = [button(tr("Back"), window.sending.show, "Escape")]
        primary = button(
            tr("Save this file"), lambda: self.save(record), "Ctrl+Return", primary=True
        )
        primary.setEnabled(self.folder is not None)
        window.show_page(page, lambda: self.show(record), others, primary)

    def save(self, record: Record) -> None:
        """Write it, read it back, and say so."""
        folder, place = self.folder, self._window.open_laptop.place
        if folder is None:
            return

        def written(path: Path) -> None:
            self._said = tr(
                "Saved and read back: {name}. The stick may be pulled out.", name=path.name
            )
            self._window.frame.banner.clear()
            if self._window.laptop is not None:
                self.show(record)

        tasks.run(
            self,
            lambda: carrying.carry(place, record.number, folder),
            written,
            self._window.frame.banner.show_problem,
        )
