"""Enrolling this laptop again, in its own window: after a copy, a restore, or a revocation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.field.again_page import WORKING, AgainPage, kind_of
from outreach_app.i18n import tr
from outreach_app.identity import Unlocked
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button
from outreach_app.ui.problems import text_of

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class AgainDesk(QObject):
    """Shows what the office thinks of this laptop, and enrols it again.

    Attributes:
        busy: the office is being asked.
    """

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window
        self.busy = False
        self._told, self._noticed = WORKING, False

    def show(self) -> None:
        """Say what happened, what is safe and what to do."""
        window, laptop = self._window, self._window.open_laptop
        page = AgainPage(laptop.sync_state(), laptop.device)
        if self._noticed:
            window.frame.banner.clear()
            self._noticed = False
        page.wanted.connect(self.enrol)
        others = [
            button(tr("Back"), window.show_home, "Escape"),
            button(tr("Send what waits"), window.sending.show),
            button(tr("Save to USB"), window.sticks.show),
        ]
        primary = button(tr("Enrol again"), self.enrol, "Ctrl+Return", primary=True)
        window.show_page(page, self.show, others, primary)

    def notice(self) -> None:
        """Say it above the page, once, as soon as the office stopped or froze this laptop."""
        laptop = self._window.laptop
        kind = WORKING if laptop is None else kind_of(laptop.sync_state())
        if kind != self._told and kind != WORKING and not isinstance(self._window.page, AgainPage):
            self._notice()
        self._told = kind

    def _notice(self) -> None:
        text = tr("The office takes in nothing new of this laptop. Every file is safe here.")
        self._window.frame.banner.show_text(
            text, "error", (tr("What to do"), self.show), self._notice
        )
        self._noticed = True

    def enrol(self) -> None:
        """Ask the office with the code on the page; then go on as the new laptop."""
        window, page = self._window, self._window.page
        if self.busy or not isinstance(page, AgainPage):
            return
        code = page.code.text().strip()
        if not code:
            page.refused(tr("Type the code that the office gave you."))
            return
        self.busy = True
        window.sending.let_go()  # nothing is sent under two identities at once
        keys, ask = window.open_laptop.place.unlocked, window.doors.enrol_again
        window.frame.set_status(tr("Asking the office …"))
        tasks.run(self, lambda: ask(keys, code), self._enrolled, self._refused)

    def _enrolled(self, keys: Unlocked) -> None:
        window, self.busy = self._window, False
        former = window.laptop
        if former is None:
            return  # locked meanwhile; the new keys are on disk and open at the next sign-in
        name = former.device
        window.laptop = None
        former.lock()
        window.gate.signed_in(window.doors.furnish(keys))
        text = tr(
            "{former} is {laptop} now. What the office does not have is sent again by itself.",
            former=name,
            laptop=window.open_laptop.device,
        )
        window.frame.banner.show_text(text, "ok")

    def _refused(self, error: Exception) -> None:
        window, self.busy = self._window, False
        if window.laptop is not None:
            window.sending.open(window.laptop)
        if isinstance(window.page, AgainPage):
            window.page.refused(text_of(error))
        window.refresh_status()
