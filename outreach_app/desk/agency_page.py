"""Other agencies: ask the population registry, write down a referral, read the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from outreach_app import resources
from outreach_app.clock import at_office
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.officeapi import disclosure_messages as dm
from outreach_app.ui.buttons import button, label
from outreach_app.ui.tables import fill, table

_FIELDS = {
    "nik": "NIK",
    "kk": "KK number",
    "name": "name",
    "birth_date": "birth date",
    "birth_place": "birth place",
    "sex": "sex",
    "passport": "passport number",
    "phone": "phone",
    "pekon": "pekon",
}
_RESULTS = {
    "match": "the same",
    "mismatch": "differs",
    "deceased": "deceased",
    "duplicate": "duplicate data",
    "inactive": "inactive",
    "not_found": "not found",
    "bad_format": "NIK not in their format",
    "unavailable": "no answer",
    "sent": "asked, no answer yet",
}
_KINDS = {"registry": "registry check", "batch": "registry by file", "referral": "referral"}


class AgencyPage(QWidget):
    """What can be handed over, and what was; `number` is filled in when a file is open.

    Args:
        log: as the office tells it.
        ask: asks the registry: number, purpose.
        refer: writes a referral down: number, agency, fields, purpose.
        batch: (`out`, `in`; numbers, purpose) writes a question file or reads an answer file.
    """

    def __init__(
        self,
        log: dm.DisclosureLog,
        ask: Callable[[str, str], object],
        refer: Callable[[str, str, tuple[str, ...], str], object],
        batch: Callable[[str, tuple[str, ...], str], object],
    ) -> None:
        super().__init__()
        self._ask, self._refer, self._batch = ask, refer, batch
        self._agencies: dict[str, Any] = resources.toml("services/agencies.toml")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(6)
        column.addWidget(label(tr("Other agencies"), "title"))
        column.addWidget(label(tr("Everything that leaves the office is written down."), "hint"))
        column.addLayout(self._inputs())
        self._boxes = QHBoxLayout()
        column.addLayout(self._boxes)
        self._show_fields()
        heads = ("Time", "Clerk", "File", "Agency", "What", "Data", "Purpose", "Answer")
        widths = (140, 80, 185, 105, 175, 230, 230)
        self.table = table([tr(h) for h in heads], widths)
        fill(self.table, [_cells(one) for one in log.disclosures])
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.number)

    def _inputs(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 2)
        self.number, self.purpose, self.agency = QLineEdit(), QLineEdit(), QComboBox()
        for code, row in self._agencies.items():
            self.agency.addItem(str(row[language()]), code)
        self.agency.currentIndexChanged.connect(self._show_fields)
        for at, (text, widget) in enumerate(
            (
                (tr("File number"), self.number),
                (tr("Purpose"), self.purpose),
                (tr("Agency"), self.agency),
            )
        ):
            widget.setAccessibleName(text)
            grid.addWidget(label(text, "label"), at // 2, at % 2 * 2)
            grid.addWidget(widget, at // 2, at % 2 * 2 + 1)
        row = QHBoxLayout()
        row.addWidget(button(tr("Check in the population registry"), self.ask))
        row.addWidget(button(tr("Write down a referral"), self.refer))
        row.addStretch(1)
        grid.addLayout(row, 1, 2, 1, 2)
        files = QHBoxLayout()
        files.addWidget(label(tr("Without a line, by file"), "label"))
        files.addWidget(button(tr("Write a question file"), lambda: self.batch("out")))
        files.addWidget(button(tr("Read an answer file"), lambda: self.batch("in")))
        hint = tr("Several numbers with commas between; without a number: all never answered.")
        files.addWidget(label(hint, "hint"), 1)
        grid.addLayout(files, 2, 0, 1, 4)
        return grid

    def _show_fields(self) -> None:
        while item := self._boxes.takeAt(0):
            if (old := item.widget()) is not None:
                old.deleteLater()
        row = self._agencies[str(self.agency.currentData())]
        self._boxes.addWidget(label(tr("Handed over"), "label"))
        self.fields: dict[str, QCheckBox] = {}
        for name in row["fields"]:
            made = QCheckBox(tr(_FIELDS[name]))
            self.fields[name] = made
            self._boxes.addWidget(made)
        self._boxes.addWidget(label(str(row["basis"]), "hint"))
        self._boxes.addStretch(1)

    def ask(self) -> None:
        """Ask the registry about the file."""
        self._ask(self.number.text().strip(), self.purpose.text().strip())

    def batch(self, way: str) -> None:
        """Write a question file (`out`) or read an answer file (`in`)."""
        numbers = tuple(n.strip() for n in self.number.text().split(",") if n.strip())
        self._batch(way, numbers, self.purpose.text().strip())

    def refer(self) -> None:
        """Write the referral down."""
        handed = tuple(name for name, box in self.fields.items() if box.isChecked())
        agency = str(self.agency.currentData())
        self._refer(self.number.text().strip(), agency, handed, self.purpose.text().strip())


def _cells(one: dm.Disclosure) -> list[str]:
    at = at_office(one.time_ms)
    said = tr(_RESULTS[one.result]) if one.result in _RESULTS else one.result
    if one.differs:
        said = f"{said}: {', '.join(tr(_FIELDS.get(name, name)) for name in one.differs)}"
    return [
        f"{day(at.date())} {clock_time(at)}",
        one.clerk,
        one.number,
        one.agency,
        tr(_KINDS.get(one.kind, one.kind)),
        ", ".join(tr(_FIELDS.get(name, name)) for name in one.fields),
        one.purpose,
        said,
    ]
