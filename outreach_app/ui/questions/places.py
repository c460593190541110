"""Coordinates: typed, or read from a GPS receiver; a trace or a shape is a list of them.

No map is needed: what `map` appearances ask for becomes these plain controls.
"""

from __future__ import annotations

import re
import threading

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach_app.domain.nmea import Fix
from outreach_app.forms import ItemView
from outreach_app.i18n import tr
from outreach_app.ui import gps, markup, tasks, theme
from outreach_app.ui.problems import text_of
from outreach_app.ui.questions.field import Field
from outreach_app.ui.questions.lines import LineField

_SEXAGESIMAL = re.compile(
    r"(\d+)°\s*(\d+(?:\.\d+)?)['′]\s*(?:(\d+(?:\.\d+)?)[\"″])?\s*([NSEWUTB])", re.IGNORECASE
)
_GOOD_M = 5.0


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


class _Receiver(QPushButton):
    """A button that reads a position off the screen's thread, and stops waiting when asked.

    Args:
        owner: the question; told through `found` and `failed`.
    """

    def __init__(self, owner: PointField | TraceField) -> None:
        super().__init__()
        self._owner, self._stop = owner, threading.Event()
        self.reading = False
        self.clicked.connect(self._press)
        self.say()

    def say(self) -> None:
        """Show what a press does, in the language of the moment."""
        text = tr("Stop reading") if self.reading else tr("Read GPS")
        self.setText(text)
        self.setAccessibleName(f"{markup.plain(self._owner.view.label)}: {text}")

    def _press(self) -> None:
        if self.reading:
            self._stop.set()
            return
        self._stop = threading.Event()
        places, stop = self._owner.around.gps(), self._stop
        good = float(self._owner.view.parameters.get("accuracyThreshold") or _GOOD_M)
        self.reading = True
        self.say()
        tasks.run(self, lambda: gps.read(places, stop, good), self._found, self._failed)

    def _found(self, fix: Fix) -> None:
        self.reading = False
        self.say()
        self._owner.located(fix)

    def _failed(self, error: Exception) -> None:
        self.reading = False
        self.say()
        self._owner.say_aside(text_of(error))


class PointField(LineField):
    """A coordinate: `-5.03 104.08`, `5°1'48" S 104°4'48" T`, or read from a receiver."""

    def _make(self, view: ItemView) -> QWidget:
        self._kept = view.value
        holder = super()._make(view)
        self._edit.setPlaceholderText("-5.03 104.08")
        self._receiver = None
        if self.around.gps() and not view.readonly:
            self._receiver = _Receiver(self)
            self._row.insertWidget(1, self._receiver)
        return holder

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        if self._receiver is not None:
            self._receiver.say()

    def located(self, fix: Fix) -> None:
        """Take a position that the receiver told."""
        self.put(fix.lexical())
        self.commit()

    def say_aside(self, text: str) -> None:
        """Say why there is no position."""
        self._aside.setText(text)

    def value(self) -> str:
        """Return the coordinate; height and accuracy stay while the text is what was read."""
        text = self._edit.text().strip()
        return self._kept if text == self.shown(self._kept) else coordinate(text)

    def put(self, value: str) -> None:
        """Show a value."""
        self._kept = value
        super().put(value)

    def shown(self, value: str) -> str:
        """Return latitude and longitude."""
        return " ".join(value.split()[:2])

    def tell_aside(self, value: str) -> None:
        """Say how exact a position is, when the receiver told."""
        parts = value.split()
        exact = parts[3] if len(parts) == 4 else ""
        known = re.fullmatch(r"\d+(\.\d+)?", exact) and float(exact) > 0
        self._aside.setText(tr("within {m} m", m=round(float(exact))) if known else "")


class TraceField(Field):
    """A line or an area as a list of coordinates; an area is closed by itself."""

    def _make(self, view: ItemView) -> QWidget:
        self._closed = view.kind == "geoshape"
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self._list = QListWidget()
        self._list.setFixedSize(theme.digits(40) + 24, theme.px(120))
        self._edit = QLineEdit()
        self._edit.setPlaceholderText("-5.03 104.08")
        self._edit.setFixedWidth(theme.digits(24) + 24)
        self._edit.returnPressed.connect(self._entered)
        self._add, self._drop = QPushButton(), QPushButton()
        self._add.clicked.connect(self._add_typed)
        self._drop.clicked.connect(self._remove)
        row = QHBoxLayout()
        self._receiver = _Receiver(self) if self.around.gps() else None
        parts = (self._edit, self._add, self._drop, self._receiver)
        for part in filter(None, parts):
            part.setEnabled(not view.readonly)
            row.addWidget(part)
        row.addStretch(1)
        column.addWidget(self._list)
        column.addLayout(row)
        holder.setFocusProxy(self._edit)
        self.put(view.value)
        return holder

    def controls(self) -> tuple[QWidget, ...]:
        """Return the list and the line."""
        return (self._list, self._edit)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        name = markup.plain(view.label)
        self._list.setAccessibleName(f"{name}: {tr('points')}")
        self._edit.setAccessibleName(f"{name}: {tr('next point')}")
        for made, text in ((self._add, tr("Add point")), (self._drop, tr("Remove point"))):
            made.setText(text)
            made.setAccessibleName(f"{name}: {text}")
        if self._receiver is not None:
            self._receiver.say()

    def located(self, fix: Fix) -> None:
        """Add a position that the receiver told."""
        self._list.addItem(fix.lexical())
        self.commit()

    def say_aside(self, text: str) -> None:
        """Say why there is no position."""
        self._message.setText(text)
        self._message.show()

    def _entered(self) -> None:
        """Enter adds the point that was typed; with nothing typed it goes on."""
        if not self._edit.text().strip():
            self.enter()
        self._add_typed()

    def _add_typed(self) -> None:
        text = coordinate(self._edit.text().strip())
        if text:
            self._list.addItem(text)
            self._edit.clear()
            self.commit()

    def _remove(self) -> None:
        at = self._list.currentRow() if self._list.currentRow() >= 0 else self._list.count() - 1
        self._list.takeItem(at)
        self.commit()

    def _points(self) -> list[str]:
        return [self._list.item(n).text() for n in range(self._list.count())]

    def value(self) -> str:
        """Return the points joined by `; `, an area with its first point at its end."""
        points = self._points()
        if self._closed and len(points) >= 3 and points[0] != points[-1]:
            points.append(points[0])
        return "; ".join(points)

    def put(self, value: str) -> None:
        """Show a value; the point that closes an area is not shown twice."""
        points = [p.strip() for p in value.split(";") if p.strip()]
        if self._closed and len(points) > 1 and points[0] == points[-1]:
            points.pop()
        if points != self._points():
            self._list.clear()
            self._list.addItems(points)
