"""Tables of rules inside the clerk's window: saved to edit, checked, compared, published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from outreach_app.desk.rule_pages import RuleChangePage, RulesPage, checked
from outreach_app.domain import rule_changes, rule_tables
from outreach_app.domain.rule_tables import Fault
from outreach_app.i18n import tr
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import rule_messages as rm
from outreach_app.officeapi.rule_client import RuleClient
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class RulesDesk(QObject):
    """Shows and replaces the tables of one window's office."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._rows: Sequence[rm.RuleTable] = ()

    @property
    def _client(self) -> RuleClient:
        return RuleClient(self._window.client)

    def show(self) -> None:
        """Tables in force."""
        self._window.ask(self._client.tables, self._show)

    def _show(
        self, rows: Sequence[rm.RuleTable], again: Callable[[], object] | None = None
    ) -> RulesPage:
        window, self._rows = self._window, rows
        page = RulesPage(rows)
        others = [
            button(tr("Back"), window.show_menu, "Escape"),
            button(tr("Save a copy …"), lambda: self._save_as(page), "Ctrl+S"),
        ]
        choose = button(
            tr("Choose a file …"), lambda: self._choose(page), "Ctrl+Return", primary=True
        )
        window.show_page(page, again or (lambda: self._show(rows)), others, choose)
        return page

    def _save_as(self, page: RulesPage) -> None:
        row = page.chosen()
        sort = rule_tables.suffix(row.name)
        name, _ = QFileDialog.getSaveFileName(
            page, tr("Save a copy …"), f"{row.name}{sort}", f"(*{sort})"
        )
        if name:
            self.save(row, Path(name))

    def save(self, row: rm.RuleTable, file: Path) -> None:
        """Write a table as it is in force to a file."""
        banner = self._window.frame.banner
        try:
            file.write_bytes(row.text.encode())
        except OSError as error:
            said = tr("Not saved: {why}. Choose another place.", why=str(error.strerror))
            banner.show_text(said, "error")
            return
        banner.show_text(tr("Saved: {file}", file=str(file)), "ok")

    def _choose(self, page: RulesPage) -> None:
        row = page.chosen()
        if row.name not in rule_tables.READERS:
            page.say(tr("The alert level is set under More, Alert level."))
            return
        sort = f"(*{rule_tables.suffix(row.name)})"
        name, _ = QFileDialog.getOpenFileName(page, tr("Choose a file …"), "", sort)
        if name:
            self.take(row, Path(name))

    def take(self, row: rm.RuleTable, file: Path) -> None:
        """Check a file for a table; show what to mend, or what it changes."""
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            text = None
        found = _found(row, text)
        if text is None or found:
            self._mend(row, file.name, text)
        else:
            self._compare(row, text, rule_changes.changes(row.name, row.text, text))

    def _mend(self, row: rm.RuleTable, file: str, text: str | None) -> None:
        page = self._show(self._rows, lambda: self._mend(row, file, text))
        page.choose(row.name)
        page.show_faults(file, _found(row, text))

    def _compare(
        self, row: rm.RuleTable, text: str, changed: Sequence[rule_changes.Change]
    ) -> RuleChangePage:
        page = RuleChangePage(row, text, changed)
        others = [button(tr("Back"), self.show, "Escape")]
        primary = button(tr("Publish"), lambda: self.publish(page), "Ctrl+Return", primary=True)

        def again() -> None:
            said = page.read()
            self._compare(row, text, changed).write(said)

        self._window.show_page(page, again, others, primary)
        return page

    def publish(self, page: RuleChangePage) -> None:
        """Publish what the page compares."""
        wanted, client = page.read(), self._client

        def done(_: m.Publication) -> None:
            self._window.ask(client.tables, told)

        def told(rows: Sequence[rm.RuleTable]) -> None:
            self._show(rows)
            text = tr("Published. Laptops have it after their next sync.")
            self._window.frame.banner.show_text(text, "ok")

        self._window.ask(lambda: client.publish(wanted), done)


def _found(row: rm.RuleTable, text: str | None) -> Sequence[Fault]:
    """Return why a file is not taken for a table, in the language of the moment."""
    if text is None:
        said = tr("The file cannot be read. Save it as text in UTF-8, then choose it again.")
        return (Fault(0, said),)
    found = checked(row.name, text)
    if not found and not rule_changes.changes(row.name, row.text, text):
        return (Fault(0, tr("The file says the same as the table in force.")),)
    return found
