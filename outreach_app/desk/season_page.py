"""The season at a glance: every day held with its sums; one of them in words (areas 8, 13)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outreach_app.desk import season_day_page
from outreach_app.domain import plans, queue
from outreach_app.domain.regions import label_of
from outreach_app.i18n import language, number, tr
from outreach_app.officeapi import days_messages as dm
from outreach_app.ui import dates
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table


class SeasonPage(QWidget):
    """Every day held, the newest first; the chosen one is told below, and opened with Enter."""

    def __init__(
        self, rows: Sequence[dm.SeasonRow], on_open: Callable[[dm.SeasonRow], object]
    ) -> None:
        super().__init__()
        self._rows, self._on_open = list(rows), on_open
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Season overview"), "title"))
        column.addWidget(label(_sentence(rows)))
        heads = ("Date", "Place", "Served", "Files", "Waited", "Spent", "Per served", "State")
        widths = (110, 320, 90, 90, 140, 150, 130)
        self.table = table([tr(h) for h in heads], widths, self._open)
        fill(self.table, [_cells(row) for row in rows])
        self.table.currentCellChanged.connect(self._tell)
        column.addWidget(self.table, 1)
        self.told = label("", "hint")
        column.addWidget(self.told)
        self._tell()
        self.setFocusProxy(self.table)

    def current(self) -> dm.SeasonRow | None:
        """Return the chosen day."""
        at = self.table.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _open(self, at: int) -> None:
        self._on_open(self._rows[at])

    def open_current(self) -> None:
        """Open the chosen day."""
        row = self.current()
        if row is not None:
            self._on_open(row)

    def _tell(self, *_: object) -> None:
        row = self.current()
        self.told.setText("\n".join(_words(row)) if row else "")


def _sentence(rows: Sequence[dm.SeasonRow]) -> str:
    if not rows:
        return tr("No day has been held yet.")
    spent, served = sum(r.spent_idr for r in rows), sum(r.served for r in rows)
    files = sum(len(r.files) for r in rows)
    applications = sum(len(r.applications) for r in rows)
    text = tr(
        "{days} days, {served} served, {files} files, Rp {spent} spent",
        days=len(rows),
        served=served,
        files=files,
        spent=number(spent),
    )
    if served and applications:
        text += ". " + tr(
            "Rp {one} a served person, Rp {each} an application",
            one=number(round(spent / served)),
            each=number(round(spent / applications)),
        )
    return text


def _cells(row: dm.SeasonRow) -> list[str]:
    waited = "-" if row.waiting_median_min is None else f"{row.waiting_median_min:.0f} min"
    each = number(round(row.spent_idr / row.served)) if row.served else "-"
    spent = number(row.spent_idr) + (" !" if row.over_budget or "anggaran" in row.warn else "")
    state = tr("accounted for") if row.accounted else tr("not accounted for")
    where = label_of(row.pekon)
    return [
        dates.shown(row.date),
        where,
        str(row.served),
        str(len(row.files)),
        waited,
        spent,
        each,
        state,
    ]


def _words(row: dm.SeasonRow) -> list[str]:
    tickets = ", ".join(f"{queue.state_title(s, language())} {n}" for s, n in row.tickets.items())
    kind = plans.kind_title(row.kind, language()) if row.kind else tr("without a plan")
    told = [f"{row.day_id} · {kind} · " + tr("{n} laptops", n=row.laptops) + f" · {tickets}"]
    if row.lost_tickets:
        names = ", ".join(row.lost_tickets)
        told.append(tr("Sent to another laptop and never taken: {tickets}", tickets=names))
    if row.budget_idr:
        told.append(
            tr("Budget Rp {budget}", budget=number(row.budget_idr))
            + " · "
            + tr("expense records: {numbers}", numbers=", ".join(row.expenses[:6]) or "-")
        )
    if row.differences:
        told.append(tr("Counted otherwise: {what}", what="; ".join(row.differences)))
    told += season_day_page.warnings(row)
    told.append(season_day_page.reach(row))
    if row.came:
        told.append(tr("{n} people came to its events", n=row.came))
    return told
