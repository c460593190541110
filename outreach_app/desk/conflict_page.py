"""M5: one file changed in two places, answer by answer; nothing is overwritten silently."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
)

from outreach_app.clock import at_office
from outreach_app.desk.comparing import Comparing
from outreach_app.desk.side_table import SideTable
from outreach_app.domain.intake import NUMBER_TAKEN, REUSED_ID
from outreach_app.domain.settlement_entries import LAPTOP_SIDE, OFFICE_SIDE, TYPED
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import button, label
from outreach_app.ui.scrolled import add_list, scrolled

TWO_FILES = frozenset({NUMBER_TAKEN, REUSED_ID})
"""Reasons for which the two sides may be of different people."""


def who_when(revision: m.Revision) -> str:
    """Return where a revision comes from, who made it and when, in one line."""
    at = at_office(revision.finished_ms)
    # What the office writes has no number in a laptop's feed.
    where = tr("Office") if revision.entry_number < 0 else revision.device
    return f"{where} · {revision.officer} {day(at.date())} {clock_time(at)}"


class ConflictPage(QScrollArea):
    """What differs, the answer taken of each, an own answer, and why.

    Attributes:
        table: the answers.
        reason: why so; the officer reads it.

    Args:
        comparing: both sides.
        number: of the file.
        name: of its applicant.
    """

    def __init__(self, comparing: Comparing, number: str, name: str) -> None:
        super().__init__()
        self.comparing, self.number = comparing, number
        self._everything = False
        base = comparing.base
        heads = [
            tr("Question"),
            f"{tr('1 Laptop')}\n{who_when(comparing.first)}",
            f"{tr('2 Office')}\n{who_when(comparing.second)}",
        ]
        widths = [210, 280, 280]
        if base is not None:
            heads.insert(1, f"{tr('Before both changes')}\n{who_when(base)}")
            widths.insert(1, 270)
        self.table = SideTable(
            [*heads, tr("Taken")], widths, with_base=base is not None, digits=True
        )
        self.table.typing.connect(self._begin_typing)
        self.table.changed.connect(self._say)
        self.table.currentCellChanged.connect(self._show_current)
        column = scrolled(self)
        column.setSpacing(6)
        changed = tr("Changed in two places: {number}", number=f"{number} · {name}")
        twice = tr("One number, two files: {number}", number=number)
        two = comparing.first.intake_reason in TWO_FILES
        column.addWidget(label(twice if two else changed, "title"))
        if two:
            text = tr(
                "If these are two people, do not mix them: reject the laptop's file with a reason."
                " Its officer makes a new file of the same answers; nothing is lost."
            )
            column.addWidget(label(text, "warn"))
        column.addWidget(label(_from_where(base), "hint"))
        add_list(column, self.table)
        column.addLayout(self._own())
        self.said = label("", "label")
        column.addWidget(self.said)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Reason (required): the officer reads it"))
        self.reason.setAccessibleName(tr("Reason"))
        column.addWidget(self.reason)
        column.addWidget(label(tr("Both sides stay in the history."), "hint"))
        self.setFocusProxy(self.table)
        self._fill()

    def _own(self) -> QHBoxLayout:
        """Return the row in which an answer is taken by mouse or typed."""
        row = QHBoxLayout()
        self._question = label("", "label")
        self.typed, self.picked = QLineEdit(), QComboBox()
        self.typed.returnPressed.connect(self.take_typed)
        self._field = QStackedWidget()
        self._field.addWidget(self.typed)
        self._field.addWidget(self.picked)
        self._field.setMaximumHeight(40)
        row.addWidget(self._question, 2)
        row.addWidget(button(tr("1 Laptop"), lambda: self.table.take(LAPTOP_SIDE)))
        row.addWidget(button(tr("2 Office"), lambda: self.table.take(OFFICE_SIDE)))
        row.addWidget(self._field, 2)
        row.addWidget(button(tr("3 This answer"), self.take_typed))
        return row

    def _fill(self) -> None:
        lines = self.comparing.lines(language())
        self.table.show_lines(lines, everything=self._everything)
        self.table.go_to_open()
        self._show_current()
        self._say()

    def toggle(self) -> None:
        """Show what is the same too, or only what differs."""
        self._everything = not self._everything
        self._fill()

    def _show_current(self) -> None:
        line = self.table.current()
        if line is None:
            return
        self._question.setText(line.label)
        taken = self.table.taken.get(line.field.path, ("", None))
        value = taken[1] if taken[0] == TYPED else ""
        self._field.setCurrentWidget(self.picked if line.choices else self.typed)
        for part in (self.typed, self.picked):
            part.setAccessibleName(tr("Own answer: {question}", question=line.label))
        self.typed.setText(value or "")
        self.picked.clear()
        for key, text in line.choices.items():
            self.picked.addItem(text, key)
        self.picked.setCurrentIndex(self.picked.findData(value) if value else 0)

    def _begin_typing(self) -> None:
        line = self.table.current()
        (self.picked if line is not None and line.choices else self.typed).setFocus()

    def take_typed(self) -> None:
        """Take the answer that was typed or picked."""
        line = self.table.current()
        if line is None:
            return
        value = self.picked.currentData() if line.choices else self.typed.text().strip()
        self.table.take(TYPED, value)
        self.table.setFocus()

    def _say(self) -> None:
        open_ = len(self.table.open_lines())
        self.said.setText(
            tr("{n} answers still need a choice.", n=open_)
            if open_
            else tr("Everything is chosen.")
        )


def _from_where(base: m.Revision | None) -> str:
    keys = tr("In the table: 1 and 2 take a side, 3 types an own answer.")
    if base is None:
        return f"{tr('What was before is not known; both sides stand as they came.')} {keys}"
    return f"{tr('Two changes of the same state ({who}).', who=who_when(base))} {keys}"
