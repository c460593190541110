"""Files and their cases inside the clerk's window: one, and all open ones by deadline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.desk.case_page import CasePage
from outreach_app.desk.deadline_page import DeadlinePage
from outreach_app.domain.entries import RECORD, VISIT_REQUEST
from outreach_app.domain.erasure_entries import GONE
from outreach_app.i18n import tr
from outreach_app.officeapi import case_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.case_client import CaseClient
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

ERASE = "case.erase"
"""Permission to erase a file."""
Found = tuple[m.CaseView, m.FormSource, cm.CaseState | None]


class CaseDesk(QObject):
    """Shows cases of one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self, number: str, back: Callable[[], object] | None = None) -> None:
        """M6; `back` is where Escape leads, the file's batch unless said otherwise."""
        client = self._window.client

        def found() -> Found:
            case = client.case(number)
            newest = next(r for r in case.revisions if r.newest)
            source = client.form(newest.form_id, newest.form_version)
            told = case.row.kind != RECORD and case.row.cancelled != GONE
            state = CaseClient(client).state(number) if told else None
            return case, source, state

        self._window.ask(found, lambda three: self._show(three, back))

    def _show(self, found: Found, back: Callable[[], object] | None) -> None:
        window, case = self._window, found[0]
        page = CasePage(*found, window.decide)
        away = back or (lambda: window.show_batch(case.batch_id))
        others = [button(tr("Back"), away, "Escape")]
        if case.row.cancelled != GONE:
            others.append(button(tr("Scans"), lambda: self._scans(case.row.number, back)))
        if case.row.kind == VISIT_REQUEST and case.row.cancelled != GONE:
            number, where = case.row.number, case.pekon
            others.append(
                button(tr("Plan this visit"), lambda: window.days.plan_visit(number, where))
            )
        held = window.held.of_case(case)
        if held is not None:
            back_here = lambda: self.show(case.row.number, back)  # noqa: E731
            others.append(
                button(tr("Compare"), lambda: window.held.open(held, back_here), "Ctrl+K")
            )
        if ERASE in window.may and case.row.cancelled != GONE:
            here = lambda: self.show(case.row.number, back)  # noqa: E731
            row = case.row
            others.append(
                button(
                    tr("Erase on request"), lambda: window.erasures.ask(row.number, row.name, here)
                )
            )
        primary = button(tr("Decide"), page.confirm, "Ctrl+Return", primary=True)
        primary.setEnabled(bool(page.choices))
        window.show_page(page, lambda: self._show(found, back), others, primary)

    def _scans(self, number: str, back: Callable[[], object] | None) -> None:
        self._window.scans.show(number, lambda: self.show(number, back))

    def show_deadlines(self) -> None:
        """Every open case by its deadline."""
        self._window.ask(CaseClient(self._window.client).listed, self._deadlines)

    def _deadlines(self, found: cm.CaseList) -> None:
        window = self._window
        page = DeadlinePage(found, lambda number: self.show(number, self.show_deadlines))
        others = [
            button(tr("Back"), window.show_menu, "Escape"),
            button(tr("Refresh"), self.show_deadlines, "F5"),
        ]
        primary = button(tr("Open"), page.open_current, "Ctrl+Return", primary=True)
        window.show_page(page, lambda: self._deadlines(found), others, primary)
