"""Opening a laptop whose officers all forgot, by a one-time code of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app import identity
from outreach_app.casework import Laptop
from outreach_app.field.recovery_page import RecoveryPage
from outreach_app.i18n import tr
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class RecoveryDesk(QObject):
    """The page behind "Forgot the passphrase?" of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """Show what to tell the office and where the code goes."""
        window = self._window
        profile = window.doors.profile
        page = RecoveryPage(
            identity.device_name(profile), window.doors.officers(), identity.request(profile)
        )
        page.wanted.connect(self._recover)
        others = [button(tr("Back"), window.gate.show_sign_in, "Escape")]
        primary = button(tr("Open the laptop"), page.enter, "Ctrl+Return", primary=True)
        window.show_page(page, self.show, others, primary)

    def _recover(self, officer_id: str, code: str, passphrase: str) -> None:
        window, page = self._window, self._window.page
        recover = window.doors.recover
        window.sending.let_go()  # the outbox is read now

        def opened(laptop: Laptop) -> None:
            window.gate.signed_in(laptop)
            text = tr(
                "Opened with a code of the office. Your new passphrase is in force; the code"
                " is used up. Give yourself a new curtain PIN."
            )
            window.frame.banner.show_text(text, "ok")

        def refused(error: Exception) -> None:
            window.sending.open_locked()
            if isinstance(page, RecoveryPage):
                page.refused(error)

        tasks.run(self, lambda: recover(officer_id, code, passphrase), opened, refused)
