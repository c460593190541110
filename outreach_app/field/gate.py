"""The way in and out: sign in (L1) and lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework import Laptop
from outreach_app.field.file_desk import FileDesk
from outreach_app.field.sign_in import SignInPage
from outreach_app.ui import tasks

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class Gate(QObject):
    """Opens and locks the laptop of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show_sign_in(self) -> None:
        """L1."""
        doors = self._window.doors
        page = SignInPage(doors.officers(), doors.practice)
        page.wanted.connect(self._unlock)
        self._window.show_page(page, self.show_sign_in)

    def _unlock(self, officer_id: str, passphrase: str) -> None:
        page, unlock = self._window.page, self._window.doors.unlock

        def refused(error: Exception) -> None:
            if isinstance(page, SignInPage):
                page.refused(error)

        tasks.run(self, lambda: unlock(officer_id, passphrase), self.signed_in, refused)

    def signed_in(self, laptop: Laptop) -> None:
        """Go on with an unlocked laptop."""
        window = self._window
        window.laptop = laptop
        window.frame.banner.clear()
        window.sending.open(laptop)
        window.dress.worn_by(laptop.officer.officer_id)
        window.show_home()

    def lock(self) -> None:
        """Drop the keys; what was typed is stored first."""
        window = self._window
        if window.laptop is None:
            return
        if isinstance(window.page, FileDesk):
            window.page.commit()
        laptop, window.laptop = window.laptop, None
        window.sending.let_go()
        laptop.lock()
        self.show_sign_in()
