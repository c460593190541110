"""The right side of a file at the desk: where the case stands, what may be done, what is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach_app.clock import at_office
from outreach_app.desk.telling_words import how_text
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.officeapi import case_messages as cm
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import typed
from outreach_app.ui.flow import FlowLayout

_LAST = 6
_ON_WORD_OF = {
    "applicant": "Recorded because the applicant asked for it.",
    "officer": "Recorded because the visiting officer reported it.",
}
_MOMENT = re.compile(r"\s*(\S+)\s+(\d{1,2})[.:](\d{2})\s*")


def clock_text(clock: cm.CaseClock) -> str:
    """Return how a case stands against its deadline, by the name of the clock."""
    if clock.left is None:
        return tr("No clock runs.")
    name = tr("Our own clock") if clock.name == "own" else tr("Legal clock")
    due = day(date.fromisoformat(clock.due))
    if clock.stopped_since:
        since = day(date.fromisoformat(clock.stopped_since))
        return tr(
            "{name}: stopped since {since}, {left} days left",
            name=name,
            since=since,
            left=clock.left,
        )
    if clock.left < 0:
        return tr(
            "{name}: {days} working days late (by {due})", name=name, days=-clock.left, due=due
        )
    return tr("{name}: {left} working days left, by {due}", name=name, left=clock.left, due=due)


def forecast_text(clock: cm.CaseClock) -> str:
    """Return when it will probably be done; empty when too little is known."""
    if not clock.forecast:
        return ""
    on = day(date.fromisoformat(clock.forecast))
    late = tr("likely late") if clock.will_be_late else tr("likely in time")
    return tr("Forecast {on}, {late} ({n} cases before)", on=on, late=late, n=clock.seen)


class CaseCard(QFrame):
    """State, clock, moves and words of one case; a record has only its history.

    Attributes:
        choices: state -> button of the moves that are possible now.
        reason, due, appointment: what a move may need.
    """

    def __init__(self, state: cm.CaseState | None) -> None:
        super().__init__()
        self.setObjectName("card")
        self._state = state
        self.choices: dict[str, QPushButton] = {}
        self.reason, self.due, self.appointment = QLineEdit(), QLineEdit(), QLineEdit()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        if state is None:
            self._column.addWidget(label(tr("This record opens no case."), "title"))
        else:
            self._fill(state)
        self._column.addStretch(1)

    def _fill(self, state: cm.CaseState) -> None:
        title = state.title_id if language() == "id" else state.title_en
        self._column.addWidget(label(title, "title"))
        urgent = state.clock.left is not None and state.clock.left <= 1
        self._column.addWidget(label(clock_text(state.clock), "warn" if urgent else "label"))
        if text := forecast_text(state.clock):
            self._column.addWidget(label(text, "hint"))
        if state.untold:
            text = tr("The applicant has not been told of the other appointment yet.")
            self._column.addWidget(label(text, "warn"))
        self._add_moves(state)
        self._add_fields(state)
        self._add_words(state)
        self._column.addWidget(label(tr("History"), "label"))
        for _, text in history(state)[-_LAST:]:
            self._column.addWidget(label(text, "hint"))

    def _add_moves(self, state: cm.CaseState) -> None:
        group, holder = QButtonGroup(self), QWidget()
        beside = FlowLayout(2, fill=True, gap=6)  # or one below the other, with large text
        for at, move in enumerate(state.moves):
            title = move.title_id if language() == "id" else move.title_en
            title = tr("Back to: {state}", state=title) if move.back else title
            title = tr("Move the appointment") if move.state == state.state else title
            made = QPushButton(f"{at + 1}  {title}")
            made.setCheckable(True)
            made.setShortcut(f"Alt+{at + 1}")
            made.setAccessibleName(title)
            made.clicked.connect(self._show_needs)
            group.addButton(made)
            self.choices[move.state] = made
            beside.addWidget(made)
        holder.setLayout(beside)
        self._column.addWidget(holder)
        if not state.moves:
            self._column.addWidget(label(tr("Nothing can be decided here now."), "hint"))

    def _add_fields(self, state: cm.CaseState) -> None:
        self.needs = label("", "hint")
        if not state.moves:
            return
        self._column.addWidget(self.needs)
        row = QGridLayout()
        row.setSpacing(4)
        for at, (text, field, hint) in enumerate(
            (
                (tr("Reason"), self.reason, tr("as the applicant will read it")),
                (tr("No later than"), self.due, tr("28-12-2026")),
                (tr("Appointment"), self.appointment, tr("07-12-2026 09.00")),
            )
        ):
            row.addWidget(label(text, "label"), at, 0)
            field.setPlaceholderText(hint)
            field.setAccessibleName(text)
            row.addWidget(field, at, 1)
        self._column.addLayout(row)
        self._show_needs()

    def _show_needs(self) -> None:
        move = self.move_chosen()
        if move is None:
            self.needs.setText(tr("Choose what happens next."))
            return
        wanted = [
            text
            for needed, text in (
                (move.reason, tr("a reason")),
                (move.appointment, tr("day and time")),
                (move.due, tr("a day")),
            )
            if needed
        ]
        text = tr("Needed: {what}.", what=", ".join(wanted)) if wanted else ""
        if move.on_word_of in _ON_WORD_OF:
            text = f"{tr(_ON_WORD_OF[move.on_word_of])} {text}".strip()
        if move.limit_days:
            text = f"{text} {tr('Without a day: {n} days from today.', n=move.limit_days)}".strip()
        self.needs.setText(text or tr("Nothing else is needed."))

    def _add_words(self, state: cm.CaseState) -> None:
        told = state.told_id if language() == "id" else state.told_en
        self._column.addWidget(label(tr("The applicant reads"), "label"))
        self._column.addWidget(label(" ".join(told)))
        ready = next((t for t in state.texts if t.language == language()), None)
        if ready is None:
            return
        row = QHBoxLayout()
        row.addWidget(button(tr("Copy text"), lambda: copy(ready.text)))
        for text, link in (("WhatsApp", ready.whatsapp), ("SMS", ready.sms)):
            if link:
                row.addWidget(button(text, _opening(link)))
        row.addStretch(1)
        self._column.addLayout(row)

    def chosen(self) -> str:
        """Return the chosen state, empty when none is."""
        return next((s for s, made in self.choices.items() if made.isChecked()), "")

    def move_chosen(self) -> cm.MoveOption | None:
        """Return the chosen move."""
        moves = self._state.moves if self._state else ()
        return next((move for move in moves if move.state == self.chosen()), None)

    def said(self) -> tuple[str, str, str]:
        """Return reason, ISO day and ISO moment as typed."""
        return self.reason.text().strip(), typed(self.due.text()), moment(self.appointment.text())


def moment(text: str) -> str:
    """Return `2026-12-07T09:00` for `07-12-2026 09.00`; other text as it is."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return text.strip()
    return f"{typed(found[1])}T{int(found[2]):02d}:{found[3]}"


