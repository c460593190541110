"""A caller with number and code: read the answer aloud, write down what the caller says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from outreach_app.domain import numbering, threads
from outreach_app.errors import UserProblem
from outreach_app.i18n import language, tr
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import shown


class CallerPage(QWidget):
    """Number and code at the left, what may be read aloud at the right.

    Args:
        ask: reads or replies.
    """

    def __init__(self, ask: Callable[[cm.CallerReply], object]) -> None:
        super().__init__()
        self._ask = ask
        self.number, self.code, self.text = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(16)
        row.addLayout(self._asked(), 2)
        self.card = QFrame()
        self.card.setObjectName("card")
        self._said = QVBoxLayout(self.card)
        row.addWidget(self.card, 3)
        self.card.hide()
        self.number.returnPressed.connect(self.code.setFocus)
        self.code.returnPressed.connect(self.look)
        self.setFocusProxy(self.number)

    def _asked(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label(tr("A caller with number and code"), "title"))
        hint = tr("Only somebody who has both may hear the answer. Ask for no name.")
        column.addWidget(label(hint, "hint"))
        for text, field in (("Number", self.number), ("Check code", self.code)):
            column.addWidget(label(tr(text), "label"))
            column.addWidget(field)
            field.setAccessibleName(tr(text))
        column.addWidget(label(tr("What the caller says"), "label"))
        self.text.setAccessibleName(tr("What the caller says"))
        column.addWidget(self.text, 1)
        for text, move in (
            ("It is settled", "SELESAI"),
            ("Not settled, open it again", "BUKA_LAGI"),
            ("Add this message", "PESAN"),
        ):
            column.addWidget(button(tr(text), partial(self.send, move)))
        return column

    def look(self) -> None:
        """Ask what may be read aloud."""
        self.send("")

    def send(self, move: str) -> None:
        """Read, or write a reply down."""
        self._ask(
            cm.CallerReply(
                reply_id=str(uuid4()),
                number=printed(self.number.text()),
                code=self.code.text(),
                move=move,
                text=self.text.toPlainText(),
            )
        )

    def show_status(self, seen: cm.ThreadStatus) -> None:
        """Show what may be read aloud."""
        while item := self._said.takeAt(0):
            if (old := item.widget()) is not None:
                old.deleteLater()
        tells = seen.tells_id if language() == "id" else seen.tells_en
        state = threads.state_name(seen.state, language())
        self._said.addWidget(label(f"{seen.number}   {state}", "title"))
        self._said.addWidget(label(tells))
        due = tr("Answer no later than {date}", date=shown(seen.answer_by))
        self._said.addWidget(label(due, "hint"))
        for one in seen.said:
            who = tr("The office") if one.side == threads.OFFICE else tr("the citizen")
            self._said.addWidget(label(f"{shown(one.date)} · {who}", "label"))
            self._said.addWidget(label(one.text))
        self._said.addStretch(1)
        self.card.show()
        self.text.clear()


def printed(typed: str) -> str:
    """Return a number as printed; what is none stays as typed and is not found."""
    try:
        return numbering.parse_complaint(typed)
    except UserProblem:
        return typed.strip()
