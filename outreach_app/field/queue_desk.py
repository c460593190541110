"""The queue (L4): tickets given, called, served."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.casework import ticket_slips
from outreach_app.casework.queue_view import queue_facts
from outreach_app.domain.queue import read_ticket, reason_title, rule
from outreach_app.errors import UserProblem
from outreach_app.field.number_window import NumberWindow
from outreach_app.field.paper import print_pdf
from outreach_app.field.queue_page import QueuePage
from outreach_app.i18n import language, tr
from outreach_app.store.rows import Ticket
from outreach_app.ui.buttons import button
from outreach_app.ui.menu_page import MenuItem, MenuPage

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


_FULL = ("DAYS_022", "DAYS_025")
"""No place is left in the sessions, or in the quota of the service."""


_RECORDED = "Recorded with the ticket."


def _beyond() -> list[tuple[str, str]]:
    return [(key, reason_title(key, language())) for key in rule().beyond]


class QueueDesk(QObject):
    """Shows and changes the queue of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window
        self.numbers: NumberWindow | None = None

    def show(self) -> None:
        """L4."""
        window, laptop = self._window, self._window.open_laptop
        facts = queue_facts(laptop.place)
        keeper = window.keepers.acting is not None
        does = (self._act, self._issue, self._typed)
        page = QueuePage(facts, laptop.services(), *does, files=not keeper)
        back = button(tr("Back"), window.show_home, "Escape")
        if keeper:
            back = button(tr("Back to the officer"), window.keepers.give_back, "Escape")
        others = [back]
        primary = button(tr("Call the next"), self.call_next, "Ctrl+B", primary=True)
        window.show_page(page, self.show, others, primary)
        if self.numbers is not None:
            self.numbers.show_queue(facts.queue)

    def show_numbers(self) -> None:
        """Show the called number on a second screen; it stays under the curtain."""
        if self.numbers is None:
            self.numbers = NumberWindow(self._window)
        self.numbers.show_queue(self._window.open_laptop.tickets.view())
        self.numbers.show_on_second_screen()

    def _issue(self, lane: str, service: str, slot: str = "", beyond: str = "") -> None:
        desk = self._window.open_laptop.tickets
        try:
            ticket = desk.issue(lane, service, slot, beyond)
        except UserProblem as problem:
            if problem.code in _FULL:
                self.show_full(problem, lane, service)
            self._window.frame.banner.show_problem(problem)
            return
        self.show()
        self._print(ticket)

    def show_full(self, problem: UserProblem, lane: str, service: str) -> None:
        """No place is left: an extra ticket needs a reason, one key each."""
        window = self._window
        items = [
            MenuItem("Reasons", title, _RECORDED, partial(self._issue, lane, service, "", key))
            for key, title in _beyond()
        ]
        page = MenuPage(tr("Give an extra ticket all the same?"), items)
        others = [button(tr("Back"), self.show, "Escape")]
        window.show_page(page, lambda: self.show_full(problem, lane, service), others)

    def _typed(self, number: str) -> None:
        """A number was typed: take it over from the giver's laptop, or start its file here."""
        window, desk = self._window, self._window.open_laptop.tickets
        day = window.open_laptop.today().day
        if day is not None and day.ticket_giver not in ("", window.open_laptop.device):
            if window.guarded(lambda: desk.take(number)):
                self.show()
            return
        ticket = read_ticket(number)
        if window.keepers.acting is not None:
            return
        if ticket is None:
            window.frame.banner.show_problem(UserProblem("CASEWORK_009", ticket=number))
        else:
            window.files.start(ticket)

    def _print(self, ticket: Ticket) -> None:
        window, laptop = self._window, self._window.open_laptop
        facts = queue_facts(laptop.place)
        order = [waiting.ticket for waiting in facts.queue.following]
        before = order.index(ticket.ticket) if ticket.ticket in order else 0
        told = facts.forecasts.get(ticket.ticket)
        pdf = ticket_slips.ticket_pdf(laptop.place, ticket, before, language(), told)
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
        if act == "start" and window.keepers.acting is not None:
            return
        if act == "start":
            window.files.start(name)
        elif act == "big":
            self.show_numbers()
        elif act.startswith("call:"):
            reason = act.partition(":")[2]
            if window.guarded(lambda: window.open_laptop.tickets.call(name, reason)):
                self.show()
        elif window.guarded(lambda: getattr(window.open_laptop.tickets, act)(name)):
            self.show()
            if act == "done":
                text = tr("Ticket {ticket} was served without a file.", ticket=name)
                window.frame.banner.show_text(text, "ok")
