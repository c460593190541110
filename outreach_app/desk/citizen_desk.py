"""Complaints, questions and the survey in the clerk's window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outreach_app.clock import office_date
from outreach_app.desk.caller_page import CallerPage
from outreach_app.desk.new_thread_page import NewThreadPage
from outreach_app.desk.survey_page import SurveyPage
from outreach_app.desk.thread_page import ThreadPage
from outreach_app.desk.threads_page import ThreadsPage, waiting_bar
from outreach_app.domain.periods import quarter
from outreach_app.i18n import tr
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import publishing_messages as pm
from outreach_app.officeapi.citizen_client import CitizenCalls
from outreach_app.officeapi.publishing_client import PublishingClient
from outreach_app.ui.buttons import button
from outreach_app.ui.dates import shown

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

READ_BATCHES, READ_QUESTIONS = "batch.read", "question.read"


class CitizenDesk(QObject):
    """What citizens said, for one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._calls = CitizenCalls(window.client)
        self._work: m.Worklist | None = None

    def recount(self) -> None:
        """Ask what waits; on the thread that asks the office."""
        if READ_BATCHES in self._window.may:
            self._work = self._window.client.worklist()

    def waiting(self) -> QWidget | None:
        """Return the count of waiting and late ones, which opens the list; None without any."""
        return waiting_bar(self._work, self.show_threads) if self._work else None

    def show_threads(self) -> None:
        """M7."""
        self._window.ask(self._calls.threads, self._threads)

    def _threads(self, rows: Sequence[cm.ThreadRow]) -> None:
        page = ThreadsPage(rows, self.show_thread)
        others = [
            button(tr("Back"), self._window.show_menu, "Escape"),
            button(tr("Write down a call or a letter"), self.show_new),
            button(tr("A caller with number and code"), self.show_caller),
        ]
        primary = button(tr("Open"), page.open_current, "Ctrl+Return", primary=True)
        primary.setEnabled(bool(rows))
        self._window.show_page(page, lambda: self._threads(rows), others, primary)

    def show_thread(self, number: str) -> None:
        """One thread."""
        self._window.ask(lambda: self._calls.thread(number), self._thread)

    def _thread(self, view: cm.ThreadView) -> None:
        number = view.row.number

        def act(wanted: cm.ThreadAct) -> None:
            self._window.ask(lambda: self._calls.act(number, wanted), self._thread)

        page = ThreadPage(view, act, lambda why: self._identity(number, why))
        others = [
            button(tr("Back"), self.show_threads, "Escape"),
            button(tr("Ask back"), page.ask_back),
        ]
        if view.row.state in ("diterima", "diteruskan"):
            others.append(button(tr("Work has begun"), page.begin))
        if view.may_publish and answer_of(view):
            others.append(button(tr("Publish as a frequent answer"), lambda: self._publish(view)))
        primary = button(tr("Send the answer"), page.answer, "Ctrl+Return", primary=True)
        primary.setEnabled(view.row.state not in ("dijawab", "selesai"))
        self._window.show_page(page, lambda: self._thread(view), others, primary)

    def _publish(self, view: cm.ThreadView) -> None:
        """Make question and answer a publication in one step; the question carries no name."""
        wanted = pm.PublishShort(
            kind="frequent_answer",
            title={"id": view.story},
            text={"id": answer_of(view)},
            services=(view.row.about,) if view.row.about.startswith("PAS-") else (),
        )

        def published(done: pm.TextChecked) -> None:
            good = not done.problems
            text = tr("Published as a frequent answer.") if good else done.problems[0].text_id
            self._window.frame.banner.show_text(text, "ok" if good else "warn")

        self._window.ask(
            lambda: PublishingClient(self._window.client).publish_short(wanted), published
        )

    def _identity(self, number: str, why: str) -> None:
        def told(who: cm.Identity) -> None:
            text = tr("Told by {name}, {phone}", name=who.name, phone=who.phone or "-")
            self._window.frame.banner.show_text(text, "info")

        self._window.ask(lambda: self._calls.identity(number, why), told)

    def show_caller(self) -> None:
        """Read an answer to somebody who has number and code, and write the reply down."""

        def ask(wanted: cm.CallerReply) -> None:
            self._window.ask(lambda: self._calls.caller(wanted), page.show_status)

        page = CallerPage(ask)
        others = [button(tr("Back"), self.show_threads, "Escape")]
        look = button(tr("Look"), page.look, "Ctrl+Return", primary=True)
        self._window.show_page(page, self.show_caller, others, look)

    def show_new(self) -> None:
        """Write down a call or a letter."""
        page = NewThreadPage()
        others = [button(tr("Back"), self.show_threads, "Escape")]
        save = button(tr("Keep it"), lambda: self._open(page), "Ctrl+Return", primary=True)
        self._window.show_page(page, self.show_new, others, save)

    def _open(self, page: NewThreadPage) -> None:
        wanted = page.wanted()

        def opened(done: cm.ThreadOpened) -> None:
            self.show_thread(done.number)
            text = tr(
                "Read to the caller: number {number}, check code {code}. Answer by {date}.",
                number=done.number,
                code=f"{done.check_code[:4]} {done.check_code[4:]}",
                date=shown(done.answer_by),
            )
            self._window.frame.banner.show_text(text, "ok")

        self._window.ask(lambda: self._calls.open(wanted), opened)

    def show_survey(self) -> None:
        """The satisfaction index of the running quarter."""

        def last() -> cm.Survey:
            today = office_date(self._window.client.health().now_ms)
            since, until = quarter(today)
            return self._calls.survey(since.isoformat(), until.isoformat())

        self._window.ask(last, self._survey)

    def _ask_survey(self, since: str, until: str) -> None:
        self._window.ask(lambda: self._calls.survey(since, until), self._survey)

    def _survey(self, survey: cm.Survey) -> None:
        page = SurveyPage(survey, self._ask_survey)
        others = [button(tr("Back"), self._window.show_menu, "Escape")]
        self._window.show_page(page, lambda: self._survey(survey), others)


def answer_of(view: cm.ThreadView) -> str:
    """Return the newest answer of a thread, empty when there is none."""
    said = [event.text for event in view.events if event.kind == "answered"]
    return said[-1] if said else ""
