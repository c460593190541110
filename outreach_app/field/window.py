"""The officer's window: one frame, one page at a time; decisions are casework's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from outreach_app.casework import Laptop, slips
from outreach_app.casework.days import Manifest
from outreach_app.casework.intake import OpenFile
from outreach_app.casework.link import Synced
from outreach_app.casework.register import Row
from outreach_app.domain.regions import pekon
from outreach_app.errors import OutreachError
from outreach_app.field.close_page import ClosePage, ManifestPage
from outreach_app.field.file_desk import FileDesk
from outreach_app.field.paper import print_pdf
from outreach_app.field.queue_page import QueuePage
from outreach_app.field.register_page import FilePage, RegisterPage
from outreach_app.field.sending import SendPage, sentence
from outreach_app.field.sign_in import SignInPage
from outreach_app.field.today import OpenDayPage, TodayPage
from outreach_app.i18n import language, long_day, tr, use
from outreach_app.identity import Officer
from outreach_app.settings import Profile
from outreach_app.store.rows import Ticket
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button
from outreach_app.ui.frame import Frame
from sync.engine import Post, Progress


@dataclass(frozen=True, slots=True)
class Doors:
    """What the window is given by whoever starts the program.

    Attributes:
        officers: who may sign in.
        unlock: (officer id, passphrase) -> laptop; slow on purpose, called off the screen's thread.
        post: the way to the office.
        practice: accounts of a practice day, shown on the first page; empty for real.
        desk: opens the clerk's window of a practice day, None for real.
    """

    profile: Profile
    officers: Callable[[], tuple[Officer, ...]]
    unlock: Callable[[str, str], Laptop]
    post: Post
    practice: str = ""
    desk: Callable[[], object] | None = None


class FieldWindow(QWidget):
    """The whole field window.

    Attributes:
        frame: holds the page.
        laptop: None while locked.
    """

    progressed = Signal(object)

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self.doors = doors
        self.frame = Frame()
        self.laptop: Laptop | None = None
        self.page: QWidget = QWidget()
        self._again: Callable[[], object] = self.show_sign_in
        self._sending = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setWindowTitle(tr("Outreach - field"))
        self.progressed.connect(self._progress)
        for keys, act in (
            ("F4", self.switch_language),
            ("Ctrl+Shift+B", self.switch_language),
            ("Ctrl+L", self.lock),
        ):
            QShortcut(QKeySequence(keys), self, act)
        self.show_sign_in()

    # Pages --------------------------------------------------------------------------------

    def show_page(
        self,
        page: QWidget,
        again: Callable[[], object],
        others: list[QPushButton] | None = None,
        primary: QPushButton | None = None,
    ) -> None:
        """Show a page with its actions; `again` draws it anew after a change of language."""
        self.page, self._again = page, again
        self.frame.set_rail(None)
        self.frame.set_side(None)
        self.frame.set_actions(others or [], primary)
        self.frame.set_content(page)
        self._bar()
        self.refresh_status()

    def _bar(self) -> None:
        right = [button("ID | EN", self.switch_language)]
        if self.doors.desk is not None:
            right.insert(0, button(tr("Clerk's desk (practice)"), self.doors.desk))
        if self.laptop is not None:
            right.append(button(tr("Lock"), self.lock, "Ctrl+L"))
        self.frame.set_right(right)
        self.frame.set_title(self._title())

    def _title(self) -> str:
        if self.laptop is None:
            return tr("Outreach · Lampung Barat")
        day = self.laptop.today().day
        where = pekon(day.pekon) if day else None
        parts = [tr("Field"), self.laptop.device, where.label if where else tr("no day open")]
        parts.append(long_day(self.laptop.place.today(), language()))
        return "  ·  ".join([*parts, self.laptop.officer.initials])

    def refresh_status(self) -> None:
        """Say how sending stands."""
        if self.laptop is None:
            self.frame.set_status(tr("Locked. Data on this laptop are encrypted."))
        else:
            self.frame.set_status(*sentence(self.laptop.sync_state()))

    def guarded(self, act: Callable[[], object]) -> bool:
        """Do something; a problem is shown above the page. Tell whether it went well."""
        try:
            act()
        except OutreachError as error:
            self.frame.banner.show_problem(error)
            return False
        return True

    def switch_language(self) -> None:
        """Change between Indonesian and English and draw the page anew."""
        use("en" if language() == "id" else "id")
        self._again()

    # Sign in and lock -----------------------------------------------------------------------

    def show_sign_in(self) -> None:
        """L1."""
        page = SignInPage(self.doors.officers(), self.doors.practice)
        page.wanted.connect(self._unlock)
        self.show_page(page, self.show_sign_in)

    def _unlock(self, officer_id: str, passphrase: str) -> None:
        page = self.page

        def refused(error: Exception) -> None:
            if isinstance(page, SignInPage):
                page.refused(error)

        tasks.run(self, lambda: self.doors.unlock(officer_id, passphrase), self.signed_in, refused)

    def signed_in(self, laptop: Laptop) -> None:
        """Go on with an unlocked laptop."""
        self.laptop = laptop
        self.frame.banner.clear()
        self.show_home()
        if not laptop.has_forms():
            self.send()

    def lock(self) -> None:
        """Drop the keys; what was typed is stored first."""
        if self.laptop is None or self._sending:
            return
        if isinstance(self.page, FileDesk):
            self.page.commit()
        laptop, self.laptop = self.laptop, None
        laptop.lock()
        self.show_sign_in()

    # The day --------------------------------------------------------------------------------

    @property
    def _open(self) -> Laptop:
        if self.laptop is None:
            raise RuntimeError("the laptop is locked")
        return self.laptop

    def show_home(self) -> None:
        """L3, or L2 when no day is open."""
        today = self._open.today()
        if today.day is None:
            self.show_open_day()
            return
        page = TodayPage(today, self.call_next, self.show_queue, self.resume)
        others = [
            button(tr("Queue"), self.show_queue),
            button(tr("Search"), self.show_register, "Ctrl+F"),
            button(tr("Send"), self.send, "Ctrl+R"),
            button(tr("Close the day"), self.show_close),
        ]
        self.show_page(page, self.show_home, others)

    def show_open_day(self) -> None:
        """L2."""
        page = OpenDayPage(self._open.pekon_list(), self._readiness())
        others = [
            button(tr("Search"), self.show_register, "Ctrl+F"),
            button(tr("Send"), self.send, "Ctrl+R"),
        ]
        primary = button(tr("Open the day"), self.open_day, "Ctrl+Return", primary=True)
        self.show_page(page, self.show_open_day, others, primary)

    def _readiness(self) -> list[tuple[bool, str]]:
        free_gb = shutil.disk_usage(self.doors.profile.folder).free / 1e9
        has_forms = self._open.has_forms()
        offset = abs(self._open.sync_state().offset_s)
        forms_text = tr("Forms are on this laptop") if has_forms else tr("No forms yet: send once")
        return [
            (free_gb > 1, tr("Space {gb} GB", gb=int(free_gb))),
            (has_forms, forms_text),
            (offset < 120, tr("Clock differs from the office by {s} s", s=offset)),
        ]

    def open_day(self) -> None:
        """Open the day at the chosen pekon."""
        page = self.page
        if not isinstance(page, OpenDayPage) or not page.pekon.value():
            self.frame.banner.show_text(tr("Choose a pekon first. Nothing was opened."), "warn")
            return
        where, spare = page.pekon.value(), page.spare_number()
        officers = (self._open.officer.initials,)
        if self.guarded(lambda: self._open.open_day(where, officers, spare)):
            self.frame.banner.clear()
            self.show_home()

    def show_queue(self) -> None:
        """L4."""
        laptop = self._open
        page = QueuePage(laptop.tickets.view(), laptop.services(), self._ticket, self._issue)
        others = [button(tr("Back"), self.show_home, "Escape")]
        primary = button(tr("Call the next"), self.call_next, "Ctrl+B", primary=True)
        self.show_page(page, self.show_queue, others, primary)

    def _issue(self, lane: str, service: str) -> None:
        given: list[Ticket] = []
        if self.guarded(lambda: given.append(self._open.tickets.issue(lane, service))):
            self.show_queue()
            self._print_ticket(given[0])

    def _print_ticket(self, ticket: Ticket) -> None:
        laptop = self._open
        before = max(0, laptop.tickets.view().waiting - 1)
        pdf = slips.ticket_pdf(laptop.place, ticket, before, language())
        file = self.doors.profile.slips_folder / f"{ticket.day_id}-{ticket.ticket}.pdf"
        said = print_pdf(pdf, file)
        text = tr("Ticket {ticket}. {said}", ticket=ticket.ticket, said=said)
        self.frame.banner.show_text(text, "info")

    def call_next(self) -> None:
        """Call whose turn it is."""
        called: list[Ticket | None] = []
        if self.guarded(lambda: called.append(self._open.tickets.call_next())):
            self.show_queue()
            if called == [None]:
                self.frame.banner.show_text(tr("Nobody is waiting."), "info")

    def _ticket(self, act: str, name: str) -> None:
        if act == "start":
            self.start_file(name)
        elif self.guarded(lambda: getattr(self._open.tickets, act)(name)):
            self.show_queue()

    # Files ----------------------------------------------------------------------------------

    def start_file(self, ticket: str) -> None:
        """Open a file for the holder of a ticket."""
        held = next(t for t in self._open.tickets.view().rows if t.ticket == ticket)
        if held.draft_id and self.guarded(lambda: self.resume(held.draft_id)):
            return
        service = held.service or "PAS-BARU"
        spoken = language()
        self.guarded(lambda: self._edit(self._open.start_file(service, ticket, spoken)))

    def resume(self, draft_id: str) -> None:
        """Open a draft where it was left."""
        self.guarded(lambda: self._edit(self._open.resume(draft_id)))

    def _edit(self, file: OpenFile) -> None:
        FileDesk(self, file).show_form()

    def show_register(self) -> None:
        """L8."""
        page = RegisterPage(self._open.search, self._open_row)
        self.show_page(page, self.show_register, [button(tr("Back"), self.show_home, "Escape")])

    def _open_row(self, row: Row) -> None:
        if row.place == "draf":
            self.resume(row.key)
        else:
            self.show_file(row)

    def show_file(self, row: Row) -> None:
        """Show a finished file."""
        laptop = self._open
        record = laptop.file(row.number)
        title = laptop.place.rules.service(record.service).title(language())
        page = FilePage(record, row.place, title)
        others = [
            button(tr("Back"), self.show_register, "Escape"),
            button(tr("Slip"), lambda: FileDesk.for_slip(self, record), "Ctrl+P"),
            button(tr("Correct"), lambda: self._correct(row.number)),
        ]
        self.show_page(page, lambda: self.show_file(row), others)

    def _correct(self, number: str) -> None:
        self.guarded(lambda: self._edit(self._open.correct(number)))

    # Closing and sending --------------------------------------------------------------------

    def show_close(self) -> None:
        """L10."""
        page = ClosePage(self._open.manifest_preview().body)
        others = [button(tr("Back"), self.show_home, "Escape")]
        primary = button(tr("Close the day"), self.close_day, "Ctrl+Return", primary=True)
        self.show_page(page, self.show_close, others, primary)

    def close_day(self) -> None:
        """Close the day and show its manifest."""
        note = self.page.note.text() if isinstance(self.page, ClosePage) else ""
        closed: list[Manifest] = []
        if self.guarded(lambda: closed.append(self._open.close_day(note))):
            others = [button(tr("Back"), self.show_home, "Escape")]
            primary = button(tr("Send"), self.send, "Ctrl+R", primary=True)
            self.show_page(ManifestPage(closed[0]), self.show_home, others, primary)

    def send(self) -> None:
        """L11: send and fetch, off the screen's thread."""
        page = SendPage(self._open.sync_state())
        others = [button(tr("Back"), self.show_home, "Escape")]
        primary = button(tr("Send now"), self.send, "Ctrl+R", primary=True)
        self.show_page(page, self.send, others, primary)
        if self._sending:
            return
        self._sending = True
        laptop, post = self._open, self.doors.post
        tasks.run(self, lambda: laptop.sync_now(post, self.progressed.emit), self._sent, self._kept)

    def _progress(self, progress: Progress) -> None:
        if isinstance(self.page, SendPage):
            self.page.show_progress(progress)

    def _sent(self, synced: Synced) -> None:
        self._sending = False
        if isinstance(self.page, SendPage):
            self.page.show_state(self._open.sync_state())
            text = tr(
                "Done. Sent {sent}, received {received}, decisions {decided}.",
                sent=synced.outcome.sent,
                received=synced.outcome.received,
                decided=synced.applied.decided,
            )
            self.page.show_result(text)
        self.refresh_status()

    def _kept(self, error: Exception) -> None:
        self._sending = False
        self.frame.banner.show_problem(error)
        if isinstance(self.page, SendPage):
            waiting = self._open.sync_state().unsent_entries
            self.page.show_result(tr("{count} entries wait here, all safe.", count=waiting))
        self.refresh_status()

    def closeEvent(self, event: object) -> None:
        """Store what was typed and close the database."""
        del event
        self._sending = False
        self.lock()
