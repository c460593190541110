"""From the officer to the citizen and back: choose a form, turn the laptop round, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from outreach_app.casework import citizen, citizen_offers, pool
from outreach_app.casework.citizen import Told
from outreach_app.casework.citizen_slips import citizen_slip
from outreach_app.field.citizen_window import CitizenWindow
from outreach_app.field.paper import print_only
from outreach_app.i18n import Language, language, tr
from outreach_app.identity import curtain
from outreach_app.ui.buttons import button, label, secret_line

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

CITIZEN_S = 15 * 60
"""A citizen may think for so long before the laptop takes itself back (decisions B21)."""


class CitizenDesk(QObject):
    """Citizen mode of one window.

    Attributes:
        screen: the citizen's window while the laptop is turned round.
    """

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[QWidget] = []
        self.screen: CitizenWindow | None = None

    def show(self) -> None:
        """L9: what a citizen may want to tell; the officer turns the laptop round."""
        window = self._window
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("For the citizen"), "title"))
        column.addWidget(
            label(tr("Turn the laptop round. You will not see the answers; only the office can."))
        )
        column.addWidget(self._choices(), 1)
        if not self._has_pin():
            column.addWidget(label(tr("Choose a PIN of 4 to 8 digits first"), "label"))
            column.addWidget(label(tr("With it you take the laptop back."), "hint"))
            self.pin = secret_line(tr("Choose a PIN of 4 to 8 digits first"), 240)
            column.addWidget(self.pin)
        window.show_page(page, self.show, [button(tr("Back"), window.day.show_menu, "Escape")])

    def _choices(self) -> QScrollArea:
        place = self._window.open_laptop.place
        waiting, inside = pool.waiting(place), QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for offer in citizen_offers.offers(place):
            column.addWidget(self._choice(offer, waiting.get(offer.service.code, 0)))
        column.addStretch(1)
        # Each open draft and topic is a button: there may be more than fit.
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _choice(self, offer: citizen_offers.Offer, waiting: int) -> QWidget:
        text = offer.title(language())
        if waiting and offer.about is None:
            text = tr("{title}   ({count} sealed today)", title=text, count=waiting)
        made = button(text, lambda: self.start(*offer.key))
        made.setMinimumHeight(44)
        return made

    def _has_pin(self) -> bool:
        laptop = self._window.open_laptop
        return curtain.has_pin(self._window.doors.profile, laptop.officer.officer_id)

    def begin(self, service: str, about: str) -> None:
        """Give the laptop to the citizen, after a PIN was chosen."""
        if self._has_pin():
            self.start(service, about)
        else:
            self.show()

    def start(self, service: str, about: str = "") -> None:
        """Give the laptop to the citizen; a statement is `about` a draft or a topic."""
        window = self._window
        laptop, profile = window.open_laptop, window.doors.profile
        unlocked = laptop.place.unlocked
        if not self._has_pin() and not window.guarded(
            lambda: curtain.set_pin(profile, unlocked, self.pin.text())
        ):
            return

        def open_form(spoken: Language) -> citizen.CitizenForm:
            return citizen.open_form(laptop.place, service, spoken, about)

        def go() -> None:
            self.screen = CitizenWindow(
                open_form,
                lambda pin: curtain.pin_fits(profile, unlocked, pin),
                self.given_back,
                self._print,
            )

        if window.guarded(go) and self.screen is not None:
            self._turn_round(self.screen)

    def _turn_round(self, screen: CitizenWindow) -> None:
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not screen]
        self._hidden = shown
        self._window.idle.exempt(CITIZEN_S)
        screen.showFullScreen()
        for other in shown:
            other.hide()
        handle = screen.windowHandle()
        if handle is not None:
            # Keys stay in this window even if something else asks for them (decisions B21).
            handle.setKeyboardGrabEnabled(True)
        screen.activateWindow()

    def given_back(self, fitted: bool) -> None:
        """Show the officer's window again; without the PIN it locks."""
        screen, self.screen = self.screen, None
        for other in self._hidden:
            other.show()
        self._hidden = []
        if screen is not None:
            handle = screen.windowHandle()
            if handle is not None:
                handle.setKeyboardGrabEnabled(False)
            screen.close()
            screen.deleteLater()
        if fitted:
            self.show()
        else:
            self._window.gate.lock()

    def _print(self, told: Told, spoken: Language) -> str:
        place = self._window.open_laptop.place
        if print_only(citizen_slip(place, told, spoken)):
            return tr("The slip was sent to the printer.")
        return tr("No printer answers. Please write down number and code.")
