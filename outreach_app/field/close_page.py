"""L10: close the day; every line is a sum that must hold before the manifest is signed."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.casework.days import Manifest
from outreach_app.domain.entries import DayClosed
from outreach_app.i18n import tr
from outreach_app.ui.buttons import label

_TICKETS = {
    "selesai": "served",
    "pulang": "went home",
    "tidak_hadir": "absent",
    "menunggu": "waiting",
    "dipanggil": "called",
    "dilewati": "skipped",
    "dilayani": "being served",
}


class ClosePage(QWidget):
    """What closing now would declare."""

    def __init__(self, body: DayClosed) -> None:
        super().__init__()
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Note, e.g. why paper differs (may stay empty)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(tr("Close the day"), "title"))
        column.addWidget(_lines(body))
        column.addWidget(self.note)
        text = tr("Waiting tickets become absent. The day can be opened again by the team lead.")
        column.addWidget(label(text, "hint"))
        column.addStretch(1)
        self.setFocusProxy(self.note)


def _lines(body: DayClosed) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    grid = QGridLayout(card)
    grid.setColumnStretch(1, 1)
    tickets = " + ".join(f"{tr(_TICKETS[s])} {n}" for s, n in body.tickets.items())
    slips = " + ".join(f"{size} {n}" for size, n in body.slips.items())
    numbers = f"{body.numbers[0]} – {body.numbers[-1]}" if body.numbers else "-"
    rows = (
        (tr("Drafts"), tr("{n} not finished", n=body.drafts_left)),
        (tr("Tickets"), f"{sum(body.tickets.values())} = {tickets or 0}"),
        (tr("Slips"), f"{sum(body.slips.values())} = {slips or 0}"),
        (tr("Files"), str(len(body.numbers))),
        (tr("Numbers"), numbers),
        (tr("Entries"), f"{body.first} – {body.last}"),
    )
    for n, (what, text) in enumerate(rows):
        grid.addWidget(label(what, "label"), n, 0)
        grid.addWidget(label(text), n, 1)
    return card


class ManifestPage(QWidget):
    """The manifest of a closed day."""

    def __init__(self, manifest: Manifest) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(label(tr("The day is closed."), "title"))
        column.addWidget(label(tr("{n} files", n=len(manifest.body.numbers)), "big"))
        column.addWidget(_lines(manifest.body))
        code = f"{manifest.entry_number} · {manifest.head[:10]}"
        column.addWidget(label(tr("Manifest: entry {code}", code=code), "label"))
        column.addStretch(1)
