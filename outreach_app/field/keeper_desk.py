"""A ticket keeper at an unlocked laptop: the queue only, under an own PIN (decisions B24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outreach_app.domain import roles
from outreach_app.field.curtain_page import TRIES, CurtainPage
from outreach_app.field.keeper_page import KeeperPage
from outreach_app.field.queue_page import QueuePage
from outreach_app.i18n import tr
from outreach_app.identity import Officer
from outreach_app.identity import keepers as accounts
from outreach_app.ui.buttons import button
from outreach_app.ui.menu_page import MenuPage

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


_FOR_KEEPERS = (QueuePage, CurtainPage, MenuPage)
"""The queue, its choice of a reason, the curtain; whatever else is asked for, the queue comes."""


class KeeperDesk(QObject):
    """Hands the queue of one window to a ticket keeper, and takes it back.

    Attributes:
        acting: the keeper who has the laptop now, None while an officer has.
    """

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window
        self.acting: Officer | None = None
        self._wrong = 0

    def show(self) -> None:
        """Choose the keeper, or add one."""
        window = self._window
        role = window.open_laptop.officer.role
        found = accounts.keepers(window.doors.profile)
        page = KeeperPage(found, may_add=roles.may(role, "officer.add"))
        page.wanted.connect(self._begin)
        page.added.connect(self._add)
        page.removed.connect(self._remove)
        window.show_page(page, self.show, [button(tr("Back"), window.day.show_menu, "Escape")])

    def allows(self, page: QWidget) -> bool:
        """Tell whether whoever has the laptop now may see a page."""
        return self.acting is None or isinstance(page, _FOR_KEEPERS)

    def fits(self, pin: str) -> bool:
        """Tell whether a PIN is that of the keeper who has the laptop."""
        return self.acting is not None and self._fits(self.acting.officer_id, pin)

    def _fits(self, keeper_id: str, pin: str) -> bool:
        window = self._window
        unlocked = window.open_laptop.place.unlocked
        return accounts.keeper_fits(window.doors.profile, unlocked, keeper_id, pin)

    def _begin(self, keeper_id: str, pin: str) -> None:
        window = self._window
        if not self._fits(keeper_id, pin):
            self._wrong += 1
            if self._wrong >= TRIES:
                self._wrong = 0
                window.gate.lock()
            else:
                window.frame.banner.show_text(tr("That is not the PIN."), "warn")
            return
        self._wrong = 0
        found = accounts.keepers(window.doors.profile)
        self.acting = next(one for one in found if one.officer_id == keeper_id)
        window.open_laptop.place.keeper = keeper_id
        window.queue.show()

    def _add(self, name: str, initials: str, pin: str) -> None:
        window = self._window
        keeper = Officer(f"tiket-{initials.lower()}", name, initials, accounts.ROLE)
        profile, unlocked = window.doors.profile, window.open_laptop.place.unlocked
        if window.guarded(lambda: accounts.set_keeper(profile, unlocked, keeper, pin)):
            self.show()
            window.frame.banner.show_text(tr("{name} may give tickets here.", name=name), "ok")

    def _remove(self, keeper_id: str) -> None:
        window = self._window
        profile, unlocked = window.doors.profile, window.open_laptop.place.unlocked
        if window.guarded(lambda: accounts.remove_keeper(profile, unlocked, keeper_id)):
            self.show()
            window.frame.banner.show_text(tr("Taken away. Add the name again to undo."), "ok")

    def give_back(self) -> None:
        """Let the officer take the laptop back, by the officer's own PIN or passphrase."""
        self._window.curtain.fall_for_officer(self.taken_back)

    def taken_back(self) -> None:
        """Go on as the officer."""
        self.forget()
        self._window.show_home()

    def forget(self) -> None:
        """Nobody but an officer has the laptop from now on."""
        self.acting = None
        laptop = self._window.laptop
        if laptop is not None:
            laptop.place.keeper = ""
