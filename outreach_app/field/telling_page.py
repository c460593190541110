"""Who must hear that an appointment is another one now, and how that went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach_app.casework.to_tell import Change
from outreach_app.clock import at_office
from outreach_app.domain.applicant_messages import moment
from outreach_app.domain.told_entries import IN_PERSON, LETTER, NOT_REACHED, PHONE
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label, lead_of
from outreach_app.ui.flow import in_flow
from outreach_app.ui.tables import fill, table


def words(change: Change) -> str:
    """Return what to say, and to whom."""
    old = moment(change.old, language()) or tr("none")
    new = moment(change.new, language()) or tr("cancelled, there is no new one yet")
    lines = [
        " · ".join(filter(None, (change.name or f"{tr('Slot')} {change.number}", change.title))),
        tr("Old appointment: {old}", old=old),
        tr("New appointment: {new}", new=new),
    ]
    if change.reason:
        lines.append(tr("Reason: {reason}", reason=change.reason))
    contact = change.phone or tr("no telephone recorded")
    lines.append(tr("Contact: {contact}. {address}", contact=contact, address=change.address))
    return "\n".join(lines)


def try_text(change: Change) -> str:
    """Return when nobody was reached, and what the officer noted; empty when nobody tried."""
    if change.tried is None:
        return ""
    return tr("Not reached {when}: {note}", when=_tried_at(change), note=change.tried.note)


def _tried_at(change: Change) -> str:
    if change.tried is None:
        return "-"
    at = at_office(change.tried.at_ms)
    return f"{day(at.date())} {clock_time(at)}"


class TellingPage(QWidget):
    """The list; below it what to say to the chosen one, and how it went.

    Args:
        rows: as `TellingDesk.listed` gives them.
        note: gets the change, how it went and the officer's words.
    """

    def __init__(self, rows: Sequence[Change], note: Callable[[Change, str, str], object]) -> None:
        super().__init__()
        self._rows, self._note = list(rows), note
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(6)
        column.addWidget(label(tr("To tell"), "title"))
        if not rows:
            text = tr("Nobody has to be told: no appointment moved, or all were told.")
            column.addWidget(label(text, "hint"))
        heads = [
            tr(h)
            for h in ("Number", "Name", "NIK", "Old appointment", "New appointment", "Not reached")
        ]
        self.table = table(heads, (170, 300, 160, 160, 160, 160))
        fill(self.table, [_cells(one) for one in rows])
        self.table.currentCellChanged.connect(self._show)
        column.addWidget(self.table, 1)
        self.words, self.tried = label("", "label"), label("", "warn")
        self.note = QLineEdit()
        self.buttons: dict[str, QPushButton] = {}
        if rows:
            column.addWidget(self.words)
            column.addWidget(self.tried)
            column.addWidget(self._how_row())
            column.addWidget(self._note_row())
        self._show()
        self.setFocusProxy(self.table)

    def _how_row(self) -> QWidget:
        for how, text in (
            (PHONE, tr("By telephone")),
            (LETTER, tr("By letter via the pekon")),
            (IN_PERSON, tr("In person")),
        ):
            self.buttons[how] = button(text, partial(self._do, how))
        return in_flow((lead_of(tr("Told")), *self.buttons.values()))

    def _note_row(self) -> QWidget:
        self.note.setPlaceholderText(tr("Note, such as: no answer, called twice"))
        self.note.setAccessibleName(tr("Note"))
        self.note.setFixedWidth(theme.px(420))
        self.buttons[NOT_REACHED] = button(
            tr("Could not be reached"), partial(self._do, NOT_REACHED)
        )
        return in_flow((lead_of(tr("Note")), self.note, self.buttons[NOT_REACHED]))

    def current(self) -> Change | None:
        """Return the change of the chosen row."""
        at = self.table.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show(self, *_: object) -> None:
        change = self.current()
        self.words.setText(words(change) if change else "")
        tried = try_text(change) if change else ""
        self.tried.setText(tried)
        self.tried.setVisible(bool(tried))

    def _do(self, how: str) -> None:
        change = self.current()
        if change is not None:
            self._note(change, how, self.note.text().strip())


def _cells(change: Change) -> list[str]:
    return [
        change.number,
        change.name or "-",
        change.nik_masked or "-",
        _short(change.old),
        _short(change.new),
        _tried_at(change),
    ]


def _short(iso: str) -> str:
    """Return `07-12-2026 09.00`."""
    if not iso:
        return tr("none")
    at = datetime.fromisoformat(iso)
    return f"{day(at.date())} {clock_time(at)}"
