"""Accounts of this laptop in the field window: add, take away, change the own passphrase."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app import identity
from outreach_app.domain import roles
from outreach_app.field.accounts_page import AccountsPage
from outreach_app.i18n import tr
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class AccountsDesk(QObject):
    """The page of accounts of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """Show the accounts."""
        window, mine = self._window, self._window.open_laptop.officer
        found = identity.officers(window.doors.profile)
        may_set = roles.may(mine.role, "officer.add")
        page = AccountsPage(found, mine.officer_id, may_set=may_set)
        page.changed.connect(lambda old, new: self._change(page, old, new))
        page.added.connect(lambda *facts: self._add(page, *facts))
        page.removed.connect(self._remove)
        window.show_page(page, self.show, [button(tr("Back"), window.day.show_menu, "Escape")])

    def _change(self, page: AccountsPage, old: str, new: str) -> None:
        profile, place = self._window.doors.profile, self._window.open_laptop.place
        mine = place.unlocked.officer.officer_id
        cost = identity.cost_of(profile, mine)

        def change() -> None:
            identity.change_passphrase(profile, mine, old, new, cost=cost, random=place.random)

        self._later(change, page.mine.refused, tr("Your new passphrase is in force."))

    def _add(self, page: AccountsPage, name: str, initials: str, role: str, typed: str) -> None:
        profile, place = self._window.doors.profile, self._window.open_laptop.place
        unlocked = place.unlocked
        cost = identity.cost_of(profile, unlocked.officer.officer_id)
        new = identity.officer_named(name, initials, role)

        def add() -> None:
            identity.add_officer(profile, unlocked, new, typed, cost=cost, random=place.random)

        text = tr("{name} may open this laptop from now on.", name=name)
        self._later(add, page.new.refused, text)

    def _later(
        self, work: Callable[[], None], refused: Callable[[Exception], object], text: str
    ) -> None:
        """Work off the screen's thread: a passphrase is slow on purpose."""

        def done(_: object) -> None:
            self.show()
            self._window.frame.banner.show_text(text, "ok")

        tasks.run(self, work, done, refused)

    def _remove(self, officer_id: str) -> None:
        window = self._window
        profile, unlocked = window.doors.profile, window.open_laptop.place.unlocked
        gone = next(one for one in identity.officers(profile) if one.officer_id == officer_id)
        if window.guarded(lambda: identity.remove_officer(profile, unlocked, officer_id)):
            self.show()
            text = tr("{name} can open this laptop no more.", name=gone.name)
            window.frame.banner.show_text(text, "ok")
