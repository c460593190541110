"""Numbers on a scale: a handle, upright or lying; a box of numbers; stars."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSlider, QWidget

from outreach_app.forms import ItemView
from outreach_app.i18n import tr
from outreach_app.ui import markup, theme
from outreach_app.ui.buttons import label
from outreach_app.ui.flow import FlowLayout
from outreach_app.ui.questions.field import ENTER, Field, pressed
from outreach_app.ui.questions.lists import BoxField

_LONG = 360
_MOST = 100
"""Steps beyond this many are drawn without ticks of their own."""


def steps(view: ItemView) -> list[str]:
    """Return every number of a scale, as forms write them, from start to end."""
    assert view.range is not None  # noqa: S101 - the engine gives every range its numbers
    start, end, step = view.range
    way = step if end >= start else -step
    count = math.floor(abs(end - start) / step + 1e-9)
    return [f"{round(start + way * n, 10):g}" for n in range(count + 1)]


def place_of(value: str, scale: list[str]) -> int | None:
    """Return where a value stands on the scale; the engine writes whole decimals as `5.0`."""
    try:
        return next(n for n, one in enumerate(scale) if float(one) == float(value))
    except (StopIteration, ValueError):
        return None


class RangeField(Field):
    """A handle on a line; nothing is chosen until it was touched."""

    def _make(self, view: ItemView) -> QWidget:
        self._scale, self._chosen = steps(view), ""
        upright = "vertical" in view.appearance
        way = Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal
        self._slider = _Ticked(way)
        self._slider.setRange(0, len(self._scale) - 1)
        self._slider.setEnabled(not view.readonly)
        if "no-ticks" not in view.appearance and len(self._scale) <= _MOST:
            both = QSlider.TickPosition.TicksBothSides
            self._slider.setTickPosition(both)
            self._slider.setTickInterval(self._tick_steps(view))
        if upright:
            self._slider.setFixedHeight(theme.px(200))
            self._slider.setMinimumWidth(theme.px(40))
        else:
            self._slider.setFixedWidth(theme.px(_LONG))
            self._slider.setMinimumHeight(theme.px(40))
        self._shown = label("", "label")
        # A handle that stays where it is was touched all the same: Home chooses the first number.
        self._slider.actionTriggered.connect(self._moved)
        self._slider.sliderPressed.connect(self._moved)
        self._slider.valueChanged.connect(self._moved)
        self._slider.installEventFilter(self)
        holder = self._arranged(upright=upright)
        self.put(view.value)
        return holder

    def _tick_steps(self, view: ItemView) -> int:
        wanted = view.parameters.get("tick-interval", "")
        step = view.range[2] if view.range else 1.0
        try:
            return max(1, round(float(wanted) / step))
        except ValueError:
            return 1

    def _arranged(self, *, upright: bool) -> QWidget:
        way = QBoxLayout.Direction
        holder = QWidget()
        row = QBoxLayout(way.BottomToTop if upright else way.LeftToRight, holder)
        row.setContentsMargins(0, 0, 0, 0)
        ends = [label(self._scale[0], "hint"), label(self._scale[-1], "hint")]
        for end in ends:
            end.setWordWrap(False)
        for part in (ends[0], self._slider, ends[1]):
            row.addWidget(part)
        outer = QWidget()
        beside = QBoxLayout(way.LeftToRight, outer)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(holder)
        beside.addWidget(self._shown)
        beside.addStretch(1)
        outer.setFocusProxy(self._slider)
        return outer

    def controls(self) -> tuple[QWidget, ...]:
        """Return the handle."""
        return (self._slider,)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        self._slider.setEnabled(not view.readonly)
        super().update_view(view, tried=tried)
        self.name_controls(self._slider)

    def _moved(self, _any: int = 0) -> None:
        self._chosen = self._scale[self._slider.sliderPosition()]
        self._shown.setText(self._chosen)
        self.changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on."""
        if pressed(event) in ENTER:
            self.commit()
            self.enter()
            return True
        return super().eventFilter(watched, event)

    def value(self) -> str:
        """Return the number, empty until one was chosen."""
        return self._chosen

    def put(self, value: str) -> None:
        """Show a value."""
        place = place_of(value, self._scale)
        self._slider.blockSignals(True)
        self._slider.setValue(place or 0)
        self._slider.blockSignals(False)
        self._chosen = value
        self._shown.setText(tr("not chosen yet") if place is None else self._scale[place])


