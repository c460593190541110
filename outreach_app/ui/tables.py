"""Tables as every window draws them: rows are read, arrows move, Enter opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from outreach_app.i18n import tr
from outreach_app.ui.columns import Columns

_HEADS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
"""A head stands above the beginning of what it heads."""


def table(
    heads: Sequence[str], widths: Sequence[int], on_open: Callable[[int], object] | None = None
) -> QTableWidget:
    """Return an empty table.

    Args:
        heads: of the columns.
        widths: wanted where there is room, in pixels at 100 %; no column cuts its texts.
        on_open: gets the row that Enter or a click opens.
    """
    made = QTableWidget(0, len(heads))
    dress(made, heads, widths)
    if on_open is not None:
        made.cellActivated.connect(lambda row, _: on_open(row))
    return made


def dress(made: QTableWidget, heads: Sequence[str], widths: Sequence[int]) -> None:
    """Give a table its heads, widths and manners; a screen reader names it by its heads."""
    if not made.accessibleName():
        made.setAccessibleName(tr("Table: {heads}", heads=", ".join(heads)))
    made.setHorizontalHeaderLabels(list(heads))
    made.verticalHeader().hide()
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.setAlternatingRowColors(True)
    made.horizontalHeader().setStretchLastSection(True)
    made.horizontalHeader().setDefaultAlignment(_HEADS)
    Columns(made, heads, widths)


def fill(made: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    """Show `rows` and select the first."""
    made.setRowCount(len(rows))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            made.setItem(at, column, QTableWidgetItem(text))
    if rows:
        made.selectRow(0)
