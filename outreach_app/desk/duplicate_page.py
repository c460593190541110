"""M3: two files that may be of one person, side by side, and the clerk's word on them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from outreach_app.clock import at_office
from outreach_app.desk.batch_pages import intake_text
from outreach_app.desk.comparing import Comparing
from outreach_app.desk.side_table import SideTable
from outreach_app.domain.regions import pekon
from outreach_app.domain.settlement_entries import OFFICE_SIDE
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import label
from outreach_app.ui.flow import in_flow
from outreach_app.ui.scrolled import add_list, scrolled
from outreach_app.ui.service_words import service_title

SAME, OTHER, ASK = "same", "other", "ask"


class DuplicatePage(QScrollArea):
    """The held file beside the one that stands.

    Attributes:
        held, kept: both files.
        choices: word -> its button: one file (`same`), both stay (`other`), ask the officer.
        reason: why so; the officer reads it.

    Args:
        comparing: `first` is the held file, `second` the kept one.
    """

    def __init__(self, held: m.CaseView, kept: m.CaseView, comparing: Comparing) -> None:
        super().__init__()
        self.held, self.kept, self.comparing = held, kept, comparing
        self.open_nik = False
        self._everything = not any(x.field.differs for x in comparing.lines(language()))
        self.choices: dict[str, QPushButton] = {}
        self.table = SideTable(
            [tr("Question"), held.row.number, kept.row.number, tr("Taken into one file")],
            (240, 350, 350),
            with_base=False,
            digits=False,
        )
        column = scrolled(self)
        column.setSpacing(6)
        column.addWidget(label(tr("Possibly the same person"), "title"))
        column.addWidget(label(intake_text(held.row), "warn"))
        column.addLayout(self._files())
        self.counted = label("", "hint")
        column.addWidget(self.counted)
        add_list(column, self.table)
        column.addWidget(in_flow(self._words()))
        self.said = label("", "hint")
        column.addWidget(self.said)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Reason (required): the officer reads it"))
        self.reason.setAccessibleName(tr("Reason"))
        column.addWidget(self.reason)
        self.setFocusProxy(self.table)
        self._say()
        self.fill()

    def _files(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for at, (head, view) in enumerate(
            ((tr("Held"), self.held), (tr("Taken in before"), self.kept))
        ):
            grid.addWidget(_card(head, view), 0, at)
            grid.setColumnStretch(at, 1)
        return grid

    def _words(self) -> list[QPushButton]:
        group = QButtonGroup(self)
        for at, (name, text) in enumerate(
            (
                (SAME, tr("Same person: one file")),
                (OTHER, tr("Another person or application")),
                (ASK, tr("Ask the officer")),
            )
        ):
            made = QPushButton(f"{at + 1}  {text}")
            made.setCheckable(True)
            made.setShortcut(f"Alt+{at + 1}")
            made.setAccessibleName(text)
            made.clicked.connect(self._say)
            group.addButton(made)
            self.choices[name] = made
        return list(self.choices.values())

    def fill(self) -> None:
        """Show the answers, the kept file's taken unless the clerk says otherwise."""
        lines = self.comparing.lines(language(), open_nik=self.open_nik)
        for line in lines:
            if line.field.needs_choice:
                self.table.taken.setdefault(line.field.path, (OFFICE_SIDE, line.field.office))
        differ = sum(line.field.differs for line in lines)
        self.counted.setText(
            tr(
                "{n} answers differ, {m} are the same. Space takes the other side into one file.",
                n=differ,
                m=len(lines) - differ,
            )
        )
        self.table.show_lines(lines, everything=self._everything)

    def toggle(self) -> None:
        """Show what is the same too, or only what differs."""
        self._everything = not self._everything
        self.fill()

    def show_nik(self) -> None:
        """Show NIK and KK in full, as the office has noted."""
        self.open_nik = self._everything = True
        self.fill()

    def chosen(self) -> str:
        """Return the clerk's word, empty while there is none."""
        return next((name for name, made in self.choices.items() if made.isChecked()), "")

    def _say(self) -> None:
        kept, held = self.kept.row.number, self.held.row.number
        told = {
            SAME: tr(
                "{held} is not taken in; what you take of it goes into {kept}.",
                held=held,
                kept=kept,
            ),
            OTHER: tr("Both files stay, {held} is taken in.", held=held),
            ASK: tr("{held} stays held until its officer corrects it.", held=held),
        }
        self.said.setText(told.get(self.chosen(), tr("Choose 1, 2 or 3 with Alt.")))


def _card(head: str, view: m.CaseView) -> QFrame:
    made = QFrame()
    made.setObjectName("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(2)
    row, at = view.row, at_office(view.row.finished_ms)
    place = pekon(view.pekon)
    column.addWidget(label(f"{head}: {row.number}", "label"))
    column.addWidget(label(f"{row.name} · {row.nik_masked} · {service_title(row.service)}"))
    taken = f"{view.device} · {row.officer} {day(at.date())} {clock_time(at)}"
    where = label(f"{taken} · {place.label if place else view.pekon}", "hint")
    where.setAlignment(Qt.AlignmentFlag.AlignLeft)
    column.addWidget(where)
    return made
