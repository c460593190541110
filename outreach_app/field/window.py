"""The officer's window: one frame, one page at a time.

What happens stands in the desks beside it, one for each place; decisions are casework's.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from outreach_app.casework import Laptop
from outreach_app.domain.regions import pekon
from outreach_app.errors import OutreachError
from outreach_app.field.accounts_desk import AccountsDesk
from outreach_app.field.again_desk import AgainDesk
from outreach_app.field.balance_desk import BalanceDesk
from outreach_app.field.citizen_desk import CitizenDesk
from outreach_app.field.courier_desk import CourierDesk
from outreach_app.field.curtain import Curtain
from outreach_app.field.day_desk import DayDesk
from outreach_app.field.doors import Doors
from outreach_app.field.gate import Gate
from outreach_app.field.idle import IdleWatch
from outreach_app.field.keeper_desk import KeeperDesk
from outreach_app.field.material_desk import MaterialDesk
from outreach_app.field.queue_desk import QueueDesk
from outreach_app.field.register_desk import RegisterDesk
from outreach_app.field.scan_desk import ScanDesk
from outreach_app.field.schedule_desk import ScheduleDesk
from outreach_app.field.send_desk import SendDesk
from outreach_app.field.sending import sentence
from outreach_app.field.telling_desk import TellingPages
from outreach_app.field.whereabouts import Whereabouts
from outreach_app.i18n import language, long_day, tr, use
from outreach_app.ui.buttons import button
from outreach_app.ui.dress import Dress
from outreach_app.ui.frame import Frame


class FieldWindow(QWidget):
    """The whole field window.

    Attributes:
        frame: holds the page.
        laptop: None while locked.
        gate: signing in and locking.
        day: home, opening and closing the day.
        queue: tickets.
        schedule: planned days.
        telling: who must hear of another appointment.
        files: files and drafts.
        sending: the link to the office.
        sticks: sending by USB stick.
        citizens: the laptop turned round to a citizen.
        materials: what the office published, and training.
        whereabouts: the place, where a GPS receiver tells it.
        curtain: hides the page.
        keepers: the queue in the hands of a ticket keeper.
        identity: what the office thinks of this laptop.
        again: draws the page anew.
    """

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self.doors = doors
        self.frame = Frame()
        self.laptop: Laptop | None = None
        self.page: QWidget = QWidget()
        self.curtain, self.idle = Curtain(self), IdleWatch(self, doors.clock)
        self.gate, self.day, self.queue = Gate(self), DayDesk(self), QueueDesk(self)
        self.files, self.sending = RegisterDesk(self), SendDesk(self)
        self.schedule, self.telling = ScheduleDesk(self), TellingPages(self)
        self.sticks = CourierDesk(self)
        self.balances = BalanceDesk(self)
        self.citizens, self.materials = CitizenDesk(self), MaterialDesk(self)
        self.scans, self.whereabouts = ScanDesk(self), Whereabouts(self)
        self.identity, self.keepers = AgainDesk(self), KeeperDesk(self)
        self.accounts = AccountsDesk(self)
        self.again: Callable[[], object] = self.gate.show_sign_in
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setWindowTitle(tr("Outreach - field"))
        self.dress = Dress(self, doors.profile.folder / "dress.json", self._redressed)
        for keys, act in (
            ("F4", self.switch_language),
            ("Ctrl+Shift+B", self.switch_language),
        ):
            QShortcut(QKeySequence(keys), self, act)
        self.gate.show_sign_in()
        self.sending.open_locked()

    @property
    def open_laptop(self) -> Laptop:
        """Return the laptop; for pages that are only shown while it is unlocked."""
        if self.laptop is None:
            raise RuntimeError("the laptop is locked")
        return self.laptop

    def show_home(self) -> None:
        """L3, or L2 when no day is open."""
        self.day.show_home()

    def show_page(
        self,
        page: QWidget,
        again: Callable[[], object],
        others: list[QPushButton] | None = None,
        primary: QPushButton | None = None,
    ) -> None:
        """Show a page with its actions; `again` draws it anew after a change of language."""
        if not self.keepers.allows(page):
            self.queue.show()
            return
        self.page, self.again = page, again
        self.frame.set_rail(None)
        self.frame.set_side(None)
        self.frame.set_actions(others or [], primary)
        self.frame.set_content(page)
        self._bar()
        self.refresh_status()

    def _redressed(self) -> None:
        self.frame.dress()
        self.again()

    def _bar(self) -> None:
        right = [button("ID | EN", self.switch_language)]
        if self.doors.desk is not None:
            right.insert(0, button(tr("Clerk's desk (practice)"), self.doors.desk))
        if self.laptop is not None:
            text = tr("Lock") if self.curtain.down else tr("Curtain")
            right.append(button(text, self.gate.curtain_or_lock, "Ctrl+L"))
        self.frame.set_right(right)
        self.frame.set_title(self._title())

    def _title(self) -> str:
        if self.laptop is None:
            return tr("Outreach · Lampung Barat")
        day = self.laptop.today().day
        where = pekon(day.pekon) if day else None
        parts = [tr("Field"), self.laptop.device, where.label if where else tr("no day open")]
        parts.append(long_day(self.laptop.place.today(), language()))
        keeper = self.keepers.acting
        return "  ·  ".join([*parts, keeper.initials if keeper else self.laptop.officer.initials])

    def refresh_status(self) -> None:
        """Say how sending stands."""
        if self.laptop is None:
            self.frame.set_status(self.gate.locked_text())
        else:
            state = self.laptop.sync_state()
            self.frame.set_status(*sentence(state, self.laptop.place.clock.now_ms()))
            self.sending.nudge(state.unsent_entries)

    def guarded(self, act: Callable[[], object]) -> bool:
        """Do something; a problem is shown above the page. Tell whether it went well."""
        try:
            act()
        except OutreachError as error:
            self.frame.banner.show_problem(error)
            return False
        return True

    def commit(self) -> None:
        """Store what stands half typed on the page, where it holds anything."""
        commit = getattr(self.page, "commit", None)
        if callable(commit):
            commit()

    def switch_language(self) -> None:
        """Change between Indonesian and English and draw the page anew."""
        use("en" if language() == "id" else "id")
        self.frame.banner.retell()
        self.again()

    def closeEvent(self, event: object) -> None:
        """Store what was typed and close the database."""
        del event
        self.gate.lock()
        self.sending.close()
