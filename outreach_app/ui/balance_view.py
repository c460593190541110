"""The table "Neraca kiriman" as both windows show it, and where two sides differ in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.domain import balance_table as table
from outreach_app.domain.balance_table import BalanceCounted, Line, Part
from outreach_app.domain.balance_words import Difference
from outreach_app.i18n import clock_time, day, language, number, tr, translate
from outreach_app.ui import theme
from outreach_app.ui.balance_bar import BalanceBar
from outreach_app.ui.buttons import label
from outreach_app.ui.service_words import form_title, paper_title

HEADS = ("Declared", "Received", "Passed", "Held", "Rejected", "Missing")
_NUMBER_WIDTH, _WIDTH = 60, 760


_NAMES: dict[str, Callable[[Line], str]] = {
    table.FORM: lambda line: f"{form_title(line.name)} {line.version}",
    table.SLIP: lambda line: tr("Slips {size}", size=line.name.replace("mm", " mm")),
    table.TICKET: lambda _: tr("Tickets"),
    table.CITIZEN: lambda _: tr("Sealed by citizens"),
    table.SCAN: lambda line: tr("Scans: {paper}", paper=paper_title(line.name)),
}


def line_name(line: Line) -> str:
    """Return what a line counts, for people."""
    name = _NAMES.get(line.what)
    return name(line) if name else line.what


class BalanceView(QFrame):
    """One side's table of a day.

    Args:
        title: whose table it is.
        counted: what it shows.
        waiting: what is not there was not sent yet, so nothing is wrong with it.
    """

    def __init__(self, title: str, counted: BalanceCounted, *, waiting: bool = False) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(4)
        column.addWidget(label(title, "label"))
        column.addWidget(label(manifest_text(counted), "hint"))
        column.addWidget(BalanceBar(counted.files))
        self.grid = _grid(column)
        self._fill(counted, "" if waiting else "bad")
        column.addWidget(label(tr("Not sent yet"), "hint") if waiting else verdict(counted))
        if counted.parts:
            column.addWidget(label(tr("All laptops of this day"), "label"))
            _parts(_grid(column), counted.parts)

    def _fill(self, counted: BalanceCounted, role: str) -> None:
        files = [line for line in counted.lines if line.what == table.FORM]
        others = [line for line in counted.lines if line.what != table.FORM]
        rows = [(line_name(line), line) for line in files]
        if len(files) != 1:
            rows.append((tr("Sum of files"), counted.files))
        rows += [(line_name(line), line) for line in others]
        for at, (name, line) in enumerate(rows, 1):
            judged = line.what == table.FORM
            words = (line.accepted, line.held, line.rejected) if judged else (None,) * 3
            _row(self.grid, at, name, (line.declared, line.received, *words, line.missing), role)


def manifest_text(counted: BalanceCounted) -> str:
    """Return which manifest was counted, from which number to which, and when."""
    parts = [tr("Manifest {n}", n=counted.manifest)]
    if counted.supersedes:
        parts[0] = tr(
            "Manifest {n}, replaces manifest {former}",
            n=counted.manifest,
            former=counted.supersedes,
        )
    if counted.first:
        parts.append(f"{counted.first} – {counted.last}")
    if counted.cancelled:
        parts.append(tr("cancelled {n}", n=number(counted.cancelled)))
    if counted.counted_ms:
        at = at_office(counted.counted_ms)
        parts.append(tr("counted {when}", when=f"{day(at.date())} {clock_time(at)}"))
    return "  ·  ".join(parts)


def verdict(counted: BalanceCounted) -> QFrame:
    """Return whether a table balances, in words."""
    scans = counted.scans.missing
    if not counted.balanced:
        made = label(tr("NOT balanced"), "bad")
    elif scans:
        made = label(tr("Files balance; {n} scans have not arrived", n=number(scans)), "warn")
    else:
        made = label(tr("Balanced to the last file"), "ok")
    return made


def difference_labels(found: Iterable[Difference], serious: Sequence[str] = ()) -> list[QFrame]:
    """Return a sentence for each difference: what it is, what is safe, what to do."""
    made = []
    for one in found:
        facts = dict(one.facts)
        if "line" in facts:
            facts["line"] = tr(str(facts["line"]))
        text = translate(language(), one.code, **facts)
        made.append(label(text, "problem" if one.code in serious else "warn"))
    return list(made)


def _grid(column: QVBoxLayout) -> QGridLayout:
    """Return a grid with its heads, no wider than eyes can follow a row."""
    holder = QWidget()
    holder.setMaximumWidth(theme.px(_WIDTH))
    column.addWidget(holder)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(2)
    grid.setHorizontalSpacing(4)
    grid.setColumnStretch(0, 1)
    _heads(grid)
    return grid


def _heads(grid: QGridLayout) -> None:
    for column, head in enumerate(HEADS, 1):
        shown = label(tr(head), "hint")
        shown.setWordWrap(False)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        shown.setMinimumWidth(theme.px(_NUMBER_WIDTH))
        grid.addWidget(shown, 0, column)


def _row(
    grid: QGridLayout, at: int, name: str, counts: Sequence[int | None], role: str = "bad"
) -> None:
    shown = label(name)
    shown.setMinimumWidth(theme.px(150))
    grid.addWidget(shown, at, 0)
    for column, count in enumerate(counts, 1):
        missing = column == len(counts) and count
        cell = label("–" if count is None else number(count), role if missing else "")
        cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(cell, at, column)


def _parts(grid: QGridLayout, parts: Sequence[Part]) -> None:
    for at, one in enumerate(parts, 1):
        name = one.device if one.closed else tr("{device}, day still open", device=one.device)
        counts = (one.declared, one.received, one.accepted, one.held, one.rejected, one.missing)
        _row(grid, at, name, counts if one.closed else (None,) * 6)
    closed = [one for one in parts if one.closed]
    total = [
        sum(getattr(one, name) for one in closed)
        for name in ("declared", "received", "accepted", "held", "rejected", "missing")
    ]
    _row(grid, len(parts) + 1, tr("Sum"), total)
