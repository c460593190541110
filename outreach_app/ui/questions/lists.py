"""Many choices: a type-ahead, a box that opens, a list of ticks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from outreach_app.domain.names import fold
from outreach_app.forms import ItemView
from outreach_app.i18n import tr
from outreach_app.ui import markup, theme
from outreach_app.ui.questions.field import ENTER, Field, pressed
from outreach_app.ui.typeahead import TypeAhead

ROLE = Qt.ItemDataRole.UserRole
_WIDE, _TALL, _FILTERED = 40, 220, 12


class ListField(Field):
    """Many choices: a type-ahead that forgives spelling (`search`, `autocomplete`)."""

    def _make(self, view: ItemView) -> QWidget:
        self._box = TypeAhead(_pairs(view))
        self._box.setEnabled(not view.readonly)
        self._box.setFixedWidth(theme.digits(_WIDE) + 24)
        self._box.chosen.connect(self.commit)
        self._box.entered.connect(self.enter)
        self.put(view.value)
        return self._box

    def controls(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self._box,)

    def speak(self, view: ItemView) -> None:
        """Offer the choices again."""
        self._box.offer(_pairs(view))
        self._box.put(view.value)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        self._box.setEnabled(not view.readonly)
        super().update_view(view, tried=tried)

    def value(self) -> str:
        """Return the chosen value."""
        return self._box.value()

    def put(self, value: str) -> None:
        """Show a value."""
        self._box.put(value)


class BoxField(Field):
    """A few choices in a box that opens (`minimal`)."""

    def _make(self, view: ItemView) -> QWidget:
        self._box = _QuietBox()
        self._box.setFixedWidth(theme.digits(_WIDE) + 24)
        self._box.setEnabled(not view.readonly)
        self._offer(view)
        self._box.activated.connect(self._activated)
        self._box.installEventFilter(self)
        return self._box

    def _offer(self, view: ItemView) -> None:
        self._box.clear()
        self._box.addItem(tr("Not chosen yet"), "")
        for choice in view.choices:
            self._box.addItem(markup.plain(choice.label), choice.value)
        self.put(view.value)

    def controls(self) -> tuple[QWidget, ...]:
        """Return the box."""
        return (self._box,)

    def speak(self, view: ItemView) -> None:
        """Offer the choices again."""
        self._offer(view)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        self._box.setEnabled(not view.readonly)
        super().update_view(view, tried=tried)

    def _activated(self) -> None:
        self.commit()
        if "quick" in self.view.appearance:
            self.enter()

    def value(self) -> str:
        """Return the chosen value."""
        return str(self._box.currentData() or "")

    def put(self, value: str) -> None:
        """Show a value."""
        self._box.setCurrentIndex(max(0, self._box.findData(value)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits choose, Enter goes on, while the box has the focus and is closed."""
        key = pressed(event)
        if key in ENTER:
            self.enter()
            return True
        at = key - int(Qt.Key.Key_0)
        if 0 < at < min(10, self._box.count()):
            self._box.setCurrentIndex(at)
            self._activated()
            return True
        return super().eventFilter(watched, event)


class _QuietBox(QComboBox):
    """A box that the wheel does not change while the page is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ManyField(Field):
    """Many choices of which several may be ticked, with a line that narrows the list."""

    def _make(self, view: ItemView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(tr("Type two letters"))
        self._filter.textEdited.connect(self._narrow)
        self._list = QListWidget()
        for part in (self._filter, self._list):
            part.setFixedWidth(theme.digits(_WIDE) + 24)
            part.setEnabled(not view.readonly)
            column.addWidget(part)
        self._list.setFixedHeight(theme.px(_TALL))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._filter.setVisible(len(view.choices) > _FILTERED)
        self._list.itemChanged.connect(self._ticked)
        holder.setFocusProxy(self._list)
        self._offer(view)
        return holder

    def _offer(self, view: ItemView) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for choice in view.choices:
            row = QListWidgetItem(markup.plain(choice.label), self._list)
            row.setData(ROLE, choice.value)
            row.setCheckState(Qt.CheckState.Unchecked)
        self._list.setCurrentRow(0)
        self._list.blockSignals(False)
        self.put(view.value)

    def controls(self) -> tuple[QWidget, ...]:
        """Return the list."""
        return (self._list,)

    def speak(self, view: ItemView) -> None:
        """Offer the choices again."""
        self._offer(view)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        self.name_controls(self._list)
        name = tr("Narrow the list: {label}", label=markup.plain(view.label))
        self._filter.setAccessibleName(name)

    def _narrow(self, text: str) -> None:
        for row in self._rows():
            row.setHidden(fold(text) not in fold(row.text()))

    def _ticked(self) -> None:
        self.changed()

    def _rows(self) -> list[QListWidgetItem]:
        return [self._list.item(n) for n in range(self._list.count())]

    def value(self) -> str:
        """Return the ticked values, separated by spaces."""
        ticked = (r for r in self._rows() if r.checkState() == Qt.CheckState.Checked)
        return " ".join(str(row.data(ROLE)) for row in ticked)

    def put(self, value: str) -> None:
        """Show a value."""
        chosen = value.split()
        self._list.blockSignals(True)
        for row in self._rows():
            ticked = row.data(ROLE) in chosen
            row.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        self._list.viewport().update()


def _pairs(view: ItemView) -> list[tuple[str, str]]:
    return [(c.value, markup.plain(c.label) if "*" in c.label else c.label) for c in view.choices]
