"""Files and drafts: start, resume, search (L8), correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from outreach_app.casework import mending
from outreach_app.casework.case_reading import case_reading
from outreach_app.casework.open_file import OpenFile
from outreach_app.casework.register import Row
from outreach_app.casework.removal import why_gone
from outreach_app.casework.renewing import may_renew, renew
from outreach_app.casework.settled_reading import settled_of
from outreach_app.domain.entries import RECORD, VISIT_REQUEST
from outreach_app.domain.services import Service
from outreach_app.field.export_desk import ExportDesk
from outreach_app.field.file_desk import FileDesk
from outreach_app.field.register_page import FilePage, RegisterPage
from outreach_app.i18n import language, tr, translate
from outreach_app.store.rows import Record
from outreach_app.ui.buttons import button
from outreach_app.ui.menu_page import MenuItem, MenuPage

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class RegisterDesk(QObject):
    """Opens files in one window.

    Attributes:
        exports: one file onto a stick by itself.
    """

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window, self.exports = window, ExportDesk(window)

    def start(self, ticket: str) -> None:
        """Open a file for the holder of a ticket."""
        window, laptop = self._window, self._window.open_laptop
        held = next(t for t in laptop.tickets.view().rows if t.ticket == ticket)
        if held.draft_id and window.guarded(lambda: self.resume(held.draft_id)):
            return
        service = held.service or "PAS-BARU"
        spoken = language()
        window.guarded(lambda: self._edit(laptop.start_file(service, ticket, spoken)))

    def start_service(self, service: str) -> None:
        """Open a file without a ticket: a record, or a request for a visit."""
        window = self._window
        spoken = language()
        window.guarded(lambda: self._edit(window.open_laptop.start_file(service, None, spoken)))

    def resume(self, draft_id: str) -> None:
        """Open a draft where it was left."""
        window = self._window
        window.guarded(lambda: self._edit(window.open_laptop.resume(draft_id)))

    def show_other_forms(self) -> None:
        """Show the forms that are no application: visits, information."""
        window = self._window
        items = [_form_item(self, s) for s in window.open_laptop.services(VISIT_REQUEST, RECORD)]
        page = MenuPage(tr("Other forms"), [item for item in items if item is not None])
        window.show_page(
            page, self.show_other_forms, [button(tr("Back"), window.show_home, "Escape")]
        )

    def start_form(self, service: str) -> None:
        """Open a form without a ticket."""
        window = self._window
        spoken = language()
        window.guarded(lambda: self._edit(window.open_laptop.start_file(service, language=spoken)))

    def family(self, number: str) -> None:
        """L7: the next member of the family of a file."""
        from outreach_app.field.family_desk import show_family

        self._window.guarded(lambda: show_family(self._window, number))

    def _edit(self, file: OpenFile) -> None:
        FileDesk(self._window, file).show_form()
        self._window.materials.note(file)

    def show_register(self) -> None:
        """L8."""
        window = self._window
        page = RegisterPage(window.open_laptop.search, self._open_row)
        others = [button(tr("Back"), window.show_home, "Escape")]
        window.show_page(page, self.show_register, others)

    def _open_row(self, row: Row) -> None:
        if row.place == "draf":
            self.resume(row.key)
        else:
            self.show_file(row)

    def show_file(self, row: Row) -> None:
        """Show a finished file."""
        window, laptop = self._window, self._window.open_laptop
        record = laptop.file(row.number)
        service = laptop.place.rules.service(record.service)
        reading = case_reading(laptop.place, row.number, language())
        settled = settled_of(laptop.place, row.number, language())
        gone = why_gone(laptop.place, row.number, language())
        page = FilePage(record, row.place, service.title(language()), reading, settled, gone)
        others = [button(tr("Back"), self.show_register, "Escape")]
        others += [] if gone else [self.way_on(record)]
        if service.opens_case and record.check_code:
            slip = button(tr("Slip"), lambda: FileDesk.for_slip(window, record), "Ctrl+P")
            others.insert(1, slip)
            more = button(tr("Next family member"), lambda: self.family(row.number), "Ctrl+N")
            others += [] if gone else [more]
        if not gone and window.scans.offered(record):
            others.append(button(tr("Scans"), lambda: window.scans.show(row.number)))
        window.show_page(page, lambda: self.show_file(row), others)

    def way_on(self, record: Record) -> QPushButton:
        """Return the button that mends a file: a correction, or a new file from its answers."""
        number = record.number
        if may_renew(record):
            return button(tr("New file from this"), lambda: self.renew(number))
        return button(tr("Correct"), lambda: self.correct(number))

    def ways_on(self, record: Record) -> tuple[QPushButton, ...]:
        """Return what may be done about a held file: mend it, or export it alone."""
        export = button(tr("Export"), lambda: self.exports.show(record))
        return self.way_on(record), export

    def correct(self, number: str) -> None:
        """Open a finished file for a new revision, at the answer that the office asks about."""
        window, laptop = self._window, self._window.open_laptop
        window.guarded(lambda: self._mend(laptop.file(number), laptop.correct(number)))

    def _mend(self, record: Record, file: OpenFile) -> None:
        desk = FileDesk(self._window, file)
        desk.show_form()
        paths = mending.to_mend(record)
        if paths:
            desk.form.go_to(paths[0])
        code, facts = mending.why(record)
        if code:
            self._window.frame.banner.show_text(translate(language(), code, **facts), "warn")
        else:
            self._window.materials.note(file)

    def renew(self, number: str) -> None:
        """Open a new file with the answers of one that cannot stand under its number."""
        window, spoken = self._window, language()
        window.guarded(lambda: self._edit(renew(window.open_laptop.place, number, spoken)))


def _form_item(desk: RegisterDesk, service: Service) -> MenuItem | None:
    """Return the place that opens a form, None for those that have a page of their own."""
    if not service.at_table:
        return None
    title = service.title(language())
    return MenuItem(
        "Other forms", title, service.legal_basis, lambda: desk.start_form(service.code)
    )
