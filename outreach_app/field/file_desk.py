"""One file from its first question to its slip, inside the field window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.casework import family, slips
from outreach_app.casework.finishing import Finished
from outreach_app.casework.open_file import OpenFile
from outreach_app.documents.slip import Size
from outreach_app.field.file_pages import SlipPage
from outreach_app.field.paper import print_pdf
from outreach_app.field.scan_slots import ScanSlots
from outreach_app.i18n import language, tr
from outreach_app.store.rows import CarriedDraft, Record
from outreach_app.ui import gps
from outreach_app.ui.buttons import button
from outreach_app.ui.check_view import CheckView
from outreach_app.ui.form_view import FormView
from outreach_app.ui.questions.around import Around
from outreach_app.ui.section_rail import SectionRail

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow


class FileDesk(QWidget):
    """Shows the sections of a file, then the check page, then the slip.

    Attributes:
        form: the section view.
        check: the check page once it is shown.
    """

    def __init__(self, window: FieldWindow, file: OpenFile) -> None:
        super().__init__()
        self._window, self.file = window, file
        self.check: CheckView | None = None
        self._said_version = False
        scanner = ScanSlots(window, file, self)
        self.form = FormView(file, Around(file.session.today, file.media, gps.ports, scanner))
        self.form.saved.connect(lambda text: window.frame.set_status(text, "ok"))
        self.form.failed.connect(window.frame.banner.show_problem)
        self.form.finished.connect(self.show_check)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        for keys, act in (
            ("PgDown", lambda: self.form.turn(+1)),
            ("PgUp", lambda: self.form.turn(-1)),
            ("F8", self.form.next_problem),
            ("Ctrl+J", self.form.next_problem),
            ("Ctrl+G", self.form.ask_where),
            ("Ctrl+N", self.form.add_here),
            ("Ctrl+'", self.same_as_before),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def natural_width(self) -> int:
        """Return how wide the section wants to be; the frame folds by it."""
        return self.form.natural_width()

    def commit(self) -> None:
        """Store what stands in the fields."""
        self.form.commit()

    def show_form(self) -> None:
        """L5."""
        window = self._window
        self.form.reread()
        others = [
            button(tr("Leave for later"), self.leave, "Escape"),
            button(tr("Previous section"), lambda: self.form.turn(-1)),
        ]
        primary = button(tr("Next"), lambda: self.form.turn(+1), "Ctrl+Return", primary=True)
        window.show_page(self, self._redraw, others, primary)
        window.frame.set_rail(SectionRail(self.form))
        window.frame.set_title(self._title())
        self._say_version()

    def _say_version(self) -> None:
        """Say once which version this is: an older one, or one that answers were carried to."""
        newest, carried = self.file.version_note()
        banner, version = self._window.frame.banner, self.file.draft.form_version
        if not self._said_version:
            self._window.whereabouts.accompany(self)
        if carried is not None and not self._said_version:
            banner.show_text(carried_text(carried, version), "warn")
        elif newest:
            text = tr("Form version {version}, kept until this file is finished.", version=version)
            self._window.frame.set_title(f"{self._title()}  ·  {text}")
        self._said_version = True

    def _redraw(self) -> None:
        self.form.translate()
        self.show_form()

    def _title(self) -> str:
        laptop = self._window.laptop
        draft = self.file.draft
        service = laptop.place.rules.service(draft.service) if laptop else None
        title = service.title(language()) if service else draft.service
        return "  ·  ".join(filter(None, (draft.ticket, title, draft.number)))

    def same_as_before(self) -> None:
        """Answer the question in focus as the person before did."""
        path = self.form.focused()
        text = family.same_as_before(self.file.place, self.file, path) if path else ""
        if text:
            self._window.guarded(lambda: self.file.answer(path, text))
            self.form.reread()
            self.form.go_to(path)

    def leave(self) -> None:
        """Keep the draft and go home."""
        self.form.commit()
        self.file.leave()
        self._window.show_home()
        self._let_go()

    def show_check(self) -> None:
        """L6."""
        self.form.commit()
        if self.check is not None:
            self.check.deleteLater()
        self.check = CheckView(self.file, self.file.check(language()))
        self.check.wanted.connect(self._go_to)
        others = [button(tr("Back"), self.show_form, "Escape")]
        text = tr("Finish and print slip") if self.file.service.opens_case else tr("Finish")
        primary = button(text, self.finish, "Ctrl+Return", primary=True)
        self._window.show_page(self.check, self.show_check, others, primary)
        self._window.frame.set_title(self._title())
        self.check.focus_first()

    def _go_to(self, path: str) -> None:
        self.show_form()
        self.form.go_to(path)

    def finish(self) -> None:
        """Give the file its number; what blocks is shown and nothing is lost."""
        reason = self.check.reason if self.check else ""
        done: list[Finished] = []
        if self._window.guarded(lambda: done.append(self.file.finish(similar_reason=reason))):
            self._window.frame.banner.clear()
            self._show_done(done[0])
            self._let_go()

    def _let_go(self) -> None:
        """Delete the pages: their buttons' lambdas would keep them, and the answers, all day."""
        for page in (self.check, self):
            if page is not None:
                page.deleteLater()

    def _show_done(self, finished: Finished) -> None:
        if self.file.service.opens_case:
            show_slip(self._window, finished)
            return
        self._window.show_home()
        said = tr("Saved on this laptop as {number}.", number=finished.number)
        self._window.frame.banner.show_text(said, "info")

    @staticmethod
    def for_slip(window: FieldWindow, record: Record) -> None:
        """Show the slip of a finished file again."""
        show_slip(
            window,
            Finished(record.number, record.check_code, record.entry_number, record.head),
        )


def carried_text(carried: CarriedDraft, version: str) -> str:
    """Return what became of a draft whose version was withdrawn."""
    said = tr(
        "Version {old} was withdrawn: {reason} The answers went over to version {new}.",
        old=carried.from_version,
        reason=carried.reason,
        new=version,
    )
    if not carried.unplaced:
        return said
    kept = "; ".join(f"{label}: {value}" for label, value in carried.unplaced)
    return f"{said} {tr('Without a place there, kept here: {kept}', kept=kept)}"


def show_slip(window: FieldWindow, finished: Finished) -> None:
    """Show the number and the slip of a file."""
    laptop = window.laptop
    if laptop is None:
        return
    place, number = laptop.place, finished.number

    def out(size: Size) -> None:
        pdf = slips.slip_pdf(place, number, size)
        folder = window.doors.profile.slips_folder
        window.frame.banner.show_text(print_pdf(pdf, folder / f"{number}-{size}.pdf"), "info")

    def came_out(size: Size) -> None:
        if window.guarded(lambda: slips.slip_printed(place, number, size)):
            window.frame.banner.clear()
            window.show_home()

    page = SlipPage(
        finished,
        lambda size: slips.slip_pdf(place, number, size),
        out,
        came_out,
        slips.aloud(place, number, language()),
        "80mm-large" if slips.wants_large(place, number) else "58mm",
    )
    others = [
        button(tr("Go on without a slip"), window.show_home, "Escape"),
        button(tr("Next family member"), lambda: window.files.family(number), "Ctrl+N"),
    ]
    primary = button(tr("Print slip"), page.print_slip, "Ctrl+Return", primary=True)
    window.show_page(page, lambda: show_slip(window, finished), others, primary)
