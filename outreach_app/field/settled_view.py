"""What a clerk settled about a file, said to its officer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from outreach_app.casework.settled_reading import Settled
from outreach_app.clock import at_office
from outreach_app.domain.entries import ACCEPTED, HELD
from outreach_app.i18n import clock_time, day, tr
from outreach_app.store.settlements import REVISED
from outreach_app.ui.buttons import label


class SettledView(QFrame):
    """Words of clerks, the newest last."""

    def __init__(self, words: Sequence[Settled]) -> None:
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(4)
        column.addWidget(label(tr("What the office settled"), "label"))
        for word in words:
            for at, line in enumerate(settled_lines(word)):
                column.addWidget(label(line, "" if at == 0 else "hint"))


def settled_lines(word: Settled) -> list[str]:
    """Return one word of a clerk as sentences."""
    at = at_office(word.at_ms)
    lines = [f"{day(at.date())} {clock_time(at)}  {_what(word)}"]
    here = tr("from this laptop") if word.here else tr("from the other laptop")
    for where, labels in (
        (here, word.laptop),
        (tr("as the office had it"), word.office),
        (tr("written by the clerk"), word.typed),
    ):
        if labels:
            lines.append(tr("{answers}: {where}.", answers=", ".join(labels), where=where))
    if word.sentence:
        lines.append(tr("Reason: {text}", text=word.sentence))
    return lines


def _what(word: Settled) -> str:
    if word.state == REVISED:
        if word.laptop or word.office or word.typed:
            return tr("{clerk} compared two changes and chose each answer.", clerk=word.clerk)
        return tr("{clerk} corrected this file at the office.", clerk=word.clerk)
    if word.state == ACCEPTED:
        return tr("{clerk} compared this file and took it in.", clerk=word.clerk)
    if word.state == HELD:
        return tr("{clerk} asks you about this file.", clerk=word.clerk)
    return tr("{clerk} did not take this in.", clerk=word.clerk)
