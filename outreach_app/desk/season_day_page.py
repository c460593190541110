"""One day of the season: its money, what was counted on closing, its event and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from outreach_app.domain import day_accounts, plans, queue
from outreach_app.domain.regions import label_of
from outreach_app.i18n import decimal, language, number, tr
from outreach_app.officeapi import days_messages as dm
from outreach_app.ui import dates
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table

_LINES = {"tiket": "Tickets", "slip": "Slips", "uang": "Cash (Rp)"}


class SeasonDayPage(QWidget):
    """Warnings on top, money and counts side by side, the event and reach below."""

    def __init__(self, row: dm.SeasonRow) -> None:
        super().__init__()
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        kind = plans.kind_title(row.kind, language()) if row.kind else tr("without a plan")
        title = f"{dates.shown(row.date)}  {label_of(row.pekon)}  ·  {kind}  ·  {row.day_id}"
        column.addWidget(label(title, "title"))
        for text in warnings(row):
            column.addWidget(label(text, "warn"))
        tables = QHBoxLayout()
        tables.setSpacing(16)
        self.money = table([tr("Money"), "Rp"], (280,))
        fill(self.money, money(row))
        self.counted = table(
            [tr(h) for h in ("Counted", "Recorded", "At hand", "Difference", "Reason")],
            (220, 110, 110, 110),
        )
        fill(self.counted, [_line(one) for one in row.counted])
        tables.addWidget(self.money, 2)
        tables.addWidget(self.counted, 3)
        column.addLayout(tables, 1)
        for text in (*_queue(row), *_event(row), reach(row)):
            column.addWidget(label(text))
        self.setFocusProxy(self.money)


def what_title(what: str) -> str:
    """Return the name of something counted, for people."""
    item = day_accounts.rules().items.get(what)
    return item.title(language()) if item else tr(_LINES.get(what, what))


def warnings(row: dm.SeasonRow) -> list[str]:
    """Return what was low, and whether the budget is nearly or wholly spent."""
    counted = {one.what: one.counted for one in row.counted}
    found = [
        tr("Low: {what}, {n} left", what=what_title(what), n=number(counted[what]))
        for what in row.warn
        if what in counted
    ]
    if "anggaran" in row.warn:
        share = row.spent_idr * 100 // row.budget_idr if row.budget_idr else 0
        source = "Over the budget: {share} % spent"
        if not row.over_budget:
            source = "The budget is nearly spent: {share} %"
        found.append(tr(source, share=share))
    return found


def money(row: dm.SeasonRow) -> list[list[str]]:
    """Return what and rupiah: budget, spending by purpose, what is left, cost per unit."""
    words = day_accounts.rules().spending
    spent = [
        [f"   {words.get(purpose, {}).get(language(), purpose)}", number(idr)]
        for purpose, idr in row.spending.items()
    ]
    left = number(row.budget_idr - row.spent_idr) if row.budget_idr else "-"
    return [
        [tr("Budget"), number(row.budget_idr) if row.budget_idr else "-"],
        [tr("Spent, {n} records", n=len(row.expenses)), number(row.spent_idr)],
        *spent,
        [tr("Left of the budget"), left],
        [
            tr("Per application ({n})", n=len(row.applications)),
            _each(row.spent_idr, len(row.applications)),
        ],
        [tr("Per served person ({n})", n=row.served), _each(row.spent_idr, row.served)],
    ]


def _each(idr: int, units: int) -> str:
    return number(round(idr / units)) if units else "-"


def _line(one: dm.Counted) -> list[str]:
    reasons = ", ".join(day_accounts.reason_title(r, language()) for r in one.reasons)
    difference = one.counted - one.expected
    shown = f"{difference:+d}" if difference else "0"
    return [
        what_title(one.what),
        number(one.expected),
        number(one.counted),
        shown,
        reasons or "-",
    ]


def _queue(row: dm.SeasonRow) -> list[str]:
    tickets = ", ".join(f"{queue.state_title(s, language())} {n}" for s, n in row.tickets.items())
    return [tr("Tickets: {tickets}", tickets=tickets)] if tickets else []


def _event(row: dm.SeasonRow) -> list[str]:
    if not row.events and not row.opinions:
        return []
    told = tr(
        "Event: {came} came, {leaflets} leaflets and {booklets} booklets handed out",
        came=row.came,
        leaflets=row.leaflets,
        booklets=row.booklets,
    )
    if row.speakers:
        told += " · " + tr("speakers: {names}", names="; ".join(row.speakers))
    if row.points:
        told += " · " + tr(
            "evaluation {points} of 4, n={n}", points=decimal(row.points), n=len(row.opinions)
        )
    return [told]


def reach(row: dm.SeasonRow) -> str:
    """Return what came of the day: applications from its pekon before, on and after it."""
    told = tr(
        "Applications from there: {before} in the 90 days before, {on} on the day, "
        "{short} in the 30 after, {long} in the 90 after",
        before=row.before_90,
        on=row.on_day,
        short=row.after_30,
        long=row.after_90,
    )
    return told if row.whole else f"{told} ({tr('these 90 days are not over')})"
