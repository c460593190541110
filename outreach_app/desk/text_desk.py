"""Published texts in the clerk's window: list, one text, editor, poster, training."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from outreach_app.desk.text_editor import TextEditor
from outreach_app.desk.text_pages import PosterPage, TextPage, TextsPage, edition
from outreach_app.desk.training_page import TrainingPage
from outreach_app.documents.poster import Poster, post_text, poster_png
from outreach_app.domain import publication_source
from outreach_app.domain.publishing_entries import PublicationPublished
from outreach_app.errors import OutreachError
from outreach_app.i18n import language, tr
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi import training_messages as tm
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.ui.buttons import button
from outreach_app.ui.text_words import iso_day, kind_words

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class TextDesk(QObject):
    """Texts of one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._calls = PublishingClient(window.client)

    def show_texts(self) -> None:
        """M8."""
        self._window.ask(self._calls.texts, self._texts)

    def _texts(self, rows: Sequence[pm.TextVersion]) -> None:
        page = TextsPage(rows, self.show_text)
        others = [
            button(tr("Back"), self._window.show_menu, "Escape"),
            button(tr("New text"), lambda: self._edit(None), "Ctrl+N"),
            button(tr("Open a file (.md) …"), self._choose),
        ]
        primary = button(tr("Open"), page.open_current, "Ctrl+Return", primary=True)
        self._window.show_page(page, lambda: self._texts(rows), others, primary)

    def show_text(self, publication_id: str) -> None:
        """One text with its versions."""
        self._window.ask(lambda: self._calls.history(publication_id), self._text)

    def _text(self, versions: Sequence[pm.TextVersion]) -> None:
        page = TextPage(versions)
        name = versions[0].body.publication_id
        others = [
            button(tr("Back"), self.show_texts, "Escape"),
            button(tr("Withdraw"), lambda: self._withdraw(name, page)),
            button(tr("For social media"), lambda: self._poster(page.shown, versions)),
        ]
        primary = button(
            tr("New version"), lambda: self._edit(page.shown.body), "Ctrl+Return", primary=True
        )
        self._window.show_page(page, lambda: self._text(versions), others, primary)

    def _withdraw(self, name: str, page: TextPage) -> None:
        reason = page.reason.text()
        self._window.ask(lambda: self._calls.withdraw(name, reason), self._text)

    def _poster(self, row: pm.TextVersion, versions: Sequence[pm.TextVersion]) -> None:
        body, window = row.body, self._window
        poster = Poster(
            head=f"{kind_words(body.kind)}  ·  {iso_day(body.valid_from)}",
            title=edition(row).title(language()),
            text=edition(row).text(language()),
            foot=tr("Immigration office, outreach service"),
        )
        page = PosterPage(poster_png(poster), post_text(poster))
        others = [
            button(tr("Back"), lambda: self._text(versions), "Escape"),
            button(tr("Copy the words"), lambda: QGuiApplication.clipboard().setText(page.words)),
        ]
        primary = button(tr("Save the picture …"), lambda: self._save(page, body), primary=True)
        window.show_page(page, lambda: self._poster(row, versions), others, primary)

    def _save(self, page: PosterPage, body: PublicationPublished) -> None:
        name = f"{body.publication_id}.png"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save the picture …"), name, "PNG (*.png)"
        )
        if chosen:
            Path(chosen).write_bytes(page.png)
            self._window.frame.banner.show_text(tr("Saved: {file}", file=chosen), "ok")

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, tr("Choose"), "", "Markdown (*.md)")
        if names:
            self.open_files([Path(name) for name in names])

    def open_files(self, files: Sequence[Path]) -> None:
        """Put one text, in one or two languages, into the editor."""
        try:
            found = [publication_source.read(f.read_text(encoding="utf-8")) for f in files[:2]]
            # The Indonesian file holds everything that stands above a text.
            found.sort(key=lambda source: "kind" not in source.head)
            second = found[1] if len(found) > 1 else publication_source.Source()
            body = publication_source.put_together(found[0], second, _today())
        except OutreachError as error:
            self._window.frame.banner.show_problem(error)
            return
        self._edit(body)

    def _edit(self, start: PublicationPublished | None) -> None:
        page = TextEditor(start, _today())
        others = [
            button(tr("Back"), self.show_texts, "Escape"),
            button(tr("Check"), lambda: self._send(page, check_only=True), "F8"),
        ]
        primary = button(
            tr("Publish"), lambda: self._send(page, check_only=False), "Ctrl+Return", primary=True
        )
        self._window.show_page(page, lambda: self._edit(page.body()), others, primary)

    def _send(self, page: TextEditor, *, check_only: bool) -> None:
        body, window = page.body(), self._window

        def told(done: pm.TextChecked) -> None:
            page.show_problems(done.problems)
            if done.problems:
                return
            if check_only:
                window.frame.banner.show_text(tr("Nothing to mend."), "ok")
                return
            self.show_text(done.publication_id)
            text = tr("Published: {name} {version}", name=done.publication_id, version=done.version)
            window.frame.banner.show_text(text, "ok")

        window.ask(lambda: self._calls.publish(body, check_only=check_only), told)

    def show_training(self) -> None:
        """Who is current, workshops and seminars."""
        self._window.ask(self._calls.training, self._training)

    def _training(self, seen: tm.TrainingOverview) -> None:
        page = TrainingPage(seen)
        records, back = self._window.records, self.show_training
        others = [
            button(tr("Back"), self._window.show_menu, "Escape"),
            button(tr("Record a workshop or seminar"), lambda: records.start("PELATIHAN", back)),
            button(tr("Evaluation form"), lambda: records.start("EVALUASI", back)),
        ]
        primary = button(tr("Tell every laptop"), self._tell, primary=True)
        self._window.show_page(page, lambda: self._training(seen), others, primary)

    def _tell(self) -> None:
        def told(passes: int) -> None:
            text = tr("{n} passed quizzes go to every laptop.", n=passes)
            self._window.frame.banner.show_text(text, "ok")

        self._window.ask(self._calls.tell_laptops, told)


def _today() -> str:
    return str(QDate.currentDate().toString("yyyy-MM-dd"))
