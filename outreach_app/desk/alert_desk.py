"""The alert level inside the clerk's window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.clock import SystemClock, office_date
from outreach_app.desk.alert_page import AlertPage
from outreach_app.i18n import tr
from outreach_app.officeapi import alert_messages as am
from outreach_app.officeapi.alert_client import AlertClient
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class AlertDesk(QObject):
    """Shows and sets the level of one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window, self._clock = window, SystemClock()

    @property
    def _client(self) -> AlertClient:
        return AlertClient(self._window.client)

    def show(self) -> None:
        """Levels and periods."""
        self._window.ask(self._client.view, self._show)

    def _show(self, view: am.AlertView) -> None:
        window = self._window
        page = AlertPage(view, office_date(self._clock.now_ms()))
        others = [button(tr("Back"), window.show_menu, "Escape")]
        primary = button(
            tr("Publish the level"), lambda: self.set(page), "Ctrl+Return", primary=True
        )
        window.show_page(page, lambda: self._show(view), others, primary)

    def set(self, page: AlertPage) -> None:
        """Publish what stands on the page to every laptop."""
        wanted, client = page.read(), self._client

        def done(view: am.AlertView) -> None:
            self._show(view)
            text = tr("Published. Laptops have it after their next sync.")
            self._window.frame.banner.show_text(text, "ok")

        self._window.ask(lambda: client.set(wanted), done)
