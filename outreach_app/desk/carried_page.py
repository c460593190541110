"""Files that officers carried in by themselves: the list, and what one holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.desk.answers_shown import add_answers
from outreach_app.i18n import clock_time, day, language, tr, translate
from outreach_app.officeapi import carried_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import label
from outreach_app.ui.tables import fill, table


class CarriedPage(QWidget):
    """The list, newest first.

    Args:
        files: what was carried in.
        open_one: shows one.
    """

    def __init__(
        self, files: Sequence[cm.CarriedRow], open_one: Callable[[cm.CarriedRow], object]
    ) -> None:
        super().__init__()
        self._files, self._open = tuple(files), open_one
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(label(tr("Carried in by hand"), "title"))
        text = tr("Single files that officers exported. They are evidence and double nothing.")
        column.addWidget(label(text, "hint"))
        heads = [tr(h) for h in ("Number", "Laptop", "Held because", "Carried in", "State")]
        self.table = table(heads, (195, 110, 330, 170, 490), lambda _: self.open_current())
        self.table.setWordWrap(True)
        fill(self.table, [_cells(one) for one in self._files])
        self.table.resizeRowsToContents()
        self.table.setVisible(bool(files))
        column.addWidget(self.table, 1)
        if not files:
            column.addWidget(label(tr("Nothing was carried in yet.")))
            column.addStretch(1)
        self.setFocusProxy(self.table)

    def open_current(self) -> None:
        """Show the file in hand."""
        at = self.table.currentRow()
        if 0 <= at < len(self._files):
            self._open(self._files[at])


class CarriedContentPage(QScrollArea):
    """What a carried file holds while the feed has not brought it."""

    def __init__(self, row: cm.CarriedRow, held: cm.CarriedContent, source: m.FormSource) -> None:
        super().__init__()
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(label(f"{row.number} · {row.device}", "title"))
        column.addWidget(label(translate(language(), row.standing, number=row.number), "warn"))
        add_answers(column, source, bytes(held.answers), at_office(row.taken_ms))
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)


def _cells(one: cm.CarriedRow) -> list[str]:
    at = at_office(one.taken_ms)
    return [
        one.number,
        f"{one.device} {one.officer}",
        translate(language(), one.reason, **one.facts) if one.reason else "-",
        f"{day(at.date())} {clock_time(at)} {one.taken_by}",
        translate(language(), one.standing, number=one.number),
    ]
