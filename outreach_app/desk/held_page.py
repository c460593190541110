"""Everything held: why, since when, who must act; many at once, nothing blocks anything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from outreach_app.clock import at_office
from outreach_app.domain.entries import ACCEPTED, HELD, REJECTED
from outreach_app.i18n import clock_time, day, language, tr, translate
from outreach_app.officeapi import messages as m
from outreach_app.officeapi import settlement_messages as s
from outreach_app.ui.buttons import button, label
from outreach_app.ui.flow import in_flow
from outreach_app.ui.scrolled import add_list, scrolled
from outreach_app.ui.service_words import service_title
from outreach_app.ui.tables import fill, table

LAPTOP = "laptop"
ALL, MINE, NOBODY, OFFICER, COLLEAGUE = "all", "mine", "nobody", "officer", "colleague"
_FILTERS = {
    ALL: "All",
    NOBODY: "Nobody's",
    MINE: "Mine",
    COLLEAGUE: "Colleagues'",
    OFFICER: "Officers'",
}
SORTS = {
    "INTAKE_003": "Number used twice",
    "INTAKE_004": "Changed in two places",
    "INTAKE_005": "NIK cannot be right",
    "INTAKE_006": "Possible duplicate",
    "INTAKE_007": "Came twice, different",
    "INTAKE_008": "Cannot be read yet",
    "INTAKE_023": "Officer was asked",
}


def sort_words(reason: str) -> str:
    """Return a reason in two or three words; its whole sentence stands in the list."""
    return tr(SORTS.get(reason, reason))


@dataclass(frozen=True, slots=True)
class Held:
    """What the page shows: files, who is looking, and who may act."""

    files: tuple[s.HeldFile, ...]
    me: str
    owners: tuple[m.Clerk, ...]

    def side(self, file: s.HeldFile) -> str:
        """Return under which filter a file stands."""
        if file.owner == LAPTOP:
            return OFFICER
        if not file.owner:
            return NOBODY
        return MINE if file.owner == self.me else COLLEAGUE

    def owner_words(self, file: s.HeldFile) -> str:
        """Return who must act."""
        if file.owner == LAPTOP:
            return tr("Officer {who}, {laptop}", who=file.officer, laptop=file.device)
        names = {clerk.clerk: clerk.name for clerk in self.owners}
        return names.get(file.owner, file.owner) or tr("nobody yet")


class HeldPage(QScrollArea):
    """The list with its filters.

    Attributes:
        filters: name -> button.
        sort: reasons to narrow by.
        reason: why it is let through, rejected or asked.
        to_whom: the clerk who is to act.

    Args:
        held: what is held.
        open_file: compares or shows a file.
        own: gives the chosen files to somebody.
        settle: (state, sentence) for the chosen files.
    """

    def __init__(
        self,
        held: Held,
        open_file: Callable[[s.HeldFile], object],
        own: Callable[[Sequence[s.HeldFile], str], object],
        settle: Callable[[Sequence[s.HeldFile], str, str], object],
    ) -> None:
        super().__init__()
        self.held, self._open, self._own, self._settle = held, open_file, own, settle
        self._shown: tuple[s.HeldFile, ...] = ()
        column = scrolled(self)
        column.setSpacing(8)
        column.addWidget(label(tr("Held: {n}", n=len(held.files)), "title"))
        column.addWidget(label(tr("A held file stops no other. Both sides are kept."), "hint"))
        column.addWidget(in_flow(self._filter_parts()))
        heads = [
            tr(h) for h in ("Number", "Name", "Service", "Laptop", "Reason", "Since", "Who acts")
        ]
        self.table = table(heads, (195, 170, 100, 95, 395, 160), lambda _: self.open_current())
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setWordWrap(True)
        self.table.itemSelectionChanged.connect(self._say)
        add_list(column, self.table)
        self.said = label("", "label")
        column.addWidget(self.said)
        column.addWidget(in_flow(self._owner_parts()))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Reason (required): the officer reads it"))
        self.reason.setAccessibleName(tr("Reason"))
        column.addWidget(self.reason)
        column.addWidget(in_flow(self._settle_parts()))
        self.setFocusProxy(self.table)
        self.refresh()

    def _filter_parts(self) -> list[QWidget]:
        group = QButtonGroup(self)
        counted = Counter(self.held.side(file) for file in self.held.files)
        counted[ALL] = len(self.held.files)
        self.filters: dict[str, QPushButton] = {}
        for name, text in _FILTERS.items():
            made = QPushButton(f"{tr(text)} ({counted[name]})")
            made.setCheckable(True)
            made.setChecked(name == ALL)
            made.clicked.connect(self.refresh)
            group.addButton(made)
            self.filters[name] = made
        self.sort = QComboBox()
        self.sort.setAccessibleName(tr("Reason"))
        self.sort.addItem(tr("Every reason"), "")
        for reason, count in Counter(file.reason for file in self.held.files).most_common():
            self.sort.addItem(f"{sort_words(reason)} ({count})", reason)
        self.sort.currentIndexChanged.connect(self.refresh)
        return [*self.filters.values(), self.sort]

    def _owner_parts(self) -> list[QWidget]:
        self.to_whom = QComboBox()
        self.to_whom.setAccessibleName(tr("Give to"))
        for clerk in self.held.owners:
            if clerk.clerk != self.held.me:
                self.to_whom.addItem(clerk.name, clerk.clerk)
        self.to_whom.addItem(tr("The officer of the laptop"), LAPTOP)
        self.to_whom.addItem(tr("Nobody"), "")
        return [
            button(tr("I take it over"), lambda: self.own(self.held.me), "Ctrl+T"),
            self.to_whom,
            button(tr("Give"), lambda: self.own(str(self.to_whom.currentData()))),
        ]

    def _settle_parts(self) -> list[QWidget]:
        return [
            button(text, partial(self.settle, state))
            for text, state in (
                (tr("Let through"), ACCEPTED),
                (tr("Ask the officer"), HELD),
                (tr("Reject"), REJECTED),
            )
        ]

    def refresh(self) -> None:
        """Show what the filters leave."""
        wanted = next(name for name, made in self.filters.items() if made.isChecked())
        reason = self.sort.currentData()
        self._shown = tuple(
            file
            for file in self.held.files
            if wanted in (ALL, self.held.side(file)) and reason in ("", file.reason)
        )
        fill(self.table, [self._cells(file) for file in self._shown])
        self._say()

    def _cells(self, file: s.HeldFile) -> list[str]:
        at = at_office(file.arrived_ms)
        return [
            file.number,
            file.name,
            service_title(file.service),
            f"{file.device} {file.officer}",
            translate(language(), file.reason, **file.facts),
            f"{day(at.date())} {clock_time(at)}",
            self.held.owner_words(file),
        ]

    def chosen(self) -> tuple[s.HeldFile, ...]:
        """Return the selected files."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return tuple(self._shown[row] for row in rows if row < len(self._shown))

    def _say(self) -> None:
        n = len(self.chosen())
        text = tr("{n} chosen. Ctrl+Space and Shift choose more.", n=n)
        self.said.setText(text if self._shown else tr("Nothing is held here."))

    def open_current(self) -> None:
        """Compare or show the file in hand."""
        at = self.table.currentRow()
        if 0 <= at < len(self._shown):
            self._open(self._shown[at])

    def own(self, who: str) -> None:
        """Say who acts on the chosen files."""
        if files := self.chosen():
            self._own(files, who)

    def settle(self, state: str) -> None:
        """Settle the chosen files with the reason typed."""
        if files := self.chosen():
            self._settle(files, state, self.reason.text().strip())
