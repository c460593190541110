"""Materials in the field window: list, read, take the quiz, hand over for a statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from outreach_app.casework import citizen_offers, materials, training
from outreach_app.casework.finishing import Finished
from outreach_app.casework.materials import Material
from outreach_app.casework.open_file import OpenFile
from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.field.file_desk import FileDesk
from outreach_app.field.material_pages import MaterialsPage, ReadPage
from outreach_app.i18n import language, tr
from outreach_app.ui.buttons import button
from outreach_app.ui.text_words import iso_day

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

Act = Callable[[], object]


class MaterialDesk(QObject):
    """Shows what the office published in one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self) -> None:
        """L12."""
        window, place = self._window, self._window.open_laptop.place
        window.frame.banner.clear()
        stands = self._standing()
        page = MaterialsPage(
            lambda words, kind: materials.listed(place, words, kind), stands, self.read
        )
        others = [button(tr("Back"), window.show_home, "Escape")]
        primary = button(tr("Read"), page.open_current, "Ctrl+Return", primary=True)
        window.show_page(page, self.show, others, primary)

    def _standing(self) -> dict[str, str]:
        place = self._window.open_laptop.place
        return {d.module.publication_id: d.currency for d in training.standing(place)}

    def read(self, publication_id: str, back: Act | None = None) -> None:
        """Show one text; `back` goes where the reader came from."""
        window = self._window

        def show() -> None:
            one = materials.material(window.open_laptop.place, publication_id)
            self._read(one, back or self.show, window.doors.clock.monotonic_s())

        window.guarded(show)

    def _read(self, one: Material, back: Act, began_s: float) -> None:
        window = self._window
        window.frame.banner.clear()
        stands = self._standing().get(one.body.publication_id, "")
        page = ReadPage(one, stands, lambda link: window.frame.banner.show_text(link, "info"))

        def then(act: Act) -> Act:
            def leave() -> None:
                self._leave(one, page, began_s)
                act()

            return leave

        others = [button(tr("Back"), then(back), "Escape")]
        window.show_page(
            page, lambda: self._read(one, back, began_s), others, self._primary(one, then)
        )

    def _primary(self, one: Material, then: Callable[[Act], Act]) -> QPushButton | None:
        body = one.body
        if body.training is not None:
            quiz = then(lambda: self._quiz(body))
            return button(tr("Take the quiz"), quiz, "Ctrl+Return", primary=True)
        if offer := self._statement(body.publication_id):
            say = then(lambda: self._window.citizens.begin(*offer.key))
            return button(tr("Write a statement"), say, "Ctrl+Return", primary=True)
        return None

    def _leave(self, one: Material, page: ReadPage, began_s: float) -> None:
        window = self._window
        spent = window.doors.clock.monotonic_s() - began_s
        place = window.open_laptop.place
        window.guarded(lambda: materials.read(place, one, spent, finished=page.finished))

    def _quiz(self, module: PublicationPublished) -> None:
        window = self._window
        place = window.open_laptop.place
        window.guarded(
            lambda: RecordDesk(
                window, training.start_quiz(place, module, language()), module
            ).show_form()
        )

    def _statement(self, draft: str) -> citizen_offers.Offer | None:
        """Return how a citizen gives a statement on a draft, None while it takes none."""
        found = citizen_offers.offers(self._window.open_laptop.place)
        return next((one for one in found if one.key[1] == draft), None)

    def record(self, service: str) -> None:
        """Open a form that belongs to no villager: a seminar, a quiz of a session, a problem."""
        window = self._window
        laptop = window.open_laptop
        window.guarded(
            lambda: FileDesk(window, laptop.start_file(service, None, language())).show_form()
        )

    def note(self, file: OpenFile) -> None:
        """Say above a file which module its service asks for (ux L5); it never blocks."""
        window, place = self._window, self._window.open_laptop.place
        if not file.service.opens_case:
            return
        waiting = training.due(place, file.service.code)
        if waiting:
            window.frame.banner.show_text(
                _sentence(waiting),
                "warn",
                (tr("Read"), lambda: self._from(file, waiting[0])),
                lambda: self.note(file),
            )

    def _from(self, file: OpenFile, due: training.Due) -> None:
        window = self._window
        file.leave()
        draft_id = file.draft.draft_id
        window.frame.banner.clear()
        self.read(due.module.publication_id, lambda: window.files.resume(draft_id))


def _sentence(waiting: tuple[training.Due, ...]) -> str:
    first = waiting[0]
    title, minutes = first.title(language()), first.module.training
    text = (
        tr("{title} changed on {day}.", title=title, day=iso_day(first.module.valid_from))
        if first.currency == "changed"
        else tr("{title}: read it and take the quiz.", title=title)
    )
    if minutes:
        text += " " + tr("{n} minutes; you may go on.", n=minutes.reading_min)
    if len(waiting) > 1:
        text += " " + tr("{n} more modules wait.", n=len(waiting) - 1)
    return text


class RecordDesk(FileDesk):
    """A quiz: after finishing the result is said, and the text shown again."""

    def __init__(self, window: FieldWindow, file: OpenFile, about: PublicationPublished) -> None:
        super().__init__(window, file)
        self._about = about

    def _show_done(self, finished: Finished) -> None:
        window = self._window
        window.materials.read(self._about.publication_id)
        tried = training.last_attempt(window.open_laptop.place, finished.number)
        rule = self._about.training
        if tried is None or rule is None:
            text, level = tr("Saved on this laptop as {number}.", number=finished.number), "info"
        elif tried.passed(rule):
            text, level = tr("Passed: {n} of {most}.", n=tried.score, most=tried.best), "ok"
        else:
            text = tr(
                "{n} of {most}; {need} percent are needed. Read again and retry.",
                n=tried.score,
                most=tried.best,
                need=rule.pass_percent,
            )
            level = "warn"
        window.frame.banner.show_text(text, level)
