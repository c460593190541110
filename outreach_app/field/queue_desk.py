"""The queue (L4): tickets given, called, served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework import slips
from outreach_app.field.paper import print_pdf
from outreach_app.field.queue_page import QueuePage
from outreach_app.i18n import language, tr
from outreach_app.store.rows import Ticket
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class QueueDesk(QObject):
    """Shows and changes the queue of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """L4."""
        window, laptop = self._window, self._window.open_laptop
        page = QueuePage(laptop.tickets.view(), laptop.services(), self._act, self._issue)
        others = [button(tr("Back"), window.show_home, "Escape")]
        primary = button(tr("Call the next"), self.call_next, "Ctrl+B", primary=True)
        window.show_page(page, self.show, others, primary)

    def _issue(self, lane: str, service: str) -> None:
        given: list[Ticket] = []
        laptop = self._window.open_laptop
        if self._window.guarded(lambda: given.append(laptop.tickets.issue(lane, service))):
            self.show()
            self._print(given[0])

    def _print(self, ticket: Ticket) -> None:
        window, laptop = self._window, self._window.open_laptop
        before = max(0, laptop.tickets.view().waiting - 1)
        pdf = slips.ticket_pdf(laptop.place, ticket, before, language())
        file = window.doors.profile.slips_folder / f"{ticket.day_id}-{ticket.ticket}.pdf"
        said = print_pdf(pdf, file)
        text = tr("Ticket {ticket}. {said}", ticket=ticket.ticket, said=said)
        window.frame.banner.show_text(text, "info")

    def call_next(self) -> None:
        """Call whose turn it is."""
        window = self._window
        called: list[Ticket | None] = []
        if window.guarded(lambda: called.append(window.open_laptop.tickets.call_next())):
            self.show()
            if called == [None]:
                window.frame.banner.show_text(tr("Nobody is waiting."), "info")

    def _act(self, act: str, name: str) -> None:
        window = self._window
        if act == "start":
            window.files.start(name)
        elif window.guarded(lambda: getattr(window.open_laptop.tickets, act)(name)):
            self.show()
