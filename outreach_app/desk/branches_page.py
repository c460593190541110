"""Branches of one laptop beside each other: what each holds, where they part, which counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from outreach_app.clock import at_office
from outreach_app.i18n import clock_time, day, tr
from outreach_app.officeapi import link_messages as lm
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table

LETTERS = "ABCDEFGH"
KINDS: Mapping[str, str] = {
    "day.opened": "day opened",
    "day.closed": "day closed",
    "ticket.changed": "ticket",
    "record.finished": "file",
    "record.cancelled": "file voided",
    "draft.handed_over": "draft handed over",
    "slip.printed": "slip printed",
    "citizen.sealed": "sealed report or survey",
    "slot.given": "slot given",
    "scan.added": "scan",
    "publication.read": "material read",
}


def kind_words(kind: str) -> str:
    """Return the kind of an entry in words; one that is not known yet as it is called."""
    return tr(KINDS.get(kind, kind))


class BranchesPage(QWidget):
    """One card for each branch, and what happens next.

    Attributes:
        choices: one button for each branch.
    """

    def __init__(self, told: lm.Branches) -> None:
        super().__init__()
        self.told = told
        self.choices: list[QPushButton] = []
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(8)
        column.addWidget(label(tr("Held entries of {laptop}", laptop=told.device), "title"))
        column.addWidget(label(self._why(), "warn"))
        self.code = label("", "called")
        self.code.hide()
        column.addWidget(self.code)
        row = QHBoxLayout()
        row.setSpacing(16)
        for at, branch in enumerate(told.branches):
            row.addWidget(self._card(LETTERS[at % len(LETTERS)], at, branch), 1)
        column.addLayout(row, 1)
        column.addWidget(label(self._next(), "hint"))
        if self.choices:
            self.setFocusProxy(self.choices[0])

    def _why(self) -> str:
        told = self.told
        if not told.branches:
            return tr("Nothing waits here for a clerk's word.")
        if told.standing == "revoked" and len(told.branches) == 1:
            return tr(
                "Sent after the permission was taken away, from entry {n} on. Nothing is lost.",
                n=told.since,
            )
        return tr(
            "Up to entry {n} both are the same; from {m} on they part. Both are kept.",
            n=told.since - 1,
            m=told.since,
        )

    def _next(self) -> str:
        return tr(
            "What you take counts; what you do not take stays stored and held. Then every laptop"
            " concerned is enrolled again with a code of its own: it sends once more what is not"
            " taken in, under the same revision ids, so nothing is doubled."
        )

    def _card(self, letter: str, at: int, branch: lm.Branch) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        made = QPushButton(f"{at + 1}  {tr('Branch {letter}', letter=letter)}")
        made.setCheckable(True)
        made.setShortcut(f"Alt+{at + 1}")
        made.setAccessibleName(tr("Branch {letter}", letter=letter))
        self._group.addButton(made)
        self.choices.append(made)
        column.addWidget(made)
        column.addWidget(label(_standing(branch), "ok" if branch.current else "label"))
        column.addWidget(label(_span(branch), "hint"))
        column.addWidget(label(", ".join(_counted(branch.counts))))
        column.addWidget(_entries(branch), 1)
        return card

    def chosen(self) -> lm.Branch | None:
        """Return the chosen branch."""
        marked = [at for at, made in enumerate(self.choices) if made.isChecked()]
        return self.told.branches[marked[0]] if marked else None

    def show_code(self, code: m.EnrolmentCode) -> None:
        """Show a code to type on the laptop."""
        self.code.setText(code.code)
        self.code.show()


def _standing(branch: lm.Branch) -> str:
    if branch.chosen_by:
        text = tr("Taken by {clerk}", clerk=branch.chosen_by)
        return text if branch.current else f"{text}; {tr('held now')}"
    return tr("Counts now") if branch.current else tr("Held")


def _span(branch: lm.Branch) -> str:
    first, last = at_office(branch.first_ms), at_office(branch.last_ms)
    return tr(
        "Entries {first} to {last}, written {since} to {until}",
        first=branch.first,
        last=branch.last,
        since=f"{day(first.date())} {clock_time(first)}",
        until=f"{day(last.date())} {clock_time(last)}",
    )


def _counted(counts: Mapping[str, int]) -> list[str]:
    return [f"{kind_words(sort)}: {count}" for sort, count in counts.items()]


def _entries(branch: lm.Branch) -> QTableWidget:
    made = table([tr(h) for h in ("Entry", "When", "What", "Name")], (60, 90, 250))
    rows = []
    for one in branch.entries:
        at = at_office(one.time_ms)
        what = one.case or kind_words(one.kind)
        rows.append([str(one.number), clock_time(at), what, one.name])
    fill(made, rows)
    made.setAccessibleName(tr("Entries"))
    return made
