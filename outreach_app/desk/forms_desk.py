"""M8 for forms at the desk: check, look at it, publish; withdraw a version with a reason."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outreach_app import forms
from outreach_app.clock import SystemClock, at_office
from outreach_app.desk.publish_page import PublishPage
from outreach_app.domain.entries import FORM_PUBLISHED
from outreach_app.domain.form_entries import FORM_WITHDRAWN
from outreach_app.forms.media import data_of
from outreach_app.i18n import tr
from outreach_app.officeapi import forms_messages as fm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.forms_client import FormsClient
from outreach_app.ui.buttons import button
from outreach_app.ui.form_view import FormView
from outreach_app.ui.loose_file import LooseFile
from outreach_app.ui.questions.around import Around
from outreach_app.ui.section_rail import SectionRail

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class FormsDesk:
    """Shows what is published, takes a spreadsheet, opens it as officers will see it."""

    def __init__(self, window: DeskWindow) -> None:
        self._window = window
        self._wanted: m.PublishForm | None = None
        self._checked: fm.CheckedForm | None = None
        self._problems: Sequence[m.FormProblem] = ()

    def show(self) -> None:
        """Ask for the list and show it."""
        self._show_then("")

    def _show_then(self, said: str) -> None:
        """Show the list anew, and say what was done."""
        window = self._window
        self._wanted = self._checked = None
        self._problems = ()

        def listed(rows: Sequence[m.Publication]) -> None:
            self._list(rows)
            if said:
                window.frame.banner.show_text(said, "ok")

        window.ask(window.client.publications, listed)

    def _list(self, rows: Sequence[m.Publication]) -> None:
        window = self._window
        window.frame.banner.clear()
        rows = [row for row in rows if row.kind in (FORM_PUBLISHED, FORM_WITHDRAWN)]
        page = PublishPage(rows, self.check, self.withdraw)
        back = button(tr("Back"), window.show_batches, "Escape")
        others = [back, button(tr("Withdraw this version"), page.ask_reason)]
        primary = None
        page.show_mending(self._problems)
        if self._checked is not None:
            page.show_checked(self._checked)
            others.insert(1, button(tr("Preview"), self.preview, "Ctrl+O"))
            primary = button(tr("Publish"), self.publish, "Ctrl+Return", primary=True)
        window.show_page(page, lambda: self._list(rows), others, primary)

    def check(self, wanted: m.PublishForm) -> None:
        """Compile a spreadsheet at the office; problems are shown with their place."""
        client = FormsClient(self._window.client)

        def checked(found: fm.CheckedForm) -> None:
            self._wanted, self._checked = wanted, found
            self._window.ask(self._window.client.publications, self._list)

        self._wanted = self._checked = None
        self._problems = ()
        self._window.frame.banner.clear()
        self._window.ask(lambda: client.check(wanted), checked)

    def refused(self, problems: Sequence[m.FormProblem]) -> None:
        """Show what to mend; it stays when the language changes."""
        self._problems, page = problems, self._window.page
        if isinstance(page, PublishPage):
            page.show_mending(problems)

    def preview(self) -> None:
        """Open the checked form in the form view itself; what is typed is kept nowhere."""
        checked, window = self._checked, self._window
        if checked is None:
            return
        now = at_office(SystemClock().now_ms())
        file = LooseFile(
            forms.load(checked.xform),
            checked.attachments,
            now,
            lambda: f"uuid:{secrets.token_hex(16)}",
        )
        around = Around(now.date(), lambda name: data_of(checked.attachments.get(name, "")))
        self._show_preview(FormView(file, around), checked)
        window.frame.banner.show_text(tr("Preview: nothing that you type is kept."), "info")

    def _show_preview(self, view: FormView, checked: fm.CheckedForm) -> None:
        window = self._window

        def again() -> None:
            view.translate()
            self._show_preview(view, checked)

        others = [
            button(
                tr("Back"), lambda: window.ask(window.client.publications, self._list), "Escape"
            ),
            button(tr("Previous section"), lambda: view.turn(-1), "PgUp"),
            button(tr("Next problem"), view.next_problem, "F8"),
            button(tr("Go to …"), view.ask_where, "Ctrl+G"),
        ]
        primary = button(tr("Next"), lambda: view.turn(+1), "Ctrl+Return", primary=True)
        window.show_page(view, again, others, primary)
        window.frame.set_rail(SectionRail(view))
        title = tr("Preview: {form} {version}", form=checked.form_id, version=checked.form_version)
        window.frame.set_title(title)

    def publish(self) -> None:
        """Publish what was checked; laptops have it after their next sync."""
        wanted, window = self._wanted, self._window
        if wanted is None:
            return

        def published(done: m.Publication) -> None:
            text = tr("Published: {name} {version}", name=done.name, version=done.version)
            self._show_then(text)

        window.ask(lambda: window.client.publish_form(wanted), published)

    def withdraw(self, wanted: fm.WithdrawForm) -> None:
        """Withdraw a version."""
        window, client = self._window, FormsClient(self._window.client)

        def withdrawn(done: m.Publication) -> None:
            text = tr(
                "Withdrawn: {name} {version}. Drafts go over to the newest version.",
                name=done.name,
                version=done.version,
            )
            self._show_then(text)

        window.ask(lambda: client.withdraw(wanted), withdrawn)
