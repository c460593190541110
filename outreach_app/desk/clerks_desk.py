"""Clerks' accounts inside the clerk's window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.desk.clerks_page import ClerksPage
from outreach_app.i18n import tr
from outreach_app.officeapi import clerk_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.clerk_client import ClerkCalls
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

ADD_CLERKS = "clerk.add"


class ClerksDesk(QObject):
    """Shows and sets the accounts of one window's office."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _calls(self) -> ClerkCalls:
        return ClerkCalls(self._window.client)

    def show(self) -> None:
        """Every account, for who may set them; the own passphrase for everybody."""
        if ADD_CLERKS in self._window.may:
            self._window.ask(self._calls.listed, self._show)
        else:
            self._show(None)

    def _show(self, clerks: Sequence[cm.ClerkRow] | None) -> None:
        window = self._window
        page = ClerksPage(clerks)
        page.changed.connect(self._change_own)
        page.saved.connect(lambda *facts: self._save(clerks or (), *facts))
        page.ended.connect(self._end)
        others = [button(tr("Back"), window.show_menu, "Escape")]
        window.show_page(page, lambda: self._show(clerks), others)

    def _change_own(self, old: str, new: str) -> None:
        calls = self._calls
        self._do(lambda: calls.change_own(old, new), tr("Your new passphrase is in force."))

    def _save(
        self, clerks: Sequence[cm.ClerkRow], account: str, name: str, role: str, typed: str
    ) -> None:
        client, calls = self._window.client, self._calls
        known = any(one.clerk == account and not one.ended for one in clerks)

        def save() -> None:
            if known:
                calls.set(account, role, typed)
            else:
                wanted = m.NewClerk(clerk=account, name=name, role=role, passphrase=typed)
                client.add_clerk(wanted)

        self._do(save, tr("Saved: {account}.", account=account))

    def _end(self, account: str) -> None:
        calls = self._calls
        self._do(lambda: calls.end(account), tr("Ended: {account}.", account=account))

    def _do(self, work: Callable[[], None], text: str) -> None:
        def done(_: None) -> None:
            self.show()
            self._window.frame.banner.show_text(text, "ok")

        self._window.ask(work, done)
