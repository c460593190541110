"""Outreach days at the desk: planning, moving, cancelling, coverage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from outreach_app.clock import SystemClock, office_date
from outreach_app.desk.plan_pages import ChangePage, PlanPage, PlansPage
from outreach_app.desk.season_day_page import SeasonDayPage
from outreach_app.desk.season_page import SeasonPage
from outreach_app.domain import plans
from outreach_app.domain.calendar_file import calendar_file
from outreach_app.domain.coverage import Visit, coverage
from outreach_app.domain.day_entries import HOME_VISIT, DayPlanned
from outreach_app.errors import OutreachError
from outreach_app.i18n import language, tr
from outreach_app.officeapi import days_messages as dm
from outreach_app.officeapi.days_client import DaysClient
from outreach_app.ui.buttons import button
from outreach_app.ui.tile_map import CoverageView

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


class DaysDesk(QObject):
    """Shows and changes the plans of one window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window, self._clock = window, SystemClock()

    @property
    def _client(self) -> DaysClient:
        return DaysClient(self._window.client)

    def show(self) -> None:
        """Every plan."""
        self._window.ask(self._client.plans, lambda found: self._plans(found.plans))

    def _plans(self, rows: Sequence[dm.PlanView]) -> None:
        window = self._window
        page = PlansPage(rows, self.show_plan)
        others = [
            button(tr("Back"), window.show_menu, "Escape"),
            button(tr("Open"), page.open_current, "Ctrl+Return"),
            button(tr("Coverage map"), self.show_coverage),
            button(tr("Calendar file"), lambda: self.save_calendar(rows)),
        ]
        primary = button(tr("Plan a day"), self.show_new, "Ctrl+N", primary=True)
        window.show_page(page, lambda: self._plans(rows), others, primary)

    def show_new(self) -> None:
        """An empty plan."""
        self._plan(None)

    def plan_visit(self, number: str, where: str) -> None:
        """A home visit for a request that a case holds; its number stands in the note."""
        words = plans.words()
        plan = DayPlanned(
            day_id="",
            version=0,
            kind=HOME_VISIT,
            pekon=where,
            date="",
            start=words.start,
            end=words.end,
            note=number,
        )
        self._plan(dm.PlanView(plan=plan, standing="draf", draft=True))

    def show_plan(self, day_id: str) -> None:
        """One plan."""
        self._window.ask(lambda: self._client.plan(day_id), self._plan)

    def _plan(self, view: dm.PlanView | None) -> None:
        window = self._window
        page = PlanPage(view)
        others = [
            button(tr("Back"), self.show, "Escape"),
            button(tr("Keep as a draft"), lambda: self.save(publish=False)),
        ]
        if view is not None and view.plan.version:
            others.append(button(tr("Move or cancel …"), lambda: self._change(view)))
        primary = button(
            tr("Publish"), lambda: self.save(publish=True), "Ctrl+Return", primary=True
        )
        window.show_page(page, lambda: self._plan(view), others, primary)

    def save(self, *, publish: bool) -> None:
        """Store the plan on the page, and publish it when asked."""
        page, client = self._window.page, self._client
        if not isinstance(page, PlanPage):
            return
        try:
            plan = page.read()
        except OutreachError as error:
            self._window.frame.banner.show_problem(error)
            return

        def both() -> dm.PlanView:
            saved = client.save(plan)
            return client.publish(saved.plan.day_id) if publish else saved

        def done(view: dm.PlanView) -> None:
            self.show()
            text = tr(
                "Published: {name} {version}", name=view.plan.day_id, version=view.plan.version
            )
            kept = tr("Kept as a draft: {name}", name=view.plan.day_id)
            self._window.frame.banner.show_text(text if publish else kept, "ok")

        self._window.ask(both, done)

    def _change(self, view: dm.PlanView) -> None:
        page = ChangePage(view)
        others = [button(tr("Back"), lambda: self._plan(view), "Escape")]
        primary = button(
            tr("Move or cancel"), lambda: self.change(page), "Ctrl+Return", primary=True
        )
        self._window.show_page(page, lambda: self._change(view), others, primary)

    def change(self, page: ChangePage) -> None:
        """Do what the page says: a date moves the day, none cancels it."""
        from outreach_app.ui import dates

        client, plan = self._client, page.view.plan
        date, reason = dates.typed(page.date.text()), page.reason.currentText().strip()

        def call() -> dm.PlanView:
            if date:
                wanted = dm.MovePlan(version=plan.version, date=date, reason=reason)
                return client.move(plan.day_id, wanted)
            return client.cancel(plan.day_id, dm.CancelPlan(version=plan.version, reason=reason))

        self._window.ask(call, self._plan)

    def show_coverage(self) -> None:
        """The tile map of all pekon."""
        self._window.ask(self._client.coverage, self._coverage)

    def _coverage(self, told: dm.Coverage) -> None:
        today = office_date(self._clock.now_ms())
        held = [Visit(v.day_id, v.pekon, v.date) for v in told.held]
        planned = [Visit(v.day_id, v.pekon, v.date) for v in told.planned]
        page = CoverageView(coverage(held, planned, today))
        others = [
            button(tr("Back"), self.show, "Escape"),
            button(tr("Table or picture"), page.toggle, "Ctrl+T"),
        ]
        self._window.show_page(page, lambda: self._coverage(told), others)

    def show_season(self) -> None:
        """Every day held, with its sums."""
        self._window.ask(self._client.season, self._season)

    def _season(self, told: dm.Season) -> None:
        page = SeasonPage(told.days, lambda row: self._season_day(told, row))
        others = [
            button(tr("Back"), self._window.show_menu, "Escape"),
            button(tr("Open the chosen day"), page.open_current, "Ctrl+O"),
        ]
        primary = button(
            tr("Close its account"), lambda: self.account(page), "Ctrl+Return", primary=True
        )
        self._window.show_page(page, lambda: self._season(told), others, primary)

    def show_season_day(self, day_id: str, back: Callable[[], object]) -> None:
        """One day held, named elsewhere; a plan that was never held opens as a plan."""

        def found(told: dm.Season) -> None:
            row = next((one for one in told.days if one.day_id == day_id), None)
            if row is None:
                self.show_plan(day_id)
            else:
                self._season_day(told, row, back)

        self._window.ask(self._client.season, found)

    def _season_day(
        self, told: dm.Season, row: dm.SeasonRow, back: Callable[[], object] | None = None
    ) -> None:
        leave = back or (lambda: self._season(told))
        others = [
            button(tr("Back"), leave, "Escape"),
            button(tr("Attendance of its event"), lambda: self._record("KEHADIRAN", row, back)),
            button(
                tr("Evaluation of its event"), lambda: self._record("EVALUASI-KEGIATAN", row, back)
            ),
        ]
        self._window.show_page(
            SeasonDayPage(row), lambda: self._season_day(told, row, back), others
        )

    def _record(self, service: str, row: dm.SeasonRow, leave: Callable[[], object] | None) -> None:
        """Fill in what belongs to an event that was written on paper."""

        def back() -> None:
            self._window.ask(self._client.season, again)

        def again(told: dm.Season) -> None:
            newest = next((one for one in told.days if one.day_id == row.day_id), row)
            self._season_day(told, newest, leave)

        self._window.records.start(service, back, row.day_id)

    def account(self, page: SeasonPage) -> None:
        """Close the account of the chosen day."""
        row, client = page.current(), self._client
        if row is not None:
            day_id = row.day_id
            self._window.ask(lambda: client.account(day_id), lambda _: self.show_season())

    def save_calendar(self, rows: Sequence[dm.PlanView]) -> None:
        """Save the published days as a file that a calendar takes."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Calendar file"), "jadwal.ics", "iCalendar (*.ics)"
        )
        if name:
            self.write_calendar(rows, Path(name))

    def write_calendar(self, rows: Sequence[dm.PlanView], file: Path) -> None:
        """Write the published days into `file`."""
        published = [row.plan for row in rows if row.plan.version]
        data = calendar_file(
            published, self._clock.now_ms(), "Kantor Imigrasi Kotabumi", language()
        )
        file.write_bytes(data)
        text = tr("{n} days saved in {file}.", n=len(published), file=str(file))
        self._window.frame.banner.show_text(text, "ok")
