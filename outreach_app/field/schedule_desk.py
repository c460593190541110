"""Schedule, coverage and closed days of the field window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from outreach_app.casework import places, ticket_slips
from outreach_app.casework.slips import OFFICE
from outreach_app.domain.calendar_file import calendar_file
from outreach_app.field.paper import print_pdf
from outreach_app.field.reopen_page import ReopenPage
from outreach_app.field.schedule_page import SchedulePage, SlotWish, change_text
from outreach_app.i18n import language, tr
from outreach_app.store.day_plans import Slot
from outreach_app.ui.buttons import button
from outreach_app.ui.tile_map import CoverageView

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

_AT_ONCE = 3
"""Changed days that one banner has room for."""


class ScheduleDesk(QObject):
    """Shows the planned days of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """The schedule."""
        window, laptop = self._window, self._window.open_laptop
        rows = laptop.plans.schedule()
        sessions = partial(places.sessions, laptop.place)
        page = SchedulePage(rows, laptop.services(), sessions, self._slot)
        others = [
            button(tr("Back"), window.show_home, "Escape"),
            button(tr("Coverage map"), self.show_coverage),
            button(tr("Open a closed day again"), self.reopen),
        ]
        primary = button(tr("Add to calendar"), self.save_calendar, primary=True)
        window.show_page(page, self.show, others, primary)

    def tell_changes(self) -> None:
        """Say on top of the page which days moved or were cancelled since the last look.

        A few at a time; the others come with the next look.
        """
        laptop = self._window.open_laptop
        changed = laptop.plans.changed()[:_AT_ONCE]
        if changed:
            lines = "\n".join(change_text(planned) for planned in changed)
            self._window.frame.banner.show_text(lines, "warn")
        for planned in changed:
            laptop.plans.see(planned.plan.day_id)

    def _slot(self, act: str, wish: SlotWish) -> None:
        window, done = self._window, list[Slot]()
        desk = window.open_laptop.plans
        if act != "give" and not wish.slot:
            window.frame.banner.show_text(tr("No slot of this day was given here."), "info")
            return

        def do() -> None:
            if act == "back":
                desk.take_back(wish.slot)
            elif act == "print":
                done.append(desk.slot(wish.slot))
            else:
                at, service, contact = wish.session, wish.service, wish.contact
                done.append(desk.give_slot(wish.day_id, at, service, contact))

        if window.guarded(do):
            self.show()
            text = tr("Slot {slot} is free again.", slot=wish.slot)
            window.frame.banner.show_text(self._print(done[0]) if done else text, "ok")

    def _print(self, slot: Slot) -> str:
        """Print the card of a slot; return what to tell the officer."""
        window = self._window
        pdf = ticket_slips.slot_pdf(window.open_laptop.place, slot, language())
        said = print_pdf(pdf, window.doors.profile.slips_folder / f"{slot.slot}.pdf")
        return tr("Slot {slot}. {said}", slot=slot.slot, said=said)

    def save_calendar(self) -> None:
        """Save the schedule as a file that a calendar takes."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Calendar file"), "jadwal.ics", "iCalendar (*.ics)"
        )
        if name:
            self.write_calendar(Path(name))

    def write_calendar(self, file: Path) -> None:
        """Write the schedule into `file`."""
        laptop = self._window.open_laptop
        office = laptop.place.run(lambda s: s.settings.get(OFFICE, "Kantor Imigrasi Kotabumi"))
        days = [planned.plan for planned in laptop.plans.schedule()]
        file.write_bytes(calendar_file(days, laptop.place.clock.now_ms(), office, language()))
        text = tr("{n} days saved in {file}.", n=len(days), file=str(file))
        self._window.frame.banner.show_text(text, "ok")

    def show_coverage(self) -> None:
        """The tile map, as far as this laptop knows."""
        page = CoverageView(self._window.open_laptop.plans.coverage())
        others = [
            button(tr("Back"), self.show, "Escape"),
            button(tr("Table or picture"), page.toggle, "Ctrl+T"),
        ]
        self._window.show_page(page, self.show_coverage, others)

    def reopen(self) -> None:
        """Ask which closed day, and why; only a team lead may (decisions C32)."""
        window = self._window
        closed = window.open_laptop.plans.closed_days()
        if not closed:
            window.frame.banner.show_text(tr("No closed day is on this laptop."), "info")
            return
        page = ReopenPage(closed)
        others = [button(tr("Back"), self.show, "Escape")]
        primary = button(
            tr("Open again"), lambda: self._reopened(page), "Ctrl+Return", primary=True
        )
        window.show_page(page, self.reopen, others, primary)

    def _reopened(self, page: ReopenPage) -> None:
        if not page.reason():
            text = tr("Say why first. The day is still closed and all is safe.")
            self._window.frame.banner.show_text(text, "warn")
            page.why.setFocus()
            return
        self.reopen_day(page.day_id(), page.reason())

    def reopen_day(self, day_id: str, reason: str) -> None:
        """Open a closed day again."""
        window = self._window
        if window.guarded(lambda: window.open_laptop.reopen_day(day_id, reason)):
            window.frame.banner.clear()
            window.show_home()