class _Ticked(QSlider):
    """A handle on a line whose ticks are drawn here: a style sheet leaves them out."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ticks below (or beside) the line."""
        super().paintEvent(event)
        if self.tickPosition() == QSlider.TickPosition.NoTicks or not self.maximum():
            return
        upright, handle = self.orientation() == Qt.Orientation.Vertical, theme.px(18) + 6
        room = (self.height() if upright else self.width()) - handle
        across = (self.width() if upright else self.height()) // 2 + handle // 2 + 1
        with QPainter(self) as painter:
            painter.setPen(QPen(QColor(theme.token("border")), 2))
            for at in range(0, self.maximum() + 1, max(1, self.tickInterval())):
                along = handle // 2 + room * at // self.maximum()
                if upright:
                    painter.drawLine(
                        across, self.height() - along, across + 5, self.height() - along
                    )
                else:
                    painter.drawLine(along, across, along, across + 5)


class PickerField(BoxField):
    """The numbers of a scale in a box that opens (`picker`)."""

    def _offer(self, view: ItemView) -> None:
        self._scale = steps(view)
        self._box.clear()
        self._box.addItem(tr("Not chosen yet"), "")
        for one in self._scale:
            self._box.addItem(one, one)
        self.put(view.value)

    def put(self, value: str) -> None:
        """Show a value."""
        place = place_of(value, self._scale)
        self._box.setCurrentIndex(0 if place is None else place + 1)


class RatingField(Field):
    """Stars (`rating`); digits choose."""

    def _make(self, view: ItemView) -> QWidget:
        self._scale, self._chosen = steps(view), ""
        holder = QWidget()
        flow = FlowLayout(gap=theme.px(4))
        self._stars = [_Star(self, at) for at in range(len(self._scale))]
        for star in self._stars:
            star.setEnabled(not view.readonly)
            flow.addWidget(star)
        holder.setLayout(flow)
        holder.setFocusProxy(self._stars[0])
        self.put(view.value)
        return holder

    def controls(self) -> tuple[QWidget, ...]:
        """Return the stars."""
        return tuple(self._stars)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        name, last = markup.plain(view.label), self._scale[-1]
        for star, value in zip(self._stars, self._scale, strict=True):
            said = tr("{label}: {value} of {last}", label=name, value=value, last=last)
            star.setAccessibleName(said)
            star.setEnabled(not view.readonly)

    def choose(self, at: int) -> None:
        """Choose a star."""
        if 0 <= at < len(self._scale) and not self.view.readonly:
            self._chosen = self._scale[at]
            self._draw()
            self.commit()

    def _draw(self) -> None:
        place = place_of(self._chosen, self._scale)
        for star in self._stars:
            star.setChecked(place is not None and star.at <= place)

    def value(self) -> str:
        """Return the number of the star, empty until one was chosen."""
        return self._chosen

    def put(self, value: str) -> None:
        """Show a value."""
        self._chosen = value
        self._draw()


class _Star(QAbstractButton):
    """One star; full up to the chosen one."""

    def __init__(self, field: RatingField, at: int) -> None:
        super().__init__()
        self._field, self.at = field, at
        self.setCheckable(True)
        self.setFixedSize(theme.px(40), theme.px(40))
        self.clicked.connect(lambda: field.choose(at))

    def sizeHint(self) -> QSize:
        """Return the size of a target."""
        return self.minimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._field.enter()
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self._field.choose(event.key() - int(Qt.Key.Key_1))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the star, filled when it counts."""
        middle, outer = QPointF(self.width() / 2, self.height() / 2), self.width() / 2 - 4
        points = [
            middle
            + QPointF(math.sin(n * math.pi / 5), -math.cos(n * math.pi / 5))
            * (outer if n % 2 == 0 else outer * 0.45)
            for n in range(10)
        ]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.token("border")), 2))
            full = self.isChecked()
            painter.setBrush(QColor(theme.token("primary" if full else "surface")))
            painter.drawPolygon(QPolygonF(points))
