"""Comparing in the clerk's window: a file changed in two places (M5), two of one person (M3)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from outreach_app.desk.comparing import Comparing
from outreach_app.desk.conflict_page import ConflictPage
from outreach_app.desk.duplicate_page import ASK, OTHER, SAME, DuplicatePage
from outreach_app.domain.entries import ACCEPTED, HELD, REJECTED
from outreach_app.errors import UserProblem
from outreach_app.i18n import tr
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from outreach_app.officeapi.settlement_client import SettlementClient
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class CompareDesk(QObject):
    """Compares and settles one held file at a time."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _client(self) -> SettlementClient:
        return SettlementClient(self._window.client)

    def open_conflict(self, file: s.HeldFile, away: Callable[[], object]) -> None:
        """M5: a held revision beside the newest one; `away` is where Escape leads."""
        client = self._window.client

        def job() -> tuple[m.CaseView, m.FormSource]:
            case = client.case(file.number)
            newest = next(r for r in case.revisions if r.newest)
            return case, client.form(newest.form_id, newest.form_version)

        self._window.ask(job, lambda found: self._conflict(file, *found, away))

    def _conflict(
        self,
        file: s.HeldFile,
        case: m.CaseView,
        source: m.FormSource,
        away: Callable[[], object],
    ) -> None:
        sides = {r.instance_id: r for r in case.revisions}
        theirs = sides[file.instance_id]
        ours = next(r for r in case.revisions if r.newest)
        base = sides.get(theirs.deprecated_id)
        comparing = Comparing(source, theirs, ours, base, lambda: str(uuid4()))
        page = ConflictPage(comparing, file.number, case.row.name)
        window = self._window
        others = [
            button(tr("Back"), away, "Escape"),
            button(tr("All answers"), page.toggle, "Ctrl+D"),
            button(tr("Reject the laptop's side"), lambda: self._reject(page, theirs)),
        ]
        primary = button(
            tr("Save and tell the laptop"),
            lambda: self.save_conflict(page),
            "Ctrl+Return",
            primary=True,
        )
        again = lambda: self._conflict(file, case, source, away)  # noqa: E731
        window.show_page(page, again, others, primary)

    def save_conflict(self, page: ConflictPage) -> None:
        """Write what was chosen as a revision of the office."""
        if page.table.open_lines():
            problem = tr("Choose an answer in every line that differs first.")
            self._window.frame.banner.show_text(problem, "warn")
            return
        first = page.comparing.first
        wanted = self._revision(page.comparing, page.table.everything_taken(), page.reason.text())
        if wanted is None:
            return
        wanted = s.Revise(
            instance_id=wanted.instance_id,
            deprecated_id=wanted.deprecated_id,
            answers=wanted.answers,
            sentence=wanted.sentence,
            settles=(first.instance_id,),
            sides=wanted.sides,
        )
        client, number = self._client, page.number
        text = tr("{number} is settled; {laptop} learns it.", number=number, laptop=first.device)
        self._window.ask(
            lambda: client.revise(number, wanted), lambda _: self._window.held.show(text)
        )

    def _reject(self, page: ConflictPage, theirs: m.Revision) -> None:
        sentence = page.reason.text().strip()
        client = self._client
        wanted = settling(theirs.instance_id, REJECTED, sentence)
        text = tr("{number} stays as it was; its laptop learns it.", number=page.number)
        self._window.ask(lambda: client.settle(wanted), lambda _: self._window.held.show(text))

    def _revision(
        self, comparing: Comparing, taken: dict[str, tuple[str, str | None]], reason: str
    ) -> s.Revise | None:
        """Return the revision that the choices make; None, and said, when the form refuses it."""
        outcome = comparing.outcome(taken)
        if outcome.problems:
            self._window.frame.banner.show_text("\n".join(outcome.problems), "error")
            return None
        return s.Revise(
            instance_id=outcome.instance_id,
            deprecated_id=comparing.second.instance_id,
            answers=outcome.answers,
            sentence=reason.strip(),
            sides=dict(outcome.sides),
        )

    # Duplicates ---------------------------------------------------------------------------

    def open_duplicate(self, file: s.HeldFile, away: Callable[[], object]) -> None:
        """M3: a held file beside the one that may be of the same person."""
        client = self._window.client

        def job() -> tuple[m.CaseView, m.CaseView, m.FormSource]:
            held, kept = client.case(file.number), client.case(file.facts["number"])
            newest = next(r for r in kept.revisions if r.newest)
            return held, kept, client.form(newest.form_id, newest.form_version)

        self._window.ask(job, lambda found: self._duplicate(file, *found, away))

    def _duplicate(
        self,
        file: s.HeldFile,
        held: m.CaseView,
        kept: m.CaseView,
        source: m.FormSource,
        away: Callable[[], object],
    ) -> None:
        first = next(r for r in held.revisions if r.instance_id == file.instance_id)
        second = next(r for r in kept.revisions if r.newest)
        page = DuplicatePage(
            held, kept, Comparing(source, first, second, None, lambda: str(uuid4()))
        )
        window = self._window
        others = [
            button(tr("Back"), away, "Escape"),
            button(tr("All answers"), page.toggle, "Ctrl+D"),
            self._nik_button(page),
        ]
        primary = button(
            tr("Settle and tell the laptop"),
            lambda: self.save_duplicate(page),
            "Ctrl+Return",
            primary=True,
        )
        again = lambda: self._duplicate(file, held, kept, source, away)  # noqa: E731
        window.show_page(page, again, others, primary)

    def _nik_button(self, page: DuplicatePage) -> QPushButton:
        numbers = (page.held.row.number, page.kept.row.number)
        client = self._client

        def ask() -> None:
            self._window.ask(lambda: client.note_nik_seen(numbers), lambda _: page.show_nik())

        return button(tr("Show NIK in full (is noted)"), ask)

    def save_duplicate(self, page: DuplicatePage) -> None:
        """Do the clerk's word: one file, both, or a question to the officer."""
        banner, sentence = self._window.frame.banner, page.reason.text().strip()
        if not page.chosen():
            banner.show_text(tr("Choose 1, 2 or 3 with Alt."), "warn")
            return
        if not sentence:
            banner.show_problem(UserProblem("SETTLE_002"))
            return
        first, kept = page.comparing.first, page.kept.row.number
        state = {SAME: REJECTED, OTHER: ACCEPTED, ASK: HELD}[page.chosen()]
        told = tr("{why} One file: {number}.", why=sentence, number=kept)
        wanted = settling(first.instance_id, state, told if state == REJECTED else sentence)
        revision = None
        taken = {path: one for path, one in page.table.taken.items() if one[0] != "office"}
        if page.chosen() == SAME and taken:
            revision = self._revision(page.comparing, taken, sentence)
            if revision is None:
                return
        client = self._client

        def job() -> None:
            # The file that stays first: cut between the two, the other is still held.
            if revision is not None:
                client.revise(kept, revision)
            client.settle(wanted)

        text = tr(
            "{number} is settled; {laptop} learns it.",
            number=page.held.row.number,
            laptop=first.device,
        )
        self._window.ask(job, lambda _: self._window.held.show(text))


def settling(instance_id: str, state: str, sentence: str) -> s.Settle:
    """Return a clerk's word on a held revision, under a new id."""
    return s.Settle(
        settlement_id=secrets.token_hex(16),
        instance_id=instance_id,
        state=state,
        sentence=sentence,
    )
