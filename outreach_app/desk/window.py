"""The clerk's window: everything by HTTP, every call off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from outreach_app.desk import menu
from outreach_app.desk.agency_desk import AgencyDesk
from outreach_app.desk.alert_desk import AlertDesk
from outreach_app.desk.audit_desk import AuditDesk
from outreach_app.desk.batch_pages import BatchesPage, BatchPage
from outreach_app.desk.carried_desk import CarriedDesk
from outreach_app.desk.case_desk import CaseDesk
from outreach_app.desk.case_page import CasePage
from outreach_app.desk.citizen_desk import READ_BATCHES, READ_QUESTIONS, CitizenDesk
from outreach_app.desk.clerks_desk import ClerksDesk
from outreach_app.desk.clock_desk import ClockDesk
from outreach_app.desk.compare_desk import CompareDesk
from outreach_app.desk.courier_desk import CourierDesk
from outreach_app.desk.days_desk import DaysDesk
from outreach_app.desk.erasure_desk import ErasureDesk
from outreach_app.desk.forms_desk import FormsDesk
from outreach_app.desk.held_desk import HeldDesk
from outreach_app.desk.laptops_desk import LaptopsDesk
from outreach_app.desk.participation_desk import ParticipationDesk
from outreach_app.desk.record_desk import RecordDesk
from outreach_app.desk.rules_desk import RulesDesk
from outreach_app.desk.scans_desk import ScansDesk
from outreach_app.desk.sign_in import ClerkSignIn
from outreach_app.desk.text_desk import TextDesk
from outreach_app.i18n import language, tr, use
from outreach_app.officeapi import messages as m
from outreach_app.officeapi.client import FormRefused, OfficeClient
from outreach_app.settings import data_home
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button
from outreach_app.ui.dress import Dress
from outreach_app.ui.frame import Frame
from outreach_app.ui.menu_page import MenuPage
from outreach_app.ui.problems import text_of

T = TypeVar("T")

_ASKING, _CONNECTED, _AWAY = "asking", "connected", "away"
"""How the office is reached; empty before anybody signed in."""


class DeskWindow(QWidget):
    """The whole clerk's window.

    Attributes:
        client: the only way to the data.
        page: what is shown now.
        busy: a call is under way.
        clerk: account of who is signed in, empty for nobody; `may` their permissions.
        days: planned outreach days.
    """

    def __init__(self, client: OfficeClient, practice: str = "") -> None:
        super().__init__()
        self.client, self._practice = client, practice
        self.frame = Frame()
        self.page: QWidget = QWidget()
        self.busy = False
        self.alert, self.rules = AlertDesk(self), RulesDesk(self)
        self.records = RecordDesk(self)
        self.days = DaysDesk(self)
        self._again: Callable[[], object] = self.show_sign_in
        self._who = self.clerk = ""
        self.may: tuple[str, ...] = ()
        self._reach = ""
        self._undoable: m.Decision | None = None
        self.cases = CaseDesk(self)
        self.agencies = AgencyDesk(self)
        self.citizens = CitizenDesk(self)
        self.texts, self.participation = TextDesk(self), ParticipationDesk(self)
        self.forms = FormsDesk(self)
        self.scans = ScansDesk(self)
        self.erasures = ErasureDesk(self)
        self.sticks = CourierDesk(self)
        self.audit = AuditDesk(self)
        self.laptops, self.clock = LaptopsDesk(self), ClockDesk(self)
        self.held, self.compare = HeldDesk(self), CompareDesk(self)
        self.carried, self.accounts = CarriedDesk(self), ClerksDesk(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setWindowTitle(tr("Clerk's desk"))
        self.dress = Dress(self, data_home() / "desk-dress.json", self._redressed)
        for keys in ("F4", "Ctrl+Shift+B"):
            QShortcut(QKeySequence(keys), self, self.switch_language)
        self.show_sign_in()

    def show_page(
        self,
        page: QWidget,
        again: Callable[[], object],
        others: Sequence[QPushButton] = (),
        primary: QPushButton | None = None,
    ) -> None:
        """Show a page with its actions."""
        self.page, self._again = page, again
        self.frame.set_rail(None)
        self.frame.set_side(None)
        self.frame.set_title("  ·  ".join(filter(None, (tr("Clerk's desk"), self._who))))
        self.frame.set_right([button("ID | EN", self.switch_language)])
        self.frame.set_actions(others, primary)
        self.frame.set_content(page)

    def _redressed(self) -> None:
        self.frame.dress()
        self._again()

    def switch_language(self) -> None:
        """Change between Indonesian and English."""
        use("en" if language() == "id" else "id")
        self.frame.banner.retell()
        self._again()
        self._say(self._reach)

    def ask(self, call: Callable[[], T], done: Callable[[T], object]) -> None:
        """Ask the office; an office that is away is said plainly, since nothing can be saved."""
        self.busy = True
        self._say(_ASKING)

        def answered(result: T) -> None:
            self.busy = False
            self._say(_CONNECTED)
            done(result)

        tasks.run(self, call, answered, self._refused)

    def _refused(self, error: Exception) -> None:
        self.busy = False
        if isinstance(self.page, ClerkSignIn):
            self.page.refused(text_of(error))
        if isinstance(error, FormRefused):
            self.forms.refused(error.problems)
        self.frame.banner.show_problem(error)
        away = getattr(error, "code", "") == "OFFICE_001"
        self._say(_AWAY if away else _CONNECTED)

    def _say(self, how: str) -> None:
        """Say how the office is reached, in the language in force."""
        self._reach = how
        texts = {
            _ASKING: (tr("Asking the office …"), ""),
            _CONNECTED: (tr("Connected to the office."), "ok"),
            _AWAY: (tr("Not connected to the office; nothing can be saved."), "error"),
            "": (tr("Office: {url}", url=self.client.base_url), ""),
        }
        self.frame.set_status(*texts[how])

    # Pages --------------------------------------------------------------------------------

    def show_sign_in(self) -> None:
        """Clerk and passphrase."""
        page = ClerkSignIn(self._practice)
        page.wanted.connect(self._sign_in)
        self.show_page(page, self.show_sign_in)
        self._say("")

    def sign_out(self) -> None:
        """End the session at the office and here; nothing waits unsaved at the desk."""

        def out(_: None) -> None:
            self._who, self.clerk, self.may, self._undoable = "", "", (), None
            self.show_sign_in()

        self.ask(self.client.sign_out, out)

    def _sign_in(self, clerk: str, passphrase: str) -> None:
        def signed_in(session: m.Session) -> None:
            self._who, self.clerk, self.may = session.name, session.clerk, session.may
            self.dress.worn_by(session.name)
            self.frame.banner.clear()
            self.show_batches()

        self.ask(lambda: self.client.sign_in(clerk, passphrase), signed_in)

    def show_batches(self) -> None:
        """M1; who may read no batches begins with complaints and questions."""
        if READ_BATCHES not in self.may and READ_QUESTIONS in self.may:
            self.citizens.show_threads()
            return

        def found() -> Sequence[m.BatchRow]:
            self.held.recount()
            self.citizens.recount()
            self.clock.recheck()
            return self.client.batches()

        self.ask(found, self._batches)

    def _batches(self, rows: Sequence[m.BatchRow]) -> None:
        page = BatchesPage(rows, self.show_batch, self.citizens.waiting())
        others = [
            button(tr("Forms"), self.show_publications),
            button(tr("Laptops"), self.show_laptops),
            button(tr("Held: {n}", n=self.held.count), self.held.show, "Ctrl+H"),
            button(tr("More"), self.show_menu),
            button(tr("Refresh"), self.show_batches, "F5"),
        ]
        primary = button(tr("Open"), page.open_current, "Ctrl+Return", primary=True)
        self.show_page(page, lambda: self._batches(rows), others, primary)
        self.clock.warn()

    def show_menu(self) -> None:
        """Show everything beside batches and files."""
        page = MenuPage(tr("More"), menu.items(self))
        self.show_page(page, self.show_menu, [button(tr("Back"), self.show_batches, "Escape")])

    def show_batch(self, batch_id: str) -> None:
        """M2."""
        self.ask(lambda: self.client.batch(batch_id), self._batch)

    def _batch(self, detail: m.BatchDetail) -> None:
        page = BatchPage(detail, self.show_case)
        others = [
            button(tr("Back"), self.show_batches, "Escape"),
            button(tr("Open file"), page.open_current, "Ctrl+O"),
        ]
        if self._undoable is not None:
            others.append(button(tr("Undo the last decision"), self.undo, "Ctrl+Z"))
        batch_id = detail.row.batch_id
        text = tr("Reply to the laptop ({n})", n=detail.row.pending)
        primary = button(text, lambda: self.reply(batch_id), "Ctrl+Return", primary=True)
        primary.setEnabled(detail.row.pending > 0)
        self.show_page(page, lambda: self._batch(detail), others, primary)

    def reply(self, batch_id: str) -> None:
        """Send the decisions that wait to the laptop."""

        def replied(sent: Sequence[m.Decision]) -> None:
            self._undoable = None
            self.show_batch(batch_id)
            self.frame.banner.show_text(tr("{n} decisions sent to the laptop.", n=len(sent)), "ok")

        self.ask(lambda: self.client.reply(batch_id), replied)

    def show_case(self, number: str) -> None:
        """M6."""
        self.cases.show(number)

    def decide(self, wanted: m.Decide) -> None:
        """Decide; it waits at the desk until the reply."""
        batch_id = self.page.case.batch_id if isinstance(self.page, CasePage) else ""

        def decided(decision: m.Decision) -> None:
            self._undoable = decision
            self.frame.banner.clear()
            self.show_batch(batch_id)

        self.ask(lambda: self.client.decide(wanted), decided)

    def undo(self) -> None:
        """Take the last decision back, before the reply."""
        last = self._undoable
        if last is None or not isinstance(self.page, BatchPage):
            return
        batch_id = self.page.detail.row.batch_id
        self._undoable = None
        self.ask(lambda: self.client.undo(last.decision_id), lambda _: self.show_batch(batch_id))

    def show_publications(self) -> None:
        """M8."""
        self.forms.show()

    def show_laptops(self) -> None:
        """M9."""
        self.laptops.show()
