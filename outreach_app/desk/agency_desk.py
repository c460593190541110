"""Other agencies inside the clerk's window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from outreach_app.desk.agency_page import AgencyPage
from outreach_app.i18n import tr
from outreach_app.officeapi import disclosure_messages as dm
from outreach_app.officeapi.disclosure_client import DisclosureClient
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class AgencyDesk(QObject):
    """Shows the log and what can be handed over in one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _client(self) -> DisclosureClient:
        return DisclosureClient(self._window.client)

    def show(self) -> None:
        """The log, and two ways to add to it."""
        self._window.ask(self._client.listed, self._show)

    def _show(self, log: dm.DisclosureLog) -> None:
        window = self._window
        page = AgencyPage(log, self._ask, self._refer)
        others = [
            button(tr("Back"), window.show_menu, "Escape"),
            button(tr("Export the log (CSV)"), lambda: self._export(log)),
        ]
        window.show_page(page, lambda: self._show(log), others)

    def _ask(self, number: str, purpose: str) -> None:
        wanted = dm.AskRegistry(disclosure_id=str(uuid4()), number=number, purpose=purpose)
        self._window.ask(lambda: self._client.ask_registry(wanted), self._done)

    def _refer(self, number: str, agency: str, fields: tuple[str, ...], purpose: str) -> None:
        wanted = dm.Refer(
            disclosure_id=str(uuid4()),
            number=number,
            agency=agency,
            fields=fields,
            purpose=purpose,
        )
        self._window.ask(lambda: self._client.refer(wanted), self._done)

    def _done(self, one: dm.Disclosure) -> None:
        del one
        self._window.frame.banner.clear()
        self.show()

    def _export(self, log: dm.DisclosureLog) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Export the log (CSV)"), "disclosures.csv", "CSV (*.csv)"
        )
        if name:
            save_csv(log, Path(name))
            self._window.frame.banner.show_text(tr("Saved as {file}.", file=name), "ok")


def save_csv(log: dm.DisclosureLog, file: Path) -> None:
    """Write the log where a person wants it."""
    file.write_text(log.csv, encoding="utf-8-sig", newline="")
