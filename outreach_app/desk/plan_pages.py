"""Planned days at the desk: the list, the plan's own page, and moving or cancelling one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach_app.desk.telling_words import how_text
from outreach_app.domain import day_accounts, plans
from outreach_app.domain.day_entries import KINDS, SCHEDULED, DayPlanned
from outreach_app.domain.regions import label_of, pekon_list
from outreach_app.domain.told_entries import NOT_REACHED
from outreach_app.i18n import language, tr
from outreach_app.officeapi import days_messages as dm
from outreach_app.ui import dates, theme
from outreach_app.ui.buttons import label, title_of
from outreach_app.ui.service_words import service_title
from outreach_app.ui.tables import fill, table
from outreach_app.ui.typeahead import TypeAhead


class PlansPage(QWidget):
    """Every plan, the latest date first; `on_open` gets the day's id."""

    def __init__(self, rows: Sequence[dm.PlanView], on_open: Callable[[str], object]) -> None:
        super().__init__()
        self._rows, self._on_open = list(rows), on_open
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Outreach days"), "title"))
        if not rows:
            column.addWidget(label(tr("No day is planned yet. Ctrl+N plans the first."), "hint"))
        heads = [
            tr(h) for h in ("Date", "Place", "Kind", "State", "Slots", "Reached", "Day number")
        ]
        self.table = table(heads, (110, 330, 150, 230, 90, 150), lambda _: self.open_current())
        fill(self.table, [_cells(row) for row in rows])
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def current(self) -> str:
        """Return the day's id of the chosen row, empty when there is none."""
        at = self.table.currentRow()
        return self._rows[at].plan.day_id if 0 <= at < len(self._rows) else ""

    def open_current(self) -> None:
        """Open the chosen plan."""
        if self.current():
            self._on_open(self.current())


def _cells(row: dm.PlanView) -> list[str]:
    plan = row.plan
    standing = plans.state_title(row.standing, language())
    if row.draft and row.standing != "draf":
        standing += tr(", with a draft")
    places = f"{len(row.slots)}/{plan.capacity}" if plan.capacity else str(len(row.slots))
    reached = f"{len(row.reached)}/{len(row.reached) + len(row.waiting)}"
    kind = plans.kind_title(plan.kind, language())
    where = label_of(plan.pekon)
    return [dates.shown(plan.date), where, kind, standing, places, reached, plan.day_id]


