"""The rarer questions as widgets: long text, tick, range, rank, long lists of many, coordinates."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from outreach_app.forms import ItemView
from outreach_app.ui.buttons import label
from outreach_app.ui.fields import Field

_ROLE = Qt.ItemDataRole.UserRole
_SEXAGESIMAL = re.compile(
    r"(\d+)°\s*(\d+(?:\.\d+)?)['′]\s*(?:(\d+(?:\.\d+)?)[\"″])?\s*([NSEWUTB])", re.IGNORECASE
)


class LongTextField(Field):
    """Text of several lines (appearance `multiline`)."""

    def _make(self, view: ItemView) -> QWidget:
        self._edit = QPlainTextEdit()
        self._edit.setFixedSize(560, 110)
        self._edit.setTabChangesFocus(True)
        self._edit.setReadOnly(view.readonly)
        self._edit.textChanged.connect(self.changed)
        self.put(view.value)
        return self._edit

    def value(self) -> str:
        """Return the text."""
        return self._edit.toPlainText().strip()

    def put(self, value: str) -> None:
        """Show a value."""
        if value != self.value():
            self._edit.setPlainText(value)


class TickField(Field):
    """One box to tick (`trigger`): `OK` or nothing."""

    def _make(self, view: ItemView) -> QWidget:
        self._box = QCheckBox(view.label)
        self._box.setEnabled(not view.readonly)
        self._box.clicked.connect(self.commit)
        self.put(view.value)
        return self._box

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands; its label stands beside the box."""
        super().update_view(view, tried=tried)
        self._title.hide()
        self._box.setText(view.label)

    def value(self) -> str:
        """Return `OK` when it is ticked."""
        return "OK" if self._box.isChecked() else ""

    def put(self, value: str) -> None:
        """Show a value."""
        self._box.setChecked(bool(value))


class RangeField(Field):
    """A number on a scale; nothing is chosen until the handle is moved."""

    def _make(self, view: ItemView) -> QWidget:
        assert view.range is not None  # noqa: S101 - the engine gives every range its numbers
        self._start, self._end, self._step = view.range
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, round(abs(self._end - self._start) / self._step))
        self._slider.setFixedWidth(360)
        self._slider.setEnabled(not view.readonly)
        self._slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self._shown = label("", "label")
        self._chosen = ""
        self._slider.valueChanged.connect(self._moved)
        for part in (label(f"{self._start:g}", "hint"), self._slider):
            row.addWidget(part)
        row.addWidget(label(f"{self._end:g}", "hint"))
        row.addWidget(self._shown)
        row.addStretch(1)
        holder.setFocusProxy(self._slider)
        self.put(view.value)
        return holder

    def _moved(self, at: int) -> None:
        way = 1 if self._end >= self._start else -1
        self._chosen = f"{self._start + way * at * self._step:g}"
        self._shown.setText(self._chosen)
        self.changed()

    def value(self) -> str:
        """Return the number, empty until one was chosen."""
        return self._chosen

    def put(self, value: str) -> None:
        """Show a value."""
        self._slider.blockSignals(True)
        if value:
            self._slider.setValue(round(abs(float(value) - self._start) / self._step))
        self._slider.blockSignals(False)
        self._chosen = value
        self._shown.setText(value.removesuffix(".0") or "–")


class ManyField(Field):
    """Many choices of which several may be ticked, in a list that scrolls."""

    def _make(self, view: ItemView) -> QWidget:
        self._list = QListWidget()
        self._list.setFixedSize(420, 220)
        self._list.setEnabled(not view.readonly)
        for choice in view.choices:
            row = QListWidgetItem(choice.label, self._list)
            row.setData(_ROLE, choice.value)
            row.setCheckState(Qt.CheckState.Unchecked)
        self.put(view.value)
        self._list.itemChanged.connect(self.changed)
        return self._list

    def _rows(self) -> list[QListWidgetItem]:
        return [self._list.item(n) for n in range(self._list.count())]

    def value(self) -> str:
        """Return the ticked values, separated by spaces."""
        ticked = (r for r in self._rows() if r.checkState() == Qt.CheckState.Checked)
        return " ".join(str(row.data(_ROLE)) for row in ticked)

    def put(self, value: str) -> None:
        """Show a value."""
        chosen = value.split()
        for row in self._rows():
            ticked = row.data(_ROLE) in chosen
            row.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)


class RankField(Field):
    """Choices to put in order, with up and down."""

    def _make(self, view: ItemView) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._list = QListWidget()
        self._list.setFixedSize(360, min(260, max(96, 24 * len(view.choices) + 12)))
        self._labels = {c.value: c.label for c in view.choices}
        self._ranked = False
        row.addWidget(self._list)
        buttons = QVBoxLayout()
        for text, by in (("▲", -1), ("▼", 1)):
            made = QPushButton(text)
            made.setEnabled(not view.readonly)
            made.setAccessibleName(f"{view.label} {text}")
            made.clicked.connect(lambda _=False, by=by: self._move(by))
            buttons.addWidget(made)
        buttons.addStretch(1)
        row.addLayout(buttons)
        row.addStretch(1)
        holder.setFocusProxy(self._list)
        self.put(view.value)
        return holder

    def _move(self, by: int) -> None:
        at = max(self._list.currentRow(), 0)
        to = min(max(at + by, 0), self._list.count() - 1)
        self._list.insertItem(to, self._list.takeItem(at))
        self._list.setCurrentRow(to)
        self._ranked = True
        self.commit()

    def value(self) -> str:
        """Return all values in order; nothing until something was moved."""
        rows = (self._list.item(n) for n in range(self._list.count()))
        return " ".join(str(r.data(_ROLE)) for r in rows) if self._ranked else ""

    def put(self, value: str) -> None:
        """Show a value; choices it does not name come last."""
        self._ranked = bool(value)
        self._list.clear()
        named = [v for v in value.split() if v in self._labels]
        for one in (*named, *(v for v in self._labels if v not in named)):
            QListWidgetItem(self._labels[one], self._list).setData(_ROLE, one)


class PointField(Field):
    """A coordinate, typed: `-5.03 104.08` or `5°1'48" S 104°4'48" T`."""

    def _make(self, view: ItemView) -> QWidget:
        self._edit = QLineEdit()
        self._edit.setFixedWidth(420)
        self._edit.setReadOnly(view.readonly)
        self._edit.setPlaceholderText("-5.03 104.08")
        self._edit.textEdited.connect(self.changed)
        self._edit.editingFinished.connect(self.commit)
        self._edit.returnPressed.connect(lambda: self.entered.emit(self.path))
        self.put(view.value)
        return self._edit

    def value(self) -> str:
        """Return `lat lon` in decimal degrees, as typed when it is something else."""
        return coordinate(self._edit.text().strip())

    def put(self, value: str) -> None:
        """Show a value."""
        self._edit.setText(value)


def coordinate(text: str) -> str:
    """Return `lat lon` for degrees, minutes and seconds (U/N S T/E B/W), else `text`."""
    parts = _SEXAGESIMAL.findall(text)
    if len(parts) == 2:
        values = []
        for degrees, minutes, seconds, side in parts:
            value = int(degrees) + float(minutes) / 60 + float(seconds or 0) / 3600
            values.append(f"{-value if side.upper() in 'SWB' else value:.6f}")
        return " ".join(values)
    return re.sub(r"\s*[,;]\s+|\s+", " ", text) if text.count(";") < 1 else text
