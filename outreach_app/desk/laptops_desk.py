"""Laptops inside the clerk's window: all, one, its branches; codes and taking permission away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.desk.branches_page import BranchesPage
from outreach_app.desk.laptop_page import LaptopPage
from outreach_app.desk.publish_page import LaptopsPage
from outreach_app.errors import UserProblem
from outreach_app.i18n import tr
from outreach_app.officeapi import link_messages as lm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.link_client import LinkCalls
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class LaptopsDesk(QObject):
    """Shows laptops of one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _calls(self) -> LinkCalls:
        return LinkCalls(self._window.client)

    def show(self) -> None:
        """M9: every laptop."""
        self._window.ask(self._window.client.devices, self._list)

    def _list(self, rows: Sequence[m.DeviceRow]) -> None:
        window = self._window
        page = LaptopsPage(rows, self._one)
        others = [
            button(tr("Back"), window.show_batches, "Escape"),
            button(tr("Open"), page.open_current, "Ctrl+Return"),
        ]
        new = button(tr("New enrolment code"), lambda: self.new_code(page), "Ctrl+N", primary=True)
        window.show_page(page, lambda: self._list(rows), others, new)

    def new_code(self, page: LaptopsPage | LaptopPage | BranchesPage) -> None:
        """Ask for a code and show it on the page."""
        self._window.ask(self._window.client.new_enrolment_code, page.show_code)

    def _one(self, row: m.DeviceRow) -> None:
        window = self._window
        page = LaptopPage(row)
        others = [button(tr("Back"), self.show, "Escape")]
        if row.standing != "active":
            others.append(button(tr("New enrolment code"), lambda: self.new_code(page), "Ctrl+N"))
        if row.standing != "revoked":
            others.append(button(tr("Take permission away"), lambda: self.revoke(page)))
        primary = None
        if row.standing == "frozen" or row.held_entries:
            text = tr("Look at what is held")
            primary = button(
                text, lambda: self.show_branches(row.device), "Ctrl+Return", primary=True
            )
        window.show_page(page, lambda: self._one(row), others, primary)

    def revoke(self, page: LaptopPage) -> None:
        """Take the laptop's permission away, with the reason on the page."""
        reason, name = page.reason.text().strip(), page.row.device
        if not reason:
            self._window.frame.banner.show_problem(UserProblem("OFFICE_026"))
            return
        client = self._window.client

        def revoked(row: m.DeviceRow) -> None:
            self._one(row)
            text = tr("{laptop} may send, nothing goes to it any more.", laptop=name)
            self._window.frame.banner.show_text(text, "ok")

        self._window.ask(lambda: client.revoke(name, reason), revoked)

    # Branches -----------------------------------------------------------------------------

    def show_branches(self, name: str) -> None:
        """Show what a laptop holds that waits for a clerk's word."""
        calls = self._calls
        self._window.ask(lambda: calls.branches(name), self._branches)

    def _branches(self, told: lm.Branches) -> None:
        window = self._window
        page = BranchesPage(told)
        others = [
            button(tr("Back"), self.show, "Escape"),
            button(tr("New enrolment code"), lambda: self.new_code(page), "Ctrl+N"),
        ]
        primary = button(
            tr("Take this branch"), lambda: self.choose(page), "Ctrl+Return", primary=True
        )
        primary.setEnabled(bool(told.branches))
        window.show_page(page, lambda: self._branches(told), others, primary)

    def choose(self, page: BranchesPage) -> None:
        """Take the branch that is chosen on the page."""
        line = page.chosen()
        if line is None:
            self._window.frame.banner.show_text(tr("Choose a branch first."), "warn")
            return
        calls, name = self._calls, page.told.device

        def taken(told: lm.Branches) -> None:
            self._branches(told)
            self._window.frame.banner.show_text(
                tr("Taken. Now enrol the laptop again with a new code."), "ok"
            )

        self._window.ask(lambda: calls.choose(name, line.head), taken)
