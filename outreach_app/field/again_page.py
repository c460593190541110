"""This laptop is a copy, was set back, or was stopped: what happened, what is safe, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from outreach_app.casework.link import SyncState
from outreach_app.i18n import number, tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import label

COPIED, SET_BACK, REVOKED, WORKING = "copied", "set_back", "revoked", "working"


def kind_of(state: SyncState) -> str:
    """Return which of the pages a laptop's standing asks for."""
    if state.standing == "revoked":
        return REVOKED
    if state.standing == "frozen":
        return SET_BACK if state.set_back else COPIED
    return WORKING


@dataclass(frozen=True, slots=True)
class AgainWords:
    """The page's words: each a paragraph or a step."""

    title: str
    happened: str
    safe: str
    steps: tuple[str, ...]


def words(state: SyncState, device: str) -> AgainWords:
    """Return what is said for a standing."""
    waiting = state.places.unsent
    kept = tr("Every file stays on this laptop, and all of them have reached the office.")
    if waiting:
        kept = tr(
            "Every file stays on this laptop; {n} of them have not reached the office.",
            n=number(waiting),
        )
    again = tr(
        "Phone the office for a new code, type it here and enrol again. What is missing there is"
        " sent again by itself; nothing is doubled, numbers on slips stay good."
    )
    told = {
        COPIED: AgainWords(
            tr("A copy of {laptop} exists", laptop=device),
            tr(
                "Two laptops, or two copies of this disk, write under one identity. The office"
                " keeps what both wrote and takes in nothing new until a clerk has looked."
            ),
            kept,
            (
                tr("Make no new files here until it is enrolled again."),
                tr("Find the other laptop or the copy and tell the office which one is in use."),
                again,
            ),
        ),
        SET_BACK: AgainWords(
            tr("{laptop} was set back to an older state", laptop=device),
            tr(
                "The office has entries of this laptop that are not here any more: an older backup"
                " was restored. They are safe at the office."
            ),
            kept,
            (tr("Make no new files here until it is enrolled again."), again),
        ),
        REVOKED: AgainWords(
            tr("The office has stopped {laptop}", laptop=device),
            tr(
                "Its permission was taken away. What waits here may still be sent, or saved to"
                " USB: the office stores it and a clerk looks at it. No news comes any more."
            ),
            kept,
            (
                tr("Make no new files; use paper slips or another laptop."),
                tr("Send what waits, and phone the office."),
                tr("If the office gives the permission back, it gives a code: type it here."),
            ),
        ),
        WORKING: AgainWords(
            tr("Enrol {laptop} again", laptop=device),
            tr("This laptop works as it should. Enrol it again only when the office asks you to."),
            kept,
            (again,),
        ),
    }
    return told[kind_of(state)]


class AgainPage(QScrollArea):
    """The words and one field for the code.

    Attributes:
        code: as the office gave it.

    Signals:
        wanted: Enter was pressed in the code.
    """

    wanted = Signal()

    def __init__(self, state: SyncState, device: str) -> None:
        super().__init__()
        self.kind = kind_of(state)
        said = words(state, device)
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(said.title, "big"))
        column.addWidget(_part(tr("What happened"), (said.happened,)))
        column.addWidget(_part(tr("What is safe"), (said.safe,)))
        steps = [f"{at}. {step}" for at, step in enumerate(said.steps, 1)]
        column.addWidget(_part(tr("What to do"), steps))
        self.code = QLineEdit()
        self.code.setProperty("mono", True)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX")
        self.code.setAccessibleName(tr("Code of the office"))
        self.code.setMaximumWidth(theme.px(420))
        self.code.returnPressed.connect(self.wanted)
        column.addWidget(label(tr("Code of the office"), "label"))
        column.addWidget(self.code)
        self.problem = label("", "problem")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.code)

    def refused(self, text: str) -> None:
        """Say why it was not enrolled; the code stays."""
        self.problem.setText(text)
        self.problem.show()
        self.code.setFocus()


def _part(head: str, lines: tuple[str, ...] | list[str]) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(4)
    column.addWidget(label(head, "label"))
    for line in lines:
        column.addWidget(label(line))
    return card
