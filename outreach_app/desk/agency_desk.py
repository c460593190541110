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
        page = AgencyPage(log, self._ask, self._refer, self._batch)
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

    def _batch(self, way: str, numbers: tuple[str, ...], purpose: str) -> None:
        if way == "in":
            name, _ = QFileDialog.getOpenFileName(
                self._window, tr("Read an answer file"), "", "CSV (*.csv)"
            )
            if name:
                self.read_answers(Path(name))
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Write a question file"), "registry-questions.csv", "CSV (*.csv)"
        )
        if name:
            self.write_questions(Path(name), numbers, purpose)

    def write_questions(self, file: Path, numbers: tuple[str, ...], purpose: str) -> None:
        """Write what is asked into `file`; the office has logged each line before it comes."""
        client = self._client
        wanted = dm.BatchAsked(numbers=numbers, purpose=purpose)

        def done(text: str) -> None:
            file.write_text(text, encoding="utf-8-sig", newline="")
            said = tr(
                "{n} questions in {file}. Hand it over, then delete it.",
                n=max(0, text.count("\r\n") - 1),
                file=str(file),
            )
            self._window.ask(client.listed, lambda log: self._said(log, said))

        self._window.ask(lambda: client.batch_out(wanted), done)

    def read_answers(self, file: Path) -> None:
        """Take in an answer file."""
        client, text = self._client, file.read_text(encoding="utf-8-sig")
        lines = max(0, len(text.strip().splitlines()) - 1)
        said = tr("{n} answers read.", n=lines)
        self._window.ask(lambda: client.batch_in(text), lambda log: self._said(log, said))

    def _said(self, log: dm.DisclosureLog, text: str) -> None:
        self._show(log)
        self._window.frame.banner.show_text(text, "ok")

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
