"""Audit and evaluation in the clerk's window."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject

from outreach_app import forms
from outreach_app.clock import at_office, office_date
from outreach_app.desk.audit_page import AuditPage
from outreach_app.desk.evaluation_page import EvaluationPage
from outreach_app.desk.record_opening import open_record
from outreach_app.i18n import language, tr, translate
from outreach_app.officeapi import audit_messages as am
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.audit_client import AuditCalls
from outreach_app.ui.buttons import button
from outreach_app.ui.dates import shown
from outreach_app.ui.form_view import FormView
from outreach_app.ui.loose_file import LooseFile

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

_DAYS = 30
_FORM = "uji_petik"
_NUMBER = "/data/berkas/nomor"
Audit = tuple[am.Verified, am.SampleList, int]
CHECKPOINT = "checkpoint.sign"
"""Permission to have a checkpoint signed."""


class AuditDesk(QObject):
    """Audit and evaluation, for one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._calls = AuditCalls(window.client)

    # Evaluation -------------------------------------------------------------------------------

    def show_evaluation(self) -> None:
        """The last 30 days."""

        def last() -> am.Evaluation:
            today = office_date(self._window.client.health().now_ms)
            since = today - timedelta(days=_DAYS)
            return self._calls.evaluation(since.isoformat(), today.isoformat())

        self._window.ask(last, self._evaluation)

    def _ask(self, since: str, until: str) -> None:
        self._window.ask(lambda: self._calls.evaluation(since, until), self._evaluation)

    def _evaluation(self, found: am.Evaluation) -> None:
        def open_one(name: str) -> None:
            open_record(self._window, name, lambda: self._evaluation(found))

        page = EvaluationPage(found, self._ask, open_one)
        others = [button(tr("Back"), self._window.show_menu, "Escape")]
        self._window.show_page(page, lambda: self._evaluation(found), others)

    # Audit ------------------------------------------------------------------------------------

    def show_audit(self) -> None:
        """Feeds and samples."""

        def everything() -> Audit:
            now_ms = self._window.client.health().now_ms
            return self._calls.verified(), self._calls.listed(), now_ms

        self._window.ask(everything, lambda found: self._audit(*found))

    def _audit(self, feeds: am.Verified, samples: am.SampleList, now_ms: int) -> None:
        page = AuditPage(feeds, samples, self._draw, self.look, self._follow)
        today = office_date(now_ms)
        page.since.setText(shown((today - timedelta(days=_DAYS)).isoformat()))
        page.until.setText(shown(today.isoformat()))
        others = [
            button(tr("Back"), self._window.show_menu, "Escape"),
            button(tr("Walk from the first entry"), self._whole),
        ]
        if CHECKPOINT in self._window.may:
            others.append(button(tr("Sign a checkpoint"), self.checkpoint))
        primary = button(tr("Checklist"), page.open_current, "Ctrl+Return", primary=True)
        primary.setEnabled(bool(page.rows))
        self._window.show_page(page, lambda: self._audit(feeds, samples, now_ms), others, primary)

    def _whole(self) -> None:
        def everything() -> Audit:
            now_ms = self._window.client.health().now_ms
            return self._calls.verified_whole(), self._calls.listed(), now_ms

        self._window.ask(everything, lambda found: self._audit(*found))

    def checkpoint(self) -> None:
        """Have the office walk every feed and sign those that are whole."""

        def signed(done: am.Checkpointed) -> None:
            banner = self._window.frame.banner
            facts = {"feeds": done.feeds, "entries": done.entries}
            text, level = translate(language(), "CHECKPOINT_010", **facts), "ok"
            if done.left_out:
                left = ", ".join(done.left_out)
                text += " " + translate(language(), "CHECKPOINT_011", feeds=left)
                level = "warn"
            banner.show_text(text, level)

        self._window.ask(self._calls.checkpoint, signed)

    def _draw(self, wanted: am.DrawSample) -> None:
        self._window.ask(lambda: self._calls.draw(wanted), lambda _: self.show_audit())

    def _follow(self, sample_id: str, wanted: am.FollowUp) -> None:
        self._window.ask(
            lambda: self._calls.follow_up(sample_id, wanted), lambda _: self.show_audit()
        )

    def look(self, sample: am.Sample, number: str) -> None:
        """Open the checklist of one file of a sample."""
        client = self._window.client

        def ready() -> tuple[m.FormSource, int]:
            newest = next(p for p in client.publications() if p.name == _FORM)
            return client.form(_FORM, newest.version), client.health().now_ms

        self._window.ask(ready, lambda found: self._checklist(sample, number, *found))

    def _checklist(self, sample: am.Sample, number: str, source: m.FormSource, now_ms: int) -> None:
        form = forms.load(source.xform)
        file = LooseFile(form, source.attachments, at_office(now_ms), lambda: str(uuid4()))
        file.answer(_NUMBER, number)
        view = FormView(file)
        version = source.form_version

        def keep() -> None:
            view.commit()
            session = file.session
            answers = {path: session.value(path) for path in session.paths()}
            wanted = am.AnswerItem(
                number=number,
                form_version=version,
                answers={path: value for path, value in answers.items() if value},
            )
            self._window.ask(
                lambda: self._calls.answer(sample.sample_id, wanted), lambda _: self.show_audit()
            )

        others = [
            button(tr("Back"), self.show_audit, "Escape"),
            button(tr("Previous"), lambda: view.turn(-1), "PgUp"),
            button(tr("Next"), lambda: view.turn(1), "PgDown"),
        ]
        primary = button(tr("Keep it"), keep, "Ctrl+Return", primary=True)
        self._window.show_page(
            view, lambda: self._checklist(sample, number, source, now_ms), others, primary
        )
