"""One complaint or question: what was told, the thread, the answer as the public will read it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach_app.clock import at_office
from outreach_app.desk.threads_page import about_text, channel_text, due_text
from outreach_app.domain import threads
from outreach_app.domain.complaint_rules import came_with
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import shown

_EVENTS = {
    "forwarded": "passed on to {value}",
    "classed": "class: {value}",
    "started": "work begun",
    "answered": "answered",
    "asked": "asked back",
    "message": "message of the citizen",
    "confirmed": "the citizen says it is settled",
    "reopened": "the citizen opened it again",
    "closed": "closed, no reply came",
    "escalated": "past its limit; to be known by: {value}",
    "hidden": "hidden from {value}",
    "identity_opened": "looked who told it",
}


class ThreadPage(QWidget):
    """A thread.

    Args:
        view: as the office tells it.
        act: sends a move.
        identity: asks who told it, with the reason.
    """

    def __init__(
        self,
        view: cm.ThreadView,
        act: Callable[[cm.ThreadAct], object],
        identity: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.view, self._act, self._identity = view, act, identity
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(16)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self._told())
        row.addWidget(scroll, 3)
        row.addWidget(self._answer(), 2)

    def _told(self) -> QWidget:
        body, view = QWidget(), self.view
        body.setObjectName("page")
        column = QVBoxLayout(body)
        row = view.row
        kind = threads.kind_name(row.kind, language())
        column.addWidget(label(f"{row.number}   {kind}", "title"))
        state = threads.state_name(row.state, language())
        column.addWidget(label(f"{state} · {due_text(row)}", "warn" if row.late_days else "ok"))
        received = tr(
            "Received {date}, {channel}", date=shown(row.date), channel=channel_text(row.channel)
        )
        column.addWidget(label(f"{about_text(row.about)} · {received}", "hint"))
        column.addWidget(label(tr("What was told"), "label"))
        column.addWidget(label(view.story))
        if view.wish:
            column.addWidget(label(tr("What is hoped for"), "label"))
            column.addWidget(label(view.wish))
        column.addWidget(label(tr("Who told it"), "label"))
        column.addWidget(label(self._who(), "hint"))
        if view.has_identity and view.may_open_identity:
            self.why = QLineEdit()
            self.why.setPlaceholderText(tr("Why do you need the name? It is written down."))
            column.addWidget(self.why)
            column.addWidget(button(tr("Show the name"), lambda: self._identity(self.why.text())))
        column.addWidget(label(tr("Thread"), "label"))
        for event in view.events:
            column.addWidget(_event(event, self.view.classes))
        if not view.events:
            column.addWidget(label(tr("Nothing has happened yet."), "hint"))
        column.addStretch(1)
        return body

    def _who(self) -> str:
        if not self.view.has_identity:
            return tr("No name was left.")
        if self.view.row.secret and not self.view.may_open_identity:
            return tr("The name is kept secret.")
        return tr("A name was left; it is sealed.")

    def _answer(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.addWidget(label(tr("Answer"), "title"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Answer"))
        self.text.textChanged.connect(self._preview)
        column.addWidget(self.text, 1)
        column.addWidget(label(tr("As the public reads it"), "label"))
        self.preview = label("", "hint")
        self.preview.setMinimumHeight(96)
        column.addWidget(self.preview)
        self.class_ = QComboBox()
        for name, words in self.view.classes.items():
            self.class_.addItem(words[language()], name)
        self.class_.setCurrentIndex(self.class_.findData(self.view.row.class_))
        self.to, self.whom = QLineEdit(), QLineEdit()
        self.to.setPlaceholderText(tr("Who handles it, e.g. a section or an agency"))
        self.whom.setPlaceholderText(tr("Sign-in name of who must not see it"))
        for text, field, act, does in (
            ("Class", self.class_, self.set_class, "Set the class"),
            ("Pass on to", self.to, self.forward, "Pass on"),
            ("Hide from", self.whom, self.hide_from, "Hide"),
        ):
            field.setAccessibleName(tr(text))
            column.addWidget(label(tr(text), "label"))
            row = QHBoxLayout()
            row.addWidget(field, 1)
            row.addWidget(button(tr(does), act))
            column.addLayout(row)
        self._preview()
        return card

    def _preview(self) -> None:
        said = self.text.toPlainText().strip() or tr("(the answer stands here)")
        told = threads.tells("dijawab", language())
        self.preview.setText(f"{self.view.row.number}\n{told}\n{tr('The office')}: {said}")

    def send(self, kind: str, text: str, value: str = "") -> None:
        """Send a move of the office."""
        self._act(cm.ThreadAct(event_id=str(uuid4()), kind=kind, text=text, value=value))

    def answer(self) -> None:
        """Send the answer."""
        self.send("answered", self.text.toPlainText())

    def ask_back(self) -> None:
        """Ask the citizen something."""
        self.send("asked", self.text.toPlainText())

    def set_class(self) -> None:
        """Give it another class."""
        self.send("classed", "", str(self.class_.currentData()))

    def begin(self) -> None:
        """Say that the work on it has begun."""
        self.send("started", self.text.toPlainText())

    def hide_from(self) -> None:
        """Keep it from a clerk who is the subject of it, by sign-in name."""
        if self.whom.text().strip():
            self.send("hidden", "", self.whom.text().strip())

    def forward(self) -> None:
        """Pass it on."""
        self.send("forwarded", self.text.toPlainText(), self.to.text())


def _event(event: cm.ThreadEventView, classes: dict[str, dict[str, str]]) -> QWidget:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    at = at_office(event.time_ms)
    value = event.value
    if event.kind == "classed":
        value = classes.get(value, {}).get(language(), value)
    if event.kind == threads.ESCALATED:
        value = came_with().told_name(value, language())
    what = tr(_EVENTS.get(event.kind, event.kind), value=value)
    who = event.clerk or {"citizen": tr("the citizen"), "system": tr("by itself")}.get(
        event.side, ""
    )
    column.addWidget(label(f"{day(at.date())} {clock_time(at)} · {who} · {what}", "hint"))
    if event.text:
        column.addWidget(label(event.text))
    return card
