"""Held files inside the clerk's window: the list, who acts, and many settled at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.desk.compare_desk import settling
from outreach_app.desk.held_page import Held, HeldPage
from outreach_app.domain.entries import HELD
from outreach_app.domain.intake import ASIDE, SAME_PERSON
from outreach_app.errors import UserProblem
from outreach_app.i18n import tr
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from outreach_app.officeapi.settlement_client import SettlementClient
from outreach_app.ui.buttons import button

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


READ_CASES, DECIDE = "case.read", "case.decide"
"""Permissions to see what is held, and to act on it."""
_ONE_BY_ONE = frozenset({"SETTLE_001", "SETTLE_003"})
"""Settled meanwhile, or to be compared first: no reason to stop at the others."""


class HeldDesk(QObject):
    """Shows and settles what is held, for one window.

    Attributes:
        count: of held files, as last asked.
    """

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self.count = 0

    @property
    def _client(self) -> SettlementClient:
        return SettlementClient(self._window.client)

    def recount(self) -> None:
        """Ask how much is held; on the thread that asks the office."""
        if READ_CASES in self._window.may:
            self.count = len(self._client.held())

    def show(self, said: str = "", level: str = "ok") -> None:
        """Show the list; `said` tells what was just done."""
        client, me = self._client, self._window.clerk

        def shown(held: Held) -> None:
            self._list(held)
            if said:
                self._window.frame.banner.show_text(said, level)

        may_act = DECIDE in self._window.may

        def asked() -> Held:
            return Held(client.held(), me, client.owners() if may_act else ())

        self._window.ask(asked, shown)

    def _list(self, held: Held) -> None:
        window = self._window
        self.count = len(held.files)
        page = HeldPage(held, self.open, self.own, self.settle_many)
        others = [
            button(tr("Back"), window.show_menu, "Escape"),
            button(tr("Refresh"), self.show, "F5"),
        ]
        if DECIDE in window.may:
            export = button(tr("Export for support"), lambda: self._export(page))
            export.setEnabled(bool(held.files))
            others.append(export)
        primary = button(tr("Compare or open"), page.open_current, "Ctrl+Return", primary=True)
        primary.setEnabled(bool(held.files))
        window.show_page(page, lambda: self._list(held), others, primary)

    def _export(self, page: HeldPage) -> None:
        if files := page.chosen():
            self._window.carried.export(files[0])
        else:
            self._window.frame.banner.show_text(tr("Choose a file first."), "warn")

    # Who acts -----------------------------------------------------------------------------

    def own(self, files: Sequence[s.HeldFile], who: str) -> None:
        """Say who acts on files."""
        client = self._client

        def job() -> None:
            for file in files:
                client.own(file.instance_id, who)

        text = tr("{n} files have another owner now.", n=len(files))
        self._window.ask(job, lambda _: self.show(text))

    # Many at once -------------------------------------------------------------------------

    def settle_many(self, files: Sequence[s.HeldFile], state: str, sentence: str) -> None:
        """Let files through, reject them or ask their officers; one that cannot stops no other."""
        if not sentence:
            self._window.frame.banner.show_problem(UserProblem("SETTLE_002"))
            return
        client = self._client

        def job() -> tuple[str, ...]:
            refused = []
            for file in files:
                try:
                    client.settle(settling(file.instance_id, state, sentence))
                except UserProblem as error:
                    if error.code not in _ONE_BY_ONE:
                        raise
                    refused.append(file.number)
            return tuple(refused)

        def settled(refused: tuple[str, ...]) -> None:
            done = tr("{n} files settled; their laptops learn it.", n=len(files) - len(refused))
            if refused:
                left = tr("Compare these one by one: {numbers}.", numbers=", ".join(refused))
                self.show(f"{done} {left}", "warn")
            else:
                self.show(done)

        self._window.ask(job, settled)

    # One ----------------------------------------------------------------------------------

    def open(self, file: s.HeldFile, back: Callable[[], object] | None = None) -> None:
        """Compare a held file with what it stands against, or show it; `back` is Escape."""
        away = back or self.show
        if file.reason in ASIDE:
            self._window.compare.open_conflict(file, away)
        elif file.reason == SAME_PERSON and file.facts.get("number"):
            self._window.compare.open_duplicate(file, away)
        else:
            self._window.cases.show(file.number, away)

    def of_case(self, case: m.CaseView) -> s.HeldFile | None:
        """Return what is held of a file that may be compared, None for nothing."""
        for one in case.revisions:
            standing = one.newest or one.intake_reason in ASIDE
            if one.intake == HELD and standing and one.intake_reason in (*ASIDE, SAME_PERSON):
                return s.HeldFile(
                    number=case.row.number,
                    instance_id=one.instance_id,
                    name=case.row.name,
                    device=one.device,
                    reason=one.intake_reason,
                    facts=one.intake_facts,
                    arrived_ms=one.arrived_ms,
                    owner="",
                )
        return None
