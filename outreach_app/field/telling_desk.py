"""The list of whom to tell, in the field window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework.to_tell import Change
from outreach_app.domain.told_entries import NOT_REACHED
from outreach_app.field.telling_page import TellingPage
from outreach_app.i18n import language, tr
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class TellingPages(QObject):
    """Whom to tell, for one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """The list as it is now."""
        window = self._window
        page = TellingPage(window.open_laptop.telling.listed(language()), self._noted)
        others = [
            button(tr("Back"), window.show_home, "Escape"),
            button(tr("Open the file"), lambda: self._open(page)),
        ]
        primary = button(tr("Send"), window.sending.send, "Ctrl+R", primary=True)
        window.show_page(page, self.show, others, primary)

    def _open(self, page: TellingPage) -> None:
        window, change = self._window, page.current()
        if change is None:
            return
        rows = window.open_laptop.search(change.number)
        row = next((one for one in rows if one.number == change.number), None)
        if row is None:
            window.frame.banner.show_text(tr("A slot has no file yet."), "info")
        else:
            window.files.show_file(row)

    def _noted(self, change: Change, how: str, note: str) -> None:
        window = self._window
        if not window.guarded(lambda: window.open_laptop.telling.note(change, how, note)):
            return
        self.show()
        who = change.name or change.number
        if how == NOT_REACHED:
            text = tr("Noted: {who} was not reached and stays on the list.", who=who)
        else:
            text = tr("Noted: {who} was told.", who=who)
        window.frame.banner.show_text(text, "ok")
