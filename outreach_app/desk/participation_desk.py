"""Statements and legal awareness in the clerk's window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.desk.awareness_page import AwarenessPage
from outreach_app.desk.statement_pages import DraftsPage, StatementsPage
from outreach_app.i18n import language, tr
from outreach_app.officeapi import participation_messages as sm
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi.participation_client import ParticipationClient
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class ParticipationDesk(QObject):
    """What people said on drafts, and what sessions changed, for one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._calls = ParticipationClient(window.client)

    def show_drafts(self) -> None:
        """Every policy draft and topic."""
        self._window.ask(self._calls.drafts, self._drafts)

    def _drafts(self, rows: Sequence[sm.DraftRow]) -> None:
        page = DraftsPage(rows, self.show_statements)
        others = [button(tr("Back"), self._window.show_menu, "Escape")]
        primary = button(tr("Open"), page.open_current, "Ctrl+Return", primary=True)
        primary.setEnabled(bool(rows))
        self._window.show_page(page, lambda: self._drafts(rows), others, primary)

    def show_statements(self, draft: str) -> None:
        """One draft's statements."""
        self._window.ask(lambda: self._calls.statements(draft), self._statements)

    def _statements(self, seen: sm.Statements) -> None:
        draft, window = seen.draft.draft, self._window

        def sort(wanted: sm.SortStatement) -> None:
            window.ask(lambda: self._calls.sort(draft, wanted), self._statements)

        def answer(wanted: sm.StatementGroup) -> None:
            window.ask(lambda: self._calls.answer(draft, wanted), self._statements)

        page = StatementsPage(seen, sort, answer)
        others = [button(tr("Back"), self.show_drafts, "Escape")]
        text = tr("Publish the answer")
        primary = button(text, lambda: self._publish(draft), "Ctrl+Return", primary=True)
        primary.setEnabled(bool(seen.statements))
        window.show_page(page, lambda: self._statements(seen), others, primary)

    def _publish(self, draft: str) -> None:
        window = self._window

        def told(done: pm.TextChecked) -> None:
            if done.problems:
                first = done.problems[0]
                text = first.text_id if language() == "id" else first.text_en
                window.frame.banner.show_text(text, "error")
                return
            self.show_drafts()
            text = tr("Published: {name} {version}", name=done.publication_id, version=done.version)
            window.frame.banner.show_text(text, "ok")

        window.ask(lambda: self._calls.publish_response(draft), told)

    def show_awareness(self) -> None:
        """Sessions and problems."""
        self._window.ask(self._calls.awareness, self._awareness)

    def _awareness(self, seen: sm.Awareness) -> None:
        others = [button(tr("Back"), self._window.show_menu, "Escape")]
        self._window.show_page(AwarenessPage(seen), lambda: self._awareness(seen), others)
