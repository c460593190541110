"""The outreach day: home (L3), opening (L2) and closing (L10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from outreach_app.casework import protocol, ticket_slips
from outreach_app.casework.day_accounts import day_account
from outreach_app.casework.days import Manifest, Opening
from outreach_app.casework.opening import start_checklist
from outreach_app.casework.queue_view import queue_facts
from outreach_app.documents.slot_ticket import WIDTHS
from outreach_app.field import menu, readiness
from outreach_app.field.close_page import ClosePage, ManifestPage
from outreach_app.field.file_desk import FileDesk
from outreach_app.field.open_day_page import AlertFacts, OpenDayPage
from outreach_app.field.paper import print_pdf
from outreach_app.field.today import TodayPage
from outreach_app.i18n import language, tr
from outreach_app.ui import dates
from outreach_app.ui.buttons import button
from outreach_app.ui.menu_page import MenuPage

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class DayDesk(QObject):
    """Shows and changes the day of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = ""

    def show_home(self) -> None:
        """L3, or L2 when no day is open."""
        window = self._window
        today = window.open_laptop.today()
        if today.day is None:
            self.show_open_day()
            return
        queue, files = window.queue, window.files
        facts = queue_facts(window.open_laptop.place)
        page = TodayPage(today, facts, queue.call_next, queue.show, files.resume)
        others = [
            button(tr("Queue"), queue.show),
            button(tr("Search"), files.show_register, "Ctrl+F"),
            button(tr("Send"), window.sending.send, "Ctrl+R"),
            self._more(),
            button(tr("Close the day"), self.show_close),
        ]
        window.show_page(page, self.show_home, others)
        window.schedule.tell_changes()

    def _more(self) -> QPushButton:
        """Return the way to the other places; it says how many people must be told something."""
        owed = len(self._window.open_laptop.telling.listed(language()))
        text = f"{tr('More')} ({owed})" if owed else tr("More")
        return button(text, self.show_menu, "Ctrl+O")

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
        laptop, folder = window.open_laptop, window.doors.profile.folder
        page = OpenDayPage(
            laptop.pekon_list(),
            readiness.checks(laptop, folder),
            laptop.plans.for_today(),
            laptop.place.today().isoformat(),
            self._test_print,
            self._alert(),
        )
        if self._wanted:
            page.pekon.put(self._wanted)
        others = [
            button(tr("Search"), window.files.show_register, "Ctrl+F"),
            button(tr("Send"), window.sending.send, "Ctrl+R"),
            self._more(),
        ]
        primary = button(tr("Open the day"), self.open_day, "Ctrl+Return", primary=True)
        window.show_page(page, self.show_open_day, others, primary)
        window.schedule.tell_changes()

    def _alert(self) -> AlertFacts:
        place = self._window.open_laptop.place
        held = protocol.standing(place)
        done = place.run(lambda store: protocol.checklist(place, store, self._wanted))
        text = tr(
            "Alert level {level} since {day}: {reason}.",
            level=held.level.title(language()),
            day=dates.shown(held.period.valid_from.isoformat()),
            reason=held.period.reason(language()),
        )
        asks = held.level.checklist and done is None
        said = tr("Checklist filled in: {number}", number=done.number) if done else ""
        if asks:
            said = tr("The checklist of this level comes before the day opens.")
        told = " ".join(filter(None, (text, held.level.says(language()), said)))
        rolls = WIDTHS
        return AlertFacts(told, asks, self.fill_checklist, ticket_slips.roll_mm(place), rolls)

    def fill_checklist(self, pekon: str) -> None:
        """Open the health protocol of the level for a pekon."""
        window = self._window
        if not pekon:
            window.frame.banner.show_text(tr("Choose a pekon first. Nothing was opened."), "warn")
            return
        self._wanted = pekon
        place, spoken = window.open_laptop.place, language()

        def start() -> None:
            FileDesk(window, start_checklist(place, pekon, spoken)).show_form()

        window.guarded(start)

    def _test_print(self) -> None:
        window = self._window
        self._keep_roll()
        pdf = ticket_slips.trial_pdf(window.open_laptop.place, language())
        said = print_pdf(pdf, window.doors.profile.slips_folder / "test.pdf")
        window.frame.banner.show_text(said, "info")

    def _keep_roll(self) -> None:
        page = self._window.page
        if isinstance(page, OpenDayPage):
            ticket_slips.set_roll(self._window.open_laptop.place, page.roll_mm())

    def open_day(self) -> None:
        """Open the day at the chosen pekon."""
        window = self._window
        page, laptop = window.page, window.open_laptop
        if not isinstance(page, OpenDayPage) or not page.pekon.value():
            window.frame.banner.show_text(tr("Choose a pekon first. Nothing was opened."), "warn")
            return
        where, spare = page.pekon.value(), page.spare_number()
        officers = (laptop.officer.initials,)
        self._keep_roll()
        opening = Opening(plan=page.plan_id(), stock=page.at_hand(), answers=page.answers())
        if window.guarded(lambda: laptop.open_day(where, officers, spare, opening)):
            window.frame.banner.clear()
            self._wanted = ""
            self.show_home()

    def show_close(self) -> None:
        """L10."""
        laptop = self._window.open_laptop
        waiting = [ticket.ticket for ticket in laptop.tickets.view().following]
        account = day_account(laptop.place)
        page = ClosePage(laptop.manifest_preview().body, account, waiting)
        others = [button(tr("Back"), self.show_home, "Escape")]
        primary = button(tr("Close the day"), self.close_day, "Ctrl+Return", primary=True)
        self._window.show_page(page, self.show_close, others, primary)

    def close_day(self) -> None:
        """Close the day and show its manifest."""
        window = self._window
        page = window.page
        note = page.note.text() if isinstance(page, ClosePage) else ""
        accounts = page.accounts() if isinstance(page, ClosePage) else ()
        closed: list[Manifest] = []
        if window.guarded(lambda: closed.append(window.open_laptop.close_day(note, accounts))):
            others = [
                button(tr("Back"), self.show_home, "Escape"),
                button(tr("Save to USB"), window.sticks.show),
                button(tr("Balance of the batch"), window.balances.show),
            ]
            primary = button(tr("Send"), window.sending.send, "Ctrl+R", primary=True)
            window.show_page(ManifestPage(closed[0]), self.show_home, others, primary)