def appointment_text(iso: str) -> str:
    """Return an appointment of the history; empty when there was none."""
    if not iso:
        return ""
    at = datetime.fromisoformat(iso)
    return tr("appointment {at}", at=f"{day(at.date())} {clock_time(at)}")


def history(state: cm.CaseState) -> list[tuple[int, str]]:
    """Return time and line of every step, and of every time that the applicant was told."""
    lines = [(step.at_ms, step_text(step)) for step in state.steps]
    lines += [(one.at_ms, told_text(one)) for one in state.telling]
    return sorted(lines, key=lambda line: line[0])


def told_text(one: cm.ToldLine) -> str:
    """Return a line of the history about telling the applicant."""
    at = at_office(one.at_ms)
    when = f"{day(at.date())} {clock_time(at)}"
    parts = (when, how_text(one.how), appointment_text(one.appointment))
    return "  ".join(filter(None, (*parts, one.officer, one.note)))


def step_text(step: cm.CaseStep) -> str:
    """Return a line of the history."""
    at = at_office(step.at_ms)
    title = step.title_id if language() == "id" else step.title_en
    when = appointment_text(step.appointment)
    parts = [f"{day(at.date())} {clock_time(at)}", title, when, step.clerk, step.reason]
    return "  ".join(filter(None, parts))


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def _opening(link: str) -> Callable[[], object]:
    return lambda: QDesktopServices.openUrl(QUrl(link))
