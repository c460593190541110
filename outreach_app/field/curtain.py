"""The curtain of one window: falls by key or by itself, rises by PIN, locks after three tries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app import identity
from outreach_app.field.curtain_page import TRIES, CurtainPage
from outreach_app.field.pin_page import PinPage
from outreach_app.i18n import tr
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button
from outreach_app.ui.problems import text_of

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class Curtain(QObject):
    """Hides the page of one window.

    Attributes:
        down: it hides the page now.
    """

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window, self.down = window, False
        self._behind: Callable[[], object] = window.show_home
        self._for_officer = False
        self._wrong = 0

    def fall(self) -> None:
        """Hide everything but the number being served; what was typed is stored first."""
        window = self._window
        if window.laptop is None or self.down:
            return
        window.commit()
        self.down, self._behind, self._wrong = True, window.again, 0
        self._for_officer = window.keepers.acting is None
        self._show()

    def fall_for_officer(self, behind: Callable[[], object]) -> None:
        """Hide everything until an officer raises it, then go on with `behind`."""
        self.fall()
        self._for_officer, self._behind = True, behind
        self._show()

    def _show(self) -> None:
        window, laptop = self._window, self._window.open_laptop
        current = laptop.tickets.view().current
        officer = laptop.officer.officer_id
        has_pin = not self._for_officer or identity.has_pin(window.doors.profile, officer)
        page = CurtainPage(current.ticket if current else "", pin=has_pin)
        page.wanted.connect(self._by_pin if has_pin else self._by_passphrase)
        window.show_page(page, self._show)
        window.frame.set_title(tr("Privacy curtain"))

    def _by_pin(self, pin: str) -> None:
        window = self._window
        if self._for_officer:
            unlocked = window.open_laptop.place.unlocked
            fits = identity.pin_fits(window.doors.profile, unlocked, pin)
        else:
            fits = window.keepers.fits(pin)
        self._rise() if fits else self._refuse(tr("That is not the PIN."))

    def _by_passphrase(self, passphrase: str) -> None:
        window = self._window
        profile, officer_id = window.doors.profile, window.open_laptop.officer.officer_id
        tasks.run(
            self,
            lambda: identity.unlock(profile, officer_id, passphrase),
            lambda _: self._rise(),
            lambda error: self._refuse(text_of(error)),
        )

    def _refuse(self, text: str) -> None:
        self._wrong += 1
        page = self._window.page
        if self._wrong >= TRIES:
            self._window.gate.lock()
        elif isinstance(page, CurtainPage):
            left = TRIES - self._wrong
            page.refused(f"{text} {tr('{n} tries left, then the laptop locks.', n=left)}")

    def _rise(self) -> None:
        if self.down and self._window.laptop is not None:
            self.down = False
            self._behind()

    # The PIN --------------------------------------------------------------------------------

    def show_pin(self) -> None:
        """Let the officer choose a PIN."""
        window = self._window
        page = PinPage()
        others = [button(tr("Back"), window.show_home, "Escape")]
        save = button(tr("Save the PIN"), lambda: self._save(page), "Ctrl+Return", primary=True)
        window.show_page(page, self.show_pin, others, save)

    def _save(self, page: PinPage) -> None:
        window = self._window
        if not page.agrees():
            window.frame.banner.show_text(tr("The two PINs differ. Type both again."), "warn")
            page.clear()
            return
        profile, unlocked = window.doors.profile, window.open_laptop.place.unlocked
        if window.guarded(lambda: identity.set_pin(profile, unlocked, page.pin())):
            window.show_home()
            window.frame.banner.show_text(tr("The PIN raises the curtain from now on."), "ok")
