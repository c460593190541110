"""The parts of a page as widgets that stay: what changes is changed, the rest is left alone.

So an answer that shows a question costs one widget, and the focus never moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from outreach_app.forms import ItemView
from outreach_app.ui import markup, theme
from outreach_app.ui.buttons import label
from outreach_app.ui.page_tree import Part, columns, width
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.field import Field
from outreach_app.ui.questions.kinds import kind_of
from outreach_app.ui.questions.sounds import SoundButton, speaks

_GAP = 24
Key = tuple[object, ...]


class Host(Protocol):
    """Whoever shows a page: makes its fields heard and does what its cards ask."""

    @property
    def around(self) -> Around:
        """Return what stands around the questions."""

    def make(self, part: Part) -> QWidget:
        """Make the widget of a part."""

    def tried(self, path: str) -> bool:
        """Tell whether the officer has passed a question."""

    def add_card(self, repeat_path: str) -> None:
        """Add a card."""

    def remove_card(self, path: str) -> None:
        """Remove a card."""


class NoteView(QWidget):
    """Text to read, or a soft warning."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._text, self._hint, self._picture = label(""), label("", "hint"), QLabel()
        self._sound: SoundButton | None = None
        self._text.setIndent(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(3)
        for part in (self._text, self._hint, self._picture):
            column.addWidget(part)
        self._column = column

    def show_part(self, part: Part) -> None:
        """Show the text as it stands."""
        view = part.view
        if self._text.property("role") is None:
            self._text.setProperty("role", "warn" if "warn" in view.appearance else "note")
        text = f"{view.label} {view.value}".strip() if view.value else view.label
        markup.show(self._text, text)
        markup.show(self._hint, view.hint)
        self._hint.setVisible(bool(view.hint))
        if self._sound is None and speaks(view.media):
            self._sound = SoundButton(self._host.around)
            self._column.addWidget(self._sound, 0, Qt.AlignmentFlag.AlignLeft)
        if self._sound is not None:
            self._sound.offer(view.media, view.label)
        picture = self._host.around.picture(view.media.get("image", ""))
        self._picture.setVisible(picture is not None)
        if picture is not None:
            self._picture.setPixmap(picture)


class Block(QWidget):
    """A group: a heading and its parts, in columns while they fit."""

    def __init__(self, host: Host, *, heading: bool = True) -> None:
        super().__init__()
        self._host = host
        self._parts: dict[Key, QWidget] = {}
        self._views: list[tuple[QWidget, ItemView]] = []
        self._columns, self._folded, self._named = 1, False, False
        self._title = label("", "group")
        self._title.setIndent(0)
        self._title.setVisible(False)
        self._heading = heading
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(_GAP))
        self._grid.setVerticalSpacing(0)
        column.addLayout(self._grid)

    def show_part(self, part: Part) -> None:
        """Show the group as it stands."""
        if self._heading:
            markup.show(self._title, part.view.label)
            self._title.setVisible(bool(part.view.label))
        found: dict[Key, QWidget] = {}
        for child in part.parts:
            key = _key(child)
            widget = self._parts.get(key) or self._host.make(child)
            self._update(widget, child)
            found[key] = widget
        for key, widget in self._parts.items():
            if key not in found:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        views = [(found[_key(child)], child.view) for child in part.parts]
        same = [w for w, _ in views] == [w for w, _ in self._views]
        self._parts, self._views = found, views
        if not same or columns(part) != self._columns:
            self._columns = columns(part)
            self._named = any(width(view) for _, view in views)
            self._arrange()

    def _update(self, widget: QWidget, part: Part) -> None:
        if isinstance(widget, Field):
            widget.update_view(part.view, tried=self._host.tried(part.view.path))
        elif isinstance(widget, Block | NoteView):
            widget.show_part(part)

    def fields(self) -> Iterator[Field]:
        """Yield the questions, in order."""
        for widget, _ in self._views:
            if isinstance(widget, Field):
                yield widget
            elif isinstance(widget, Block):
                yield from widget.fields()

    # Columns ------------------------------------------------------------------------------

    def natural_width(self) -> int:
        """Return how wide it wants to be, with its columns beside one another."""
        inner = [w.natural_width() for w, _ in self._views if isinstance(w, Block)]
        return max([self._needed(), *inner])

    def _span(self, view: ItemView, widget: QWidget) -> int:
        if isinstance(widget, Block):
            return self._columns
        if view.kind == "note" and not width(view):
            return self._columns
        # Where some parts name their width, the others take the row.
        default = self._columns if self._named else 1
        return min(width(view) or default, self._columns)

    def _needed(self) -> int:
        """Return the width that the columns need so that nothing in them is cut."""
        one = 0
        for widget, view in self._views:
            if not isinstance(widget, Block) and view.kind != "note":
                span = self._span(view, widget)
                gaps = theme.px(_GAP) * (span - 1)
                one = max(one, (widget.minimumSizeHint().width() - gaps) // span)
        return one * self._columns + theme.px(_GAP) * (self._columns - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold to one column when the columns no longer fit."""
        super().resizeEvent(event)
        if self._columns > 1 and (self._needed() > self.width()) != self._folded:
            self._arrange()

    def _arrange(self) -> None:
        # `takeAt` leaves the former places alive in PySide, and Qt then never forgets the heights
        # that the new ones remember.
        for widget in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if self._grid.indexOf(widget) >= 0:
                self._grid.removeWidget(widget)
        self._folded = self._columns > 1 and self._needed() > self.width()
        beside = 1 if self._folded else self._columns
        for column in range(12):
            self._grid.setColumnStretch(column, 1 if column < beside else 0)
        for widget, place in _places(self._views, beside, self._span):
            self._grid.addWidget(widget, *place, Qt.AlignmentFlag.AlignTop)
            widget.show()


def _places(
    views: list[tuple[QWidget, ItemView]],
    beside: int,
    span_of: Callable[[ItemView, QWidget], int],
) -> Iterator[tuple[QWidget, tuple[int, int, int, int]]]:
    """Yield (widget, (row, column, rows, columns)); a warning stands under its question."""
    line, depth, column, last = 0, 0, 0, (0, beside)
    for widget, view in views:
        warned = "warn" in view.appearance and view.kind == "note"
        if warned and beside > 1 and depth:
            yield widget, (line + depth, last[0], 1, last[1])
            depth += 1
            continue
        span = min(span_of(view, widget), beside)
        if column + span > beside:
            line, depth, column = line + max(depth, 1), 0, 0
        yield widget, (line, column, 1, span)
        last, column, depth = (column, span), column + span, max(depth, 1)


def _key(part: Part) -> Key:
    view = part.view
    if view.kind == "card":
        return ("card", view.row)
    if view.kind in ("group", "repeat", "note"):
        return (view.kind, view.name, view.appearance)
    return (view.name, kind_of(view), view.kind, view.appearance)
