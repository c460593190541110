"""A table of questions with the answers of two sides; the clerk takes one of each, by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from outreach_app.desk.comparing import Line, by_itself, side_of
from outreach_app.domain.settlement_entries import LAPTOP_SIDE, OFFICE_SIDE, TYPED
from outreach_app.i18n import tr
from outreach_app.ui import theme
from outreach_app.ui.tables import dress

Taken = tuple[str, str | None]
_FIRST_SIDE = 1


class SideTable(QTableWidget):
    """Lines that differ, or all; the last column says what is taken.

    Signals:
        changed: an answer was taken.
        typing: the clerk wants to type the answer of the current line.

    Args:
        heads: of the columns, question first, `taken` last.
        widths: of all columns but the last, in pixels.
        with_base: there is a column for the common base.
        digits: 1 and 2 take a side, 3 types; else Space goes from one side to the other.
    """

    changed = Signal()
    typing = Signal()

    def __init__(
        self, heads: Sequence[str], widths: Sequence[int], *, with_base: bool, digits: bool
    ) -> None:
        super().__init__(0, len(heads))
        dress(self, heads, widths)
        self._with_base, self._digits = with_base, digits
        self._lines: Sequence[Line] = ()
        self._shown: list[Line] = []
        self._all = False
        self.taken: dict[str, Taken] = {}

    def show_lines(self, lines: Sequence[Line], *, everything: bool = False) -> None:
        """Show lines, those that differ unless `everything` is asked for."""
        self._lines, self._all = lines, everything
        at = max(0, self.currentRow())
        self._shown = [line for line in lines if everything or line.field.differs]
        self.setRowCount(len(self._shown))
        for row in range(len(self._shown)):
            self._draw(row)
        self.resizeRowsToContents()
        if self._shown:
            self.setCurrentCell(min(at, len(self._shown) - 1), 0)

    def current(self) -> Line | None:
        """Return the line in hand."""
        at = self.currentRow()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def open_lines(self) -> tuple[Line, ...]:
        """Return the lines that still need a choice."""
        return tuple(
            x for x in self._lines if x.field.needs_choice and x.field.path not in self.taken
        )

    def everything_taken(self) -> dict[str, Taken]:
        """Return path -> (side, answer) of every line that differs and is settled."""
        settled = {
            x.field.path: by_itself(x)
            for x in self._lines
            if x.field.differs and not x.field.needs_choice
        }
        return settled | self.taken

    def take(self, side: str, value: str | None = None) -> None:
        """Take a side's answer of the current line, or a typed `value`; go on to the next open."""
        line = self.current()
        if line is None or not line.field.differs:
            return
        self.taken[line.field.path] = (side, value if side == TYPED else side_of(line, side))
        self._draw(self.currentRow())
        self.go_to_open(self.currentRow())
        self.changed.emit()

    def go_to_open(self, after: int = -1) -> None:
        """Go to the first line below `after` that needs a choice; stay where there is none."""
        open_ = {line.field.path for line in self.open_lines()}
        for at in range(after + 1, len(self._shown)):
            if self._shown[at].field.path in open_:
                self.setCurrentCell(at, 0)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits take a side, or Space does; everything else moves."""
        sides = {Qt.Key.Key_1: LAPTOP_SIDE, Qt.Key.Key_2: OFFICE_SIDE}
        key = Qt.Key(event.key())
        if self._digits and key in sides:
            self.take(sides[key])
        elif self._digits and key == Qt.Key.Key_3:
            self.typing.emit()
        elif not self._digits and key == Qt.Key.Key_Space:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Take the other side's answer of the current line."""
        line = self.current()
        if line is None or not line.field.differs:
            return
        now = self.taken.get(line.field.path, (OFFICE_SIDE, None))[0]
        at = self.currentRow()
        self.take(OFFICE_SIDE if now == LAPTOP_SIDE else LAPTOP_SIDE)
        self.setCurrentCell(at, 0)

    def _draw(self, row: int) -> None:
        line = self._shown[row]
        texts = [line.label, line.first, line.second]
        if self._with_base:
            texts.insert(1, line.base)
        texts.append(self._taken_text(line))
        first = _FIRST_SIDE + self._with_base
        marked = {LAPTOP_SIDE: first, OFFICE_SIDE: first + 1, TYPED: first + 2}
        side = self._side(line)
        spoken = ", ".join(texts)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken if column == 0 else text)
            item.setToolTip(text)
            if column == marked.get(side) and line.field.differs:
                font = theme.face(bold=True)
                item.setFont(font)
                item.setForeground(QColor(theme.token("primary")))
            if side == "" and column == len(texts) - 1:
                item.setForeground(QColor(theme.token("warn")))
            self.setItem(row, column, item)

    def _side(self, line: Line) -> str:
        """Return the side that is taken, empty while a choice is needed."""
        if line.field.path in self.taken:
            return self.taken[line.field.path][0]
        return "" if line.field.needs_choice else by_itself(line)[0]

    def _taken_text(self, line: Line) -> str:
        if not line.field.differs:
            return tr("the same")
        side = self._side(line)
        if side == "":
            return tr("choose 1, 2 or 3")
        if side == TYPED:
            value = self.taken[line.field.path][1] or ""
            return line.choices.get(value, value) or "-"
        text = line.first if side == LAPTOP_SIDE else line.second
        chosen = line.field.path in self.taken
        return text if chosen else tr("{answer} (by itself)", answer=text)
