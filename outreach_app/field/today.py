"""L2 and L3: open the day, then what to do now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach_app.casework.laptop import Today
from outreach_app.domain.markdown import excerpt
from outreach_app.domain.regions import Pekon
from outreach_app.i18n import language, tr
from outreach_app.ui.buttons import button, label
from outreach_app.ui.typeahead import TypeAhead

Act = Callable[[], object]
EXCERPT = 160


class OpenDayPage(QWidget):
    """Where the team is today, and the paper it has."""

    def __init__(self, places: Sequence[Pekon], checks: Sequence[tuple[bool, str]]) -> None:
        super().__init__()
        self.pekon = TypeAhead([(p.code, p.label) for p in places])
        self.pekon.setFixedWidth(420)
        self.spare = QLineEdit()
        self.spare.setFixedWidth(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("Open the outreach day"), "title"))
        for good, text in checks:
            column.addWidget(label(text, "ok" if good else "warn"))
        column.addSpacing(8)
        column.addWidget(label(tr("Pekon"), "label"))
        column.addWidget(label(tr("Type two letters, then Enter."), "hint"))
        column.addWidget(self.pekon)
        column.addWidget(label(tr("First spare paper slip (may stay empty)"), "label"))
        column.addWidget(self.spare)
        column.addStretch(1)
        self.setFocusProxy(self.pekon)

    @property
    def touched(self) -> bool:
        """Tell whether anything was entered."""
        return bool(self.pekon.value() or self.pekon.text() or self.spare.text())

    def spare_number(self) -> int:
        """Return the first spare slip's number, 0 when there are none."""
        text = self.spare.text().strip()
        return int(text) if text.isdigit() else 0


class TodayPage(QWidget):
    """The officer's home.

    Args:
        today: as casework tells it.
        call: call the next ticket.
        ticket: give a new ticket.
        resume: open a draft, by its id.
    """

    def __init__(
        self, today: Today, call: Act, ticket: Act, resume: Callable[[str], object]
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
            left.addWidget(
                _draft(draft.key, f"{draft.ticket or '-'}  {draft.name or draft.service}", resume)
            )
        if not today.resumable:
            left.addWidget(label(tr("No drafts are waiting."), "hint"))
        left.addStretch(1)
        right.addWidget(_counts(today))
        for notice in today.notices[:3]:
            right.addWidget(label(notice.title(language()), "label"))
            right.addWidget(label(excerpt(notice.text(language()), EXCERPT), "hint"))
        right.addStretch(1)


def _draft(key: str, text: str, resume: Callable[[str], object]) -> QPushButton:
    made = QPushButton(tr("Continue: {what}", what=text))
    made.clicked.connect(lambda: resume(key))
    return made


def _counts(today: Today) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.addWidget(label(tr("Queue"), "label"))
    column.addWidget(label(str(today.queue.waiting), "big"))
    column.addWidget(label(tr("waiting, {count} of them priority", count=today.queue.priority)))
    column.addWidget(label(tr("Files today"), "label"))
    column.addWidget(label(str(today.finished), "big"))
    if not today.queue.rows:
        column.addWidget(label(tr("No tickets yet. Ctrl+T gives the first."), "hint"))
    return card
