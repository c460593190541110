"""L11, the sync panel: what waits, what arrived, what sending does now, what is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach_app.casework.link import SyncState
from outreach_app.casework.link_log import LinkLog
from outreach_app.field import sending
from outreach_app.i18n import language, number, tr, translate
from outreach_app.store.rows import Record
from outreach_app.ui import theme
from outreach_app.ui.buttons import label

_STEPS = 4
"""A screen reader is told at every quarter, not at every exchange."""


class SendPage(QScrollArea):
    """The panel; it is told how things stand and shows it.

    Args:
        ways_on: the buttons that mend or export a held file.
    """

    def __init__(self, ways_on: Callable[[Record], Sequence[QPushButton]]) -> None:
        super().__init__()
        self._ways_on, self._announced = ways_on, 0
        self.waiting, self.arrived, self.clock = label(""), label(""), label("")
        self.now = QLabel()
        self.now.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pace, self.cuts, self.advice = (label("", "hint") for _ in range(3))
        self.notes = label("", "hint")
        self._held = QVBoxLayout()
        self._shown_held: tuple[Record, ...] = ()
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(tr("Send to the office"), "title"))
        column.addWidget(self._facts())
        column.addWidget(self._running())
        column.addLayout(self._held)
        column.addWidget(self.advice)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _facts(self) -> QWidget:
        card = _card()
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setColumnStretch(1, 1)
        rows = (
            (tr("Not sent yet"), self.waiting),
            (tr("Reached the office"), self.arrived),
            (tr("Laptop clock"), self.clock),
        )
        for at, (name, value) in enumerate(rows):
            head = label(name, "label")
            head.setFixedWidth(theme.px(190))
            grid.addWidget(head, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        return card

    def _running(self) -> QWidget:
        card = _card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        for widget in (self.now, self.bar, self.pace, self.cuts, self.notes):
            column.addWidget(widget)
        return card

    def show_state(
        self, state: SyncState, log: LinkLog, now_s: float, now: datetime, now_ms: int
    ) -> None:
        """Show how things stand; called at every event and every second.

        Args:
            state: of the laptop.
            log: of the link.
            now_s: monotonic seconds.
            now: the office's time as the laptop knows it.
            now_ms: the laptop's clock.
        """
        _say(self.waiting, sending.waiting_text(state))
        _say(self.arrived, _arrived(state, now_ms))
        _say(self.clock, _clock(state), "warn" if state.clock_is_off else "")
        text, level = sending.headline(state, log, now_s, now)
        _say(self.now, text, {"error": "problem", "warn": "warn", "ok": "ok"}.get(level, "label"))
        _say(self.advice, sending.advice(state, log), "hint")
        _say(
            self.notes,
            "\n".join(sending.notes(state, now_ms)),
            "warn" if state.contradicted_ms else "hint",
        )
        self.notes.setVisible(bool(self.notes.text()))
        self._show_progress(log, now_s)
        if state.held != self._shown_held:
            self._shown_held = state.held
            self._show_held(state.held)

    def _show_progress(self, log: LinkLog, now_s: float) -> None:
        done, total = log.bar
        self.bar.setVisible(log.running and total > 0)
        self.bar.setMaximum(max(1, total))
        self.bar.setValue(done)
        for widget, text in (
            (self.pace, sending.pace_text(log, now_s)),
            (self.cuts, sending.cuts_text(log)),
        ):
            _say(widget, text, "hint")
            widget.setVisible(bool(text))
        quarter = _STEPS * done // max(1, total)
        if quarter != self._announced:
            self._announced = quarter
            self.bar.setAccessibleDescription(f"{self.now.text()} {self.pace.text()}")

    def _show_held(self, held: Sequence[Record]) -> None:
        while item := self._held.takeAt(0):
            if (old := item.widget()) is not None:
                old.deleteLater()
        if held:
            self._held.addWidget(label(tr("Held by the office: {n}", n=len(held)), "label"))
        for record in held:
            self._held.addWidget(self._held_row(record))

    def _held_row(self, record: Record) -> QWidget:
        card = _card()
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 8, 8, 8)
        reason = translate(language(), record.intake_reason, **record.intake_facts)
        row.addWidget(label(f"{record.number} · {record.name}\n{reason}"), 1)
        for made in self._ways_on(record):
            made.setAccessibleName(f"{made.accessibleName()} {record.number}")
            row.addWidget(made)
        return card

    def texts(self) -> str:
        """Return everything it says now."""
        shown = (
            self.waiting,
            self.arrived,
            self.clock,
            self.now,
            self.pace,
            self.cuts,
            self.notes,
            self.advice,
        )
        return "\n".join(widget.text() for widget in shown if widget.text())


def _arrived(state: SyncState, now_ms: int) -> str:
    places = state.places
    here = places.at_office + places.held + places.rejected + places.decided
    parts = [tr("{n} files", n=number(here))]
    if places.decided:
        parts.append(tr("{n} of them decided", n=number(places.decided)))
    parts.append(tr("Office last reached: {when}", when=sending.contact_text(state, now_ms)))
    return " · ".join(parts)


def _clock(state: SyncState) -> str:
    text = sending.clock_text(state)
    if not state.clock_is_off:
        return text
    hint = tr("Set the laptop's clock, or go on: order is kept and the office corrects the time.")
    return f"{text}. {hint}"


def _card() -> QFrame:
    made = QFrame()
    made.setObjectName("card")
    return made


def _say(widget: QLabel, text: str, role: str = "") -> None:
    if (widget.property("role") or "") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        # A label takes the padding of its first role only.
        widget.setContentsMargins(*((10, 4, 8, 4) if role in ("warn", "problem") else (0, 0, 0, 0)))
    if widget.text() != text:
        widget.setText(text)
