"""Tables of rules at the desk: what is in force, and what a later text would change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.domain import rule_changes, rule_tables
from outreach_app.domain.rule_changes import Change
from outreach_app.domain.rule_tables import Fault
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.officeapi import rule_messages as rm
from outreach_app.ui import dates
from outreach_app.ui.buttons import label, title_of
from outreach_app.ui.tables import fill, table


def title(name: str) -> str:
    """Return how people call a table."""
    titles = {
        "calendar": tr("Holidays and collective leave"),
        "fees": tr("Fees"),
        "services": tr("Services and their terms"),
        "documents": tr("Papers asked for"),
        "machines": tr("States of cases"),
        "alert": tr("Alert level"),
        "complaints": tr("Limits of complaints"),
        "satisfaction": tr("Satisfaction index"),
    }
    return titles.get(name, name)


class RulesPage(QWidget):
    """The tables in force, and what is wrong in a file chosen for one.

    Args:
        rows: tables in force.
    """

    def __init__(self, rows: Sequence[rm.RuleTable]) -> None:
        super().__init__()
        self._rows = rows
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(label(tr("Rule tables"), "title"))
        hint = tr(
            "A new decree: save a copy, change it, choose the file. You see what changes before "
            "it is published; laptops have it after their next sync."
        )
        column.addWidget(label(hint, "hint"))
        heads = ("Table", "Version", "Valid from", "Legal basis", "In force since", "Laptops")
        self.table = table([tr(h) for h in heads], _WIDTHS)
        self.table.setAccessibleName(tr("Rule tables"))
        fill(self.table, [_row(row) for row in rows])
        column.addWidget(self.table, 3)
        self.problem = label("", "problem")
        self.faults = table([tr("Line"), tr("What to mend")], (80,))
        self.faults.setAccessibleName(tr("What to mend"))
        for part in (self.problem, self.faults):
            part.hide()
            column.addWidget(part, 0 if part is self.problem else 2)
        self.setFocusProxy(self.table)

    def chosen(self) -> rm.RuleTable:
        """Return the table in hand."""
        return self._rows[max(self.table.currentRow(), 0)]

    def choose(self, name: str) -> None:
        """Take a table in hand."""
        self.table.selectRow([row.name for row in self._rows].index(name))

    def say(self, text: str) -> None:
        """Say why nothing is published from here."""
        self.problem.setText(text)
        self.problem.show()

    def show_faults(self, file: str, found: Sequence[Fault]) -> None:
        """Say what to mend in a file."""
        self.say(tr("{file}: nothing was published. Mend this, then choose it again.", file=file))
        fill(self.faults, [(str(one.line or ""), one.text) for one in found])
        self.faults.setWordWrap(True)
        self.faults.show()


class RuleChangePage(QWidget):
    """What a later text changes, and why it is published.

    Args:
        former: the table in force.
        text: the later one, in order.
        changed: what differs.
    """

    def __init__(self, former: rm.RuleTable, text: str, changed: Sequence[Change]) -> None:
        super().__init__()
        self._former, self._text = former, text
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(label(title(former.name), "title"))
        count = tr(
            "{n} changes against version {version}",
            n=len(changed),
            version=dates.shown_version(former.version),
        )
        column.addWidget(label(count, "hint"))
        self.table = table([tr(h) for h in ("What", "Before", "After")], _CHANGE)
        self.table.setAccessibleName(tr("What changes"))
        fill(self.table, [_change(former.name, one) for one in changed])
        column.addWidget(self.table, 1)
        self.version, self.basis, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        column.addLayout(self._inputs())
        self.setFocusProxy(self.version)

    def _inputs(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        fields = (
            (tr("New version, e.g. SKB 2/2026"), self.version),
            (tr("Legal basis"), self.basis),
            (tr("Reason"), self.reason),
        )
        for at, (said, widget) in enumerate(fields):
            grid.addWidget(title_of(widget, said), 0, at)
            grid.addWidget(widget, 1, at)
            grid.setColumnStretch(at, 1 if at == 0 else 2)
        return grid

    def read(self) -> rm.PublishRules:
        """Return what is to be published, as written."""
        return rm.PublishRules(
            name=self._former.name,
            version=self.version.text().strip(),
            text=self._text,
            instead_of=self._former.version,
            legal_basis=self.basis.text().strip(),
            reason=self.reason.text().strip(),
        )

    def write(self, said: rm.PublishRules) -> None:
        """Put back what stood in the fields."""
        self.version.setText(said.version)
        self.basis.setText(said.legal_basis)
        self.reason.setText(said.reason)


_WIDTHS = 230, 130, 130, 330, 180
_CHANGE = 340, 470


def checked(name: str, text: str) -> Sequence[Fault]:
    """Return what to mend in a text, in the language of the moment."""
    return rule_tables.faults(name, text, language())


def _row(row: rm.RuleTable) -> list[str]:
    since, basis = rule_changes.says(row.name, row.text)
    at = at_office(row.published_ms)
    everywhere = tr("{n} of {m}", n=len(row.reached), m=len(row.reached) + len(row.waiting))
    return [
        title(row.name),
        dates.shown_version(row.version),
        dates.shown(since) if since else "",
        row.legal_basis or basis,
        f"{day(at.date())} {clock_time(at)}" if row.published_ms else "",
        everywhere,
    ]


def _change(name: str, change: Change) -> list[str]:
    part, before, after = change.part, change.before, change.after
    if name == rule_tables.CALENDAR:
        part, before, after = dates.shown(part), _holiday(before), _holiday(after)
    return [part, before or tr("(new)"), after or tr("(taken out)")]


def _holiday(text: str) -> str:
    """Return a day of the calendar with its codes in words."""
    words = {
        "libur_nasional": tr("public holiday"),
        "cuti_bersama": tr("collective leave"),
        "ditetapkan": tr("by decree"),
        "perkiraan": tr("estimated"),
    }
    return ", ".join(words.get(one, one) for one in text.split(", "))
