"""Carried files inside the clerk's window, and a held file as evidence for support."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.desk.carried_page import CarriedContentPage, CarriedPage
from outreach_app.errors import EnvironmentProblem
from outreach_app.i18n import tr
from outreach_app.officeapi import carried_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from outreach_app.officeapi.carried_client import CarriedClient
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class CarriedDesk(QObject):
    """What was carried in by hand, for one window.

    Attributes:
        where: asks the clerk for a path: (window, caption, proposal) -> path and filter.
    """

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self.where: Callable[[QWidget, str, str], tuple[str, str]] = QFileDialog.getSaveFileName

    @property
    def _client(self) -> CarriedClient:
        return CarriedClient(self._window.client)

    def show(self) -> None:
        """Show the list."""
        self._window.ask(self._client.listed, self._list)

    def _list(self, files: Sequence[cm.CarriedRow]) -> None:
        window = self._window
        page = CarriedPage(files, self.open)
        others = [button(tr("Back"), window.show_menu, "Escape")]
        primary = button(tr("Open"), page.open_current, "Ctrl+Return", primary=True)
        primary.setEnabled(bool(files))
        window.show_page(page, lambda: self._list(files), others, primary)

    def open(self, row: cm.CarriedRow) -> None:
        """Show the file itself where the feed has brought it, else what was carried."""
        window, calls = self._window, self._client
        if row.standing == cm.SAME:
            window.cases.show(row.number, self.show)
            return

        def asked() -> tuple[cm.CarriedContent, m.FormSource]:
            held = calls.content(row.file_id)
            return held, window.client.form(held.form_id, held.form_version)

        window.ask(asked, lambda found: self._content(row, *found))

    def _content(self, row: cm.CarriedRow, held: cm.CarriedContent, source: m.FormSource) -> None:
        page = CarriedContentPage(row, held, source)
        others = [button(tr("Back"), self.show, "Escape")]
        self._window.show_page(page, lambda: self._content(row, held, source), others)

    def export(self, file: s.HeldFile) -> None:
        """Save a held file as evidence for support."""
        calls, window = self._client, self._window

        def saved(made: cm.Evidence) -> None:
            caption = tr("Holds personal data in clear: give it to support by hand only")
            found, _ = self.where(window, caption, made.name)
            if not found:
                return
            try:
                Path(found).write_bytes(made.data)
            except OSError as error:
                problem = EnvironmentProblem("COURIER_001", retry=True)
                problem.__cause__ = error
                window.frame.banner.show_problem(problem)
                return
            text = tr(
                "Saved as {name}. It holds personal data; that you made it is noted.",
                name=Path(found).name,
            )
            window.frame.banner.show_text(text, "ok")

        window.ask(lambda: calls.evidence(file.instance_id), saved)
