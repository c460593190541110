"""L3: what to do now, and how the day stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach_app.casework.laptop import Today
from outreach_app.casework.queue_view import QueueFacts
from outreach_app.casework.register import Row
from outreach_app.domain.markdown import excerpt
from outreach_app.i18n import clock_time, language, tr
from outreach_app.ui.buttons import button, label
from outreach_app.ui.queue_bars import QueueBars
from outreach_app.ui.service_words import service_title

Act = Callable[[], object]
EXCERPT = 160


class TodayPage(QWidget):
    """The officer's home.

    Args:
        today: as casework tells it.
        facts: the queue with its times.
        call: call the next ticket.
        ticket: give a new ticket.
        resume: open a draft, by its id.
    """

    def __init__(
        self,
        today: Today,
        facts: QueueFacts,
        call: Act,
        ticket: Act,
        resume: Callable[[str], object],
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(24)
        left, right = QVBoxLayout(), QVBoxLayout()
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        left.addWidget(label(tr("Do now"), "title"))
        for made in (
            button(tr("Call the next"), call, "Ctrl+B", primary=True),
            button(tr("New ticket"), ticket, "Ctrl+T"),
        ):
            left.addWidget(made)
        left.addSpacing(12)
        left.addWidget(label(tr("Not finished ({count})", count=len(today.resumable)), "title"))
        for draft in today.resumable[:8]:
            left.addWidget(_draft(draft.key, _named(draft), resume))
        if not today.resumable:
            left.addWidget(label(tr("No drafts are waiting."), "hint"))
        left.addStretch(1)
        right.addWidget(_counts(today, facts))
        for notice in today.notices[:3]:
            right.addWidget(label(notice.title(language()), "label"))
            right.addWidget(label(excerpt(notice.text(language()), EXCERPT), "hint"))
        right.addStretch(1)


def _named(draft: Row) -> str:
    """Return the ticket, the name and the service of a draft, as far as there are any."""
    return " · ".join(filter(None, (draft.ticket, draft.name, service_title(draft.service))))


def _draft(key: str, text: str, resume: Callable[[str], object]) -> QPushButton:
    made = QPushButton(tr("Continue: {what}", what=text))
    made.clicked.connect(lambda: resume(key))
    return made


def _counts(today: Today, facts: QueueFacts) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    numbers = QHBoxLayout()
    for head, count, words in (
        (
            tr("Queue"),
            today.queue.waiting,
            tr("waiting, {count} of them priority", count=today.queue.priority),
        ),
        (tr("Files today"), today.finished, tr("finished on this laptop")),
    ):
        part = QVBoxLayout()
        part.addWidget(label(head, "label"))
        part.addWidget(label(str(count), "big"))
        part.addWidget(label(words, "hint"))
        numbers.addLayout(part)
    column.addLayout(numbers)
    column.addWidget(QueueBars(facts.bars))
    if today.queue.waiting:
        column.addWidget(
            label(tr("Probably done at {time}", time=clock_time(facts.finish)), "label")
        )
    if not today.queue.rows:
        column.addWidget(label(tr("No tickets yet. Ctrl+T gives the first."), "hint"))
    return card
