"""The clock of the office's computer at the desk: what is doubtful, who settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.desk.clock_words import span
from outreach_app.i18n import clock_time, day, tr
from outreach_app.officeapi.clock_client import ClockClient
from outreach_app.officeapi.clock_messages import OfficeClock
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow

READ_DEVICES, SETTLE = "device.read", "device.revoke"
"""Permissions to see the clock, and to say that it is right."""


def moment(ms: int) -> str:
    """Return a day and a time of day in the office's zone."""
    at = at_office(ms)
    return f"{day(at.date())} {clock_time(at)}"


def doubt_words(clock: OfficeClock) -> str:
    """Return what is doubtful about the clock, empty when nothing is."""
    if clock.off_s:
        return tr(
            "The clock of the office's computer shows {machine}. That cannot be believed: the "
            "office goes by {now}. Nothing is lost. Set the clock, or say that it is right "
            "(More, Clock of the office).",
            machine=moment(clock.machine_ms),
            now=moment(clock.now_ms),
        )
    if clock.laptops and clock.laptops_off_s > 0:
        return tr(
            "Several laptops agree that the clock of the office's computer is {span} ahead. "
            "Nothing is lost. Look at it and set it.",
            span=span(clock.laptops_off_s),
        )
    if clock.laptops:
        return tr(
            "Several laptops agree that the clock of the office's computer is {span} behind. "
            "Nothing is lost. Look at it and set it.",
            span=span(-clock.laptops_off_s),
        )
    return ""


class ClockPage(QWidget):
    """The office's time, its computer's, and what to do when they differ."""

    def __init__(self, clock: OfficeClock) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(10)
        column.addWidget(label(tr("Clock of the office"), "title"))
        words = doubt_words(clock)
        if words:
            column.addWidget(label(words, "problem"))
        else:
            column.addWidget(label(tr("The clock of the office's computer is believed."), "ok"))
        column.addWidget(_facts(clock))
        if clock.off_s:
            text = tr(
                "A clock that was set while the office ran, or that is earlier than the last call "
                "of a laptop, is not followed by itself. If it is wrong, set it; nothing else is "
                "needed. If it is right, say so: what waits for a time is then counted anew."
            )
            column.addWidget(label(text))
        column.addStretch(1)


def _facts(clock: OfficeClock) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    grid = QGridLayout(card)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setColumnStretch(1, 1)
    facts = (
        (tr("The office goes by"), moment(clock.now_ms)),
        (tr("The computer's clock shows"), moment(clock.machine_ms)),
        (tr("Laptops that disagree"), str(clock.laptops)),
    )
    for at, (name, text) in enumerate(facts):
        head = label(name, "label")
        head.setFixedWidth(theme.px(280))
        grid.addWidget(head, at, 0)
        grid.addWidget(label(text), at, 1)
    return card


class ClockDesk(QObject):
    """Shows the clock of one window's office."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._clock: OfficeClock | None = None

    def recheck(self) -> None:
        """Ask how the clock stands; on the thread that asks the office."""
        if READ_DEVICES in self._window.may:
            self._clock = ClockClient(self._window.client).state()

    def warn(self) -> None:
        """Say on the page that is shown what is doubtful."""
        if self._clock is not None and (words := doubt_words(self._clock)):
            self._window.frame.banner.show_text(words, "warn")

    def show(self) -> None:
        """Show the clock."""
        self._window.ask(ClockClient(self._window.client).state, self._page)

    def _page(self, clock: OfficeClock) -> None:
        window, self._clock = self._window, clock
        others = [
            button(tr("Back"), window.show_menu, "Escape"),
            button(tr("Refresh"), self.show, "F5"),
        ]
        primary = None
        if clock.off_s and SETTLE in window.may:
            text = tr("This computer's clock is right")
            primary = button(text, self._follow, "Ctrl+Return", primary=True)
        window.frame.banner.clear()
        window.show_page(ClockPage(clock), lambda: self._page(clock), others, primary)

    def _follow(self) -> None:
        def followed(clock: OfficeClock) -> None:
            self._page(clock)
            self._window.frame.banner.show_text(tr("The office goes by this clock now."), "ok")

        self._window.ask(ClockClient(self._window.client).follow, followed)