class PlanPage(QScrollArea):
    """A plan to fill in; `read` returns it."""

    def __init__(self, view: dm.PlanView | None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.view, self._plan = view, view.plan if view else None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(_heading(view), "title"))
        if view and view.plan.reason:
            column.addWidget(label(_change(view.plan), "warn"))
        column.addLayout(self._grid)
        column.addWidget(label(_slots(view), "hint"))
        column.addStretch(1)
        self._fields()
        self.setWidget(inside)
        self.setFocusProxy(self.pekon)

    def _fields(self) -> None:
        plan, words = self._plan, plans.words()
        self.kind = QComboBox()
        for code in KINDS:
            self.kind.addItem(plans.kind_title(code, language()), code)
        self.kind.setCurrentIndex(KINDS.index(plan.kind) if plan else 0)
        self.pekon = TypeAhead([(p.code, p.label) for p in pekon_list()])
        self.pekon.put(plan.pekon if plan else "")
        self._put(0, 0, tr("Kind"), self.kind)
        self._put(0, 1, tr("Pekon"), self.pekon)
        self.place = self._line(1, 0, tr("Place"), plan.place if plan else "")
        self.date = self._line(
            1, 1, tr("Date, e.g. 26112026"), dates.shown(plan.date) if plan else ""
        )
        self.start = self._line(2, 0, tr("From"), plan.start if plan else words.start)
        self.end = self._line(2, 1, tr("Until"), plan.end if plan else words.end)
        usual = f"{words.start}-11:00 {words.capacity}; 11:00-{words.end} {words.capacity}"
        told = plans.write_sessions(plan.sessions) if plan else usual
        self.sessions = self._line(3, 0, tr("Sessions and their places"), told)
        self.team = self._line(3, 1, tr("Team, separated by commas"), _joined(plan, "team"))
        self.laptops = self._line(4, 0, tr("Laptops, e.g. D007, D003"), _joined(plan, "laptops"))
        self.giver = self._line(
            4,
            1,
            tr("Laptop that gives tickets (may stay empty)"),
            plan.ticket_giver if plan else "",
        )
        self.services = self._line(
            5, 0, tr("Service codes (empty: all)"), _joined(plan, "services")
        )
        self.speakers = self._line(
            5, 1, tr("Speakers (campaigns, may stay empty)"), _joined(plan, "speakers")
        )
        self.budget = self._line(6, 0, tr("Budget, Rp"), str(plan.budget_idr) if plan else "0")
        self.advance = self._line(
            6, 1, tr("Cash for the team, Rp"), str(plan.advance_idr) if plan else "0"
        )
        self.stock: dict[str, QLineEdit] = {}
        for at, (code, item) in enumerate(day_accounts.rules().items.items()):
            amount = plan.stock.get(code, 0) if plan else item.start
            self.stock[code] = self._line(7 + at // 2, at % 2, item.title(language()), str(amount))
        self.note = self._line(9, 0, tr("Note (may stay empty)"), plan.note if plan else "")
        self.quotas = self._line(
            9,
            1,
            tr("Quota by service, e.g. PAS-BARU 20; ITAS 5"),
            plans.write_quotas(plan.quotas) if plan else "",
        )

    def _line(self, row: int, column: int, title: str, text: str) -> QLineEdit:
        made = QLineEdit(text)
        self._put(row, column, title, made)
        return made

    def _put(self, row: int, column: int, title: str, widget: QWidget) -> None:
        self._grid.addWidget(title_of(widget, title), row * 2, column)
        self._grid.addWidget(widget, row * 2 + 1, column)

    def read(self) -> DayPlanned:
        """Return the plan as it is written.

        Raises:
            UserProblem: DAYS_005 the sessions cannot be read; DAYS_017 nor the quotas.
        """
        former = self._plan
        return DayPlanned(
            day_id=former.day_id if former else "",
            version=former.version if former else 0,
            state=former.state if former else "terjadwal",
            former_date=former.former_date if former else "",
            reason=former.reason if former else "",
            kind=str(self.kind.currentData()),
            pekon=self.pekon.value(),
            place=self.place.text().strip(),
            date=dates.typed(self.date.text()),
            start=self.start.text().strip().replace(".", ":"),
            end=self.end.text().strip().replace(".", ":"),
            sessions=plans.read_sessions(self.sessions.text()),
            quotas=plans.read_quotas(self.quotas.text()),
            team=_split(self.team),
            laptops=_split(self.laptops),
            ticket_giver=self.giver.text().strip(),
            services=_split(self.services),
            speakers=_split(self.speakers),
            budget_idr=_amount(self.budget),
            advance_idr=_amount(self.advance),
            stock={code: _amount(line) for code, line in self.stock.items()},
            note=self.note.text().strip(),
        )


class ChangePage(QWidget):
    """Move or cancel a published day, with a reason, and whom to tell."""

    def __init__(self, view: dm.PlanView) -> None:
        super().__init__()
        self.view = view
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(6)
        column.addWidget(label(tr("Move or cancel this day"), "title"))
        column.addWidget(label(f"{dates.shown(view.plan.date)}  {label_of(view.plan.pekon)}"))
        self.date = QLineEdit()
        self.date.setAccessibleName(tr("New date (empty: cancel the day)"))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        for words in plans.words().reasons.values():
            self.reason.addItem(words[language()])
        self.reason.setCurrentText("")
        self.reason.setAccessibleName(tr("Reason; everybody sees it"))
        for title, widget in (
            (tr("New date (empty: cancel the day)"), self.date),
            (tr("Reason; everybody sees it"), self.reason),
        ):
            column.addWidget(label(title, "label"))
            widget.setMaximumWidth(theme.px(520))
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(label(_slots(view), "label"))
        heads = [tr(h) for h in ("Slot", "Session", "Service", "Telephone", "Told")]
        self.slots = table(heads, (140, 100, 240, 200))
        fill(
            self.slots,
            [
                [
                    s.slot,
                    str(s.session + 1),
                    service_title(s.service) or "-",
                    s.contact or "-",
                    how_text(s.told) or "-",
                ]
                for s in view.slots
            ],
        )
        column.addWidget(self.slots, 1)
        self.setFocusProxy(self.date)


def _heading(view: dm.PlanView | None) -> str:
    if view is None:
        return tr("Plan an outreach day")
    standing = plans.state_title(view.standing, language())
    return f"{view.plan.day_id}  ·  {label_of(view.plan.pekon)}  ·  {standing}"


def _change(plan: DayPlanned) -> str:
    text = f"{plans.state_title(plan.state, language())}: {plan.reason}"
    before = dates.shown(plan.former_date)
    return f"{text}  {tr('Before: {date}', date=before)}" if before else text


def _slots(view: dm.PlanView | None) -> str:
    if view is None or not view.slots:
        return tr("No slot was promised for this day.")
    text = tr("{n} slots were promised; tell their holders.", n=len(view.slots))
    untold = sum(s.told in ("", NOT_REACHED) for s in view.slots)
    if view.plan.state == SCHEDULED or not untold:
        return text
    return f"{text} {tr('Not told yet: {n}.', n=untold)}"


def _joined(plan: DayPlanned | None, name: str) -> str:
    return ", ".join(getattr(plan, name)) if plan else ""


def _split(line: QLineEdit) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.text().split(",") if part.strip())


def _amount(line: QLineEdit) -> int:
    digits = "".join(letter for letter in line.text() if letter.isdigit())
    return int(digits or 0)
