"""Sending and fetching (L11), off the screen's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from outreach_app.casework.link import Synced
from outreach_app.field.sending import SendPage
from outreach_app.i18n import tr
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button
from sync.engine import Progress

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class SendDesk(QObject):
    """Sends for one window.

    Attributes:
        busy: a run is under way.
    """

    progressed = Signal(object)

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window, self.busy = window, False
        self.progressed.connect(self._progress)

    def send(self) -> None:
        """L11."""
        window, laptop = self._window, self._window.open_laptop
        page = SendPage(laptop.sync_state())
        others = [button(tr("Back"), window.show_home, "Escape")]
        primary = button(tr("Send now"), self.send, "Ctrl+R", primary=True)
        window.show_page(page, self.send, others, primary)
        if self.busy:
            return
        self.busy = True
        post, progressed = window.doors.post, self.progressed
        tasks.run(self, lambda: laptop.sync_now(post, progressed.emit), self._sent, self._kept)

    def _progress(self, progress: Progress) -> None:
        if isinstance(self._window.page, SendPage):
            self._window.page.show_progress(progress)

    def _sent(self, synced: Synced) -> None:
        self.busy = False
        window = self._window
        if isinstance(window.page, SendPage):
            window.page.show_state(window.open_laptop.sync_state())
            text = tr(
                "Done. Sent {sent}, received {received}, decisions {decided}.",
                sent=synced.outcome.sent,
                received=synced.outcome.received,
                decided=synced.applied.decided,
            )
            window.page.show_result(text)
        window.refresh_status()

    def _kept(self, error: Exception) -> None:
        self.busy = False
        window = self._window
        window.frame.banner.show_problem(error)
        if isinstance(window.page, SendPage):
            waiting = window.open_laptop.sync_state().unsent_entries
            window.page.show_result(tr("{count} entries wait here, all safe.", count=waiting))
        window.refresh_status()
