"""The outreach day: home (L3), opening (L2) and closing (L10)."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework.days import Manifest
from outreach_app.field import menu
from outreach_app.field.close_page import ClosePage, ManifestPage
from outreach_app.field.today import OpenDayPage, TodayPage
from outreach_app.i18n import tr
from outreach_app.ui.buttons import button
from outreach_app.ui.menu_page import MenuPage

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class DayDesk(QObject):
    """Shows and changes the day of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show_home(self) -> None:
        """L3, or L2 when no day is open."""
        window = self._window
        today = window.open_laptop.today()
        if today.day is None:
            self.show_open_day()
            return
        queue, files = window.queue, window.files
        page = TodayPage(today, queue.call_next, queue.show, files.resume)
        others = [
            button(tr("Queue"), queue.show),
            button(tr("Search"), files.show_register, "Ctrl+F"),
            button(tr("Send"), window.sending.send, "Ctrl+R"),
            button(tr("More"), self.show_menu, "Ctrl+O"),
            button(tr("Close the day"), self.show_close),
        ]
        window.show_page(page, self.show_home, others)

    def show_menu(self) -> None:
        """Show everything beside the daily flow."""
        page = MenuPage(tr("More"), menu.items(self._window))
        back = button(tr("Back"), self.show_home, "Escape")
        self._window.show_page(page, self.show_menu, [back])

    def published(self) -> None:
        """Show what the office just published, where it matters and nothing is typed away."""
        page = self._window.page
        if isinstance(page, TodayPage) or (isinstance(page, OpenDayPage) and not page.touched):
            self.show_home()

    def show_open_day(self) -> None:
        """L2."""
        window = self._window
        page = OpenDayPage(window.open_laptop.pekon_list(), self._readiness())
        others = [
            button(tr("Search"), window.files.show_register, "Ctrl+F"),
            button(tr("Send"), window.sending.send, "Ctrl+R"),
            button(tr("More"), self.show_menu, "Ctrl+O"),
        ]
        primary = button(tr("Open the day"), self.open_day, "Ctrl+Return", primary=True)
        window.show_page(page, self.show_open_day, others, primary)

    def _readiness(self) -> list[tuple[bool, str]]:
        laptop = self._window.open_laptop
        free_gb = shutil.disk_usage(self._window.doors.profile.folder).free / 1e9
        has_forms = laptop.has_forms()
        offset = abs(laptop.sync_state().offset_s)
        forms_text = tr("Forms are on this laptop") if has_forms else tr("No forms yet: send once")
        return [
            (free_gb > 1, tr("Space {gb} GB", gb=int(free_gb))),
            (has_forms, forms_text),
            (offset < 120, tr("Clock differs from the office by {s} s", s=offset)),
        ]

    def open_day(self) -> None:
        """Open the day at the chosen pekon."""
        window = self._window
        page, laptop = window.page, window.open_laptop
        if not isinstance(page, OpenDayPage) or not page.pekon.value():
            window.frame.banner.show_text(tr("Choose a pekon first. Nothing was opened."), "warn")
            return
        where, spare = page.pekon.value(), page.spare_number()
        officers = (laptop.officer.initials,)
        if window.guarded(lambda: laptop.open_day(where, officers, spare)):
            window.frame.banner.clear()
            self.show_home()

    def show_close(self) -> None:
        """L10."""
        page = ClosePage(self._window.open_laptop.manifest_preview().body)
        others = [button(tr("Back"), self.show_home, "Escape")]
        primary = button(tr("Close the day"), self.close_day, "Ctrl+Return", primary=True)
        self._window.show_page(page, self.show_close, others, primary)

    def close_day(self) -> None:
        """Close the day and show its manifest."""
        window = self._window
        note = window.page.note.text() if isinstance(window.page, ClosePage) else ""
        closed: list[Manifest] = []
        if window.guarded(lambda: closed.append(window.open_laptop.close_day(note))):
            others = [button(tr("Back"), self.show_home, "Escape")]
            primary = button(tr("Send"), window.sending.send, "Ctrl+R", primary=True)
            window.show_page(ManifestPage(closed[0]), self.show_home, others, primary)
