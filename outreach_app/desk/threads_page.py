"""M7: complaints and questions, those that need somebody first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from outreach_app.domain import threads
from outreach_app.domain.complaint_rules import came_with
from outreach_app.i18n import language, tr
from outreach_app.officeapi import citizen_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import shown
from outreach_app.ui.service_words import service_title
from outreach_app.ui.tables import fill, table

_OTHER = {"IZIN": "Stay permit", "INFO": "Information or a question", "LAIN": "Other"}


def about_text(code: str) -> str:
    """Return what a thread or an answer is about, in words."""
    return tr(_OTHER[code]) if code in _OTHER else service_title(code)


def due_text(row: cm.ThreadRow) -> str:
    """Return how long there is, or how late it is and who hears of it, or how long it took."""
    if row.state in (threads.ANSWERED, threads.CLOSED):
        text = tr("answered") if not row.late_days else tr("answered late")
        took = tr("in {days} working days", days=row.answer_days) if row.answer_days >= 0 else ""
        return " ".join(filter(None, (text, took)))
    if row.late_days:
        told = ", ".join(came_with().told_name(role, language()) for role in row.told)
        return tr("{days} working days late: {told}", days=row.late_days, told=told)
    first = {
        "diterima": tr("pass on by {date}", date=shown(row.forward_by)),
        "diteruskan": tr("begin by {date}", date=shown(row.start_by)),
    }.get(row.state, "")
    left = tr("{days} working days left", days=row.days_left)
    return ", ".join(filter(None, (first, left)))


def waiting_bar(work: m.Worklist, open_list: Callable[[], object]) -> QWidget | None:
    """Return how many wait, how many are late and who must know; a press opens the list."""
    if not work.threads and not work.unopened:
        return None
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    text = tr(
        "Complaints and questions: {waiting} waiting, {late} late",
        waiting=work.threads,
        late=work.threads_late,
    )
    row.addWidget(button(text, open_list))
    for role, number in work.threads_told.items():
        row.addWidget(label(f"{came_with().told_name(role, language())}: {number}", "warn"))
    if work.unopened:
        text = tr("Forms of citizens that wait for the root key: {n}", n=work.unopened)
        row.addWidget(label(text, "warn"))
    row.addStretch(1)
    return bar


class ThreadsPage(QWidget):
    """The list; Enter opens."""

    def __init__(self, rows: Sequence[cm.ThreadRow], open_: Callable[[str], object]) -> None:
        super().__init__()
        self.rows, self._open = rows, open_
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(self._finding(), "title"))
        heads = ("Number", "Kind", "About", "State", "Limit", "Due", "Channel")
        self.table = table(
            [tr(head) for head in heads], (190, 150, 180, 100, 400, 120), self._opened
        )
        fill(self.table, [self._cells(row) for row in rows])
        column.addWidget(self.table, 1)
        if not rows:
            column.addWidget(label(tr("No complaint and no question is here."), "hint"))
        self.setFocusProxy(self.table)

    def _finding(self) -> str:
        waiting = [r for r in self.rows if r.state not in (threads.ANSWERED, threads.CLOSED)]
        late = sum(row.late_days > 0 for row in waiting)
        return tr("Waiting for an answer: {count}, late: {late}", count=len(waiting), late=late)

    def _cells(self, row: cm.ThreadRow) -> tuple[str, ...]:
        kind = threads.kind_name(row.kind, language())
        if row.secret:
            kind = tr("{kind}, secret", kind=kind)
        return (
            row.number,
            kind,
            about_text(row.about),
            threads.state_name(row.state, language()),
            due_text(row),
            shown(row.answer_by),
            channel_text(row.channel),
        )

    def _opened(self, at: int) -> None:
        self._open(self.rows[at].number)

    def open_current(self) -> None:
        """Open the selected thread."""
        if 0 <= self.table.currentRow() < len(self.rows):
            self._opened(self.table.currentRow())


def channel_text(channel: str) -> str:
    """Return a channel in words."""
    words = {
        "laptop": tr("in the village"),
        "telepon": tr("telephone"),
        "meja": tr("at the desk"),
        "laman": tr("public page"),
    }
    return words.get(channel, channel)
