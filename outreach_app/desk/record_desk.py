"""Filling in a form at the desk: a seminar, its evaluation, the attendance of an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject

from outreach_app import forms
from outreach_app.clock import at_office
from outreach_app.domain import bundled
from outreach_app.domain.services import Catalogue
from outreach_app.i18n import language, tr
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import record_messages as rm
from outreach_app.officeapi.record_client import RecordClient
from outreach_app.ui.buttons import button
from outreach_app.ui.form_view import FormView
from outreach_app.ui.loose_file import LooseFile

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

Act = Callable[[], object]


class RecordDesk(QObject):
    """Opens a form of the desk in one window and writes its record."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window

    def start(
        self, service: str, back: Act, day_id: str = "", preset: Mapping[str, str] | None = None
    ) -> None:
        """Open the newest published version of a service's form.

        Args:
            service: code of the catalogue, one with `at_desk`.
            back: where Escape and a kept record lead.
            day_id: the day it belongs to.
            preset: path -> answer.
        """
        known = Catalogue.load(bundled.text(bundled.SERVICES)).get(service)
        client = self._window.client

        def ready() -> tuple[m.FormSource, int]:
            newest = next(p for p in client.publications() if p.name == known.form)
            return client.form(known.form, newest.version), client.health().now_ms

        def show(found: tuple[m.FormSource, int]) -> None:
            source, now_ms = found
            form = forms.load(source.xform)
            file = LooseFile(form, source.attachments, at_office(now_ms), lambda: str(uuid4()))
            for path, value in (preset or {}).items():
                file.answer(path, value)
            wanted = rm.WriteRecord(
                record_id=str(uuid4()),
                service=service,
                form_version=source.form_version,
                values={},
                day_id=day_id,
            )
            self._show(file, wanted, known.title(language()), back)

        self._window.ask(ready, show)

    def _show(self, file: LooseFile, wanted: rm.WriteRecord, title: str, back: Act) -> None:
        view = FormView(file)

        def keep() -> None:
            view.commit()
            whole = rm.WriteRecord(
                record_id=wanted.record_id,
                service=wanted.service,
                form_version=wanted.form_version,
                values=file.session.draft(),
                day_id=wanted.day_id,
            )
            self._window.ask(lambda: RecordClient(self._window.client).write(whole), done)

        def done(number: str) -> None:
            back()
            self._window.frame.banner.show_text(tr("Kept as {number}.", number=number), "ok")

        others = [
            button(tr("Back"), back, "Escape"),
            button(tr("Previous"), lambda: view.turn(-1), "PgUp"),
            button(tr("Next"), lambda: view.turn(1), "PgDown"),
        ]
        primary = button(tr("Keep it"), keep, "Ctrl+Return", primary=True)
        self._window.show_page(view, lambda: self._show(file, wanted, title, back), others, primary)
        self._window.frame.set_title(title)
