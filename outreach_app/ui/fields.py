"""One question as a widget: label, hint, field, message (ux section 4).

A field tells its answer when it is left or after a pause; it never decides anything.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from outreach_app.forms import ItemView
from outreach_app.i18n import Language
from outreach_app.ui import dates
from outreach_app.ui.buttons import label
from outreach_app.ui.typeahead import TypeAhead

_PAUSE_MS = 2000
_WIDTHS = {"rt": 80, "rw": 80, "nik": 240, "kk": 240, "telepon": 240}
_SHORT = 34
"""Choices whose labels are longer stand below one another."""


class Field(QWidget):
    """A question with its field.

    Signals:
        answered: (path, value in lexical form), when it was left or paused.
        entered: Enter was pressed: go to the next question.
    """

    answered = Signal(str, str)
    entered = Signal(str)

    def __init__(self, view: ItemView, language: Language, today: date) -> None:
        super().__init__()
        self.path = view.path
        self._language, self._today = language, today
        self._told = view.value
        self._title = label("", "label")
        self._hint, self._message = label("", "hint"), label("", "problem")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        self._input = self._make(view)
        column.addWidget(self._input)
        column.addWidget(self._message)
        self.update_view(view, tried=False)

    def _make(self, view: ItemView) -> QWidget:
        raise NotImplementedError

    def value(self) -> str:
        """Return what stands in the field, in lexical form."""
        raise NotImplementedError

    def put(self, value: str) -> None:
        """Show a value that something else set."""
        raise NotImplementedError

    def focus(self) -> None:
        """Take the focus."""
        self._input.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def message(self) -> str:
        """Return what stands below the field."""
        return self._message.text()

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands; `tried`: the officer has tried to go on."""
        self._title.setText(view.label)
        self._hint.setText(view.hint)
        self._hint.setVisible(bool(view.hint))
        text = view.problem or (view.missing_text if tried and view.missing else "")
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self._input.setAccessibleName(view.label)
        self._input.setAccessibleDescription(" ".join(filter(None, (view.hint, text))))
        if view.value != self._told:
            self._told = view.value
            self.put(view.value)

    def changed(self) -> None:
        """Something was typed: tell after a pause."""
        self._pause.start()

    def commit(self) -> None:
        """Tell now, if there is anything new."""
        self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        value = self.value()
        if value != self._told:
            self._told = value
            self.answered.emit(self.path, value)


class TextField(Field):
    """Text, numbers and dates on one line."""

    def _make(self, view: ItemView) -> QWidget:
        self._date = view.kind == "date"
        self._spoken = label("", "hint")
        self._edit = QLineEdit()
        self._edit.setProperty("mono", view.name.startswith(("nik", "kk", "nomor", "telepon")))
        self._edit.setReadOnly(view.readonly)
        self._edit.setFixedWidth(_WIDTHS.get(view.name, 160 if self._date else 420))
        self._edit.textEdited.connect(self.changed)
        self._edit.editingFinished.connect(self._left)
        self._edit.returnPressed.connect(lambda: self.entered.emit(self.path))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._edit)
        row.addWidget(self._spoken, 1)
        holder.setFocusProxy(self._edit)
        self.put(view.value)
        return holder

    def value(self) -> str:
        """Return the text; a date in ISO form."""
        text = self._edit.text().strip()
        return dates.typed(text) if self._date else text

    def put(self, value: str) -> None:
        """Show a value."""
        self._edit.setText(dates.shown(value) if self._date else value)
        self._say(value)

    def _left(self) -> None:
        self.commit()
        if self._date:
            self.put(self.value())

    def _say(self, iso: str) -> None:
        if self._date:
            self._spoken.setText(dates.spoken(iso, self._language, self._today))


class ChoiceField(Field):
    """Up to twelve choices: buttons in a row, or radio buttons when labels are long."""

    def _make(self, view: ItemView) -> QWidget:
        self._many = view.kind == "select_multiple"
        holder = QWidget()
        long = any(len(c.label) > _SHORT for c in view.choices) or len(view.choices) > 5
        box = QVBoxLayout(holder) if long else QHBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(holder)
        self._group.setExclusive(not self._many)
        self._buttons: dict[str, QPushButton | QRadioButton] = {}
        for number, choice in enumerate(view.choices, 1):
            text = f"{number}  {choice.label}" if number < 10 else choice.label
            made = QRadioButton(text) if long and not self._many else QPushButton(text)
            made.setCheckable(True)
            made.setEnabled(not view.readonly)
            made.clicked.connect(self.commit)
            made.installEventFilter(self)
            self._buttons[choice.value] = made
            self._group.addButton(made, number)
            box.addWidget(made)
        if not long:
            box.addStretch(1)
        if self._buttons:
            holder.setFocusProxy(next(iter(self._buttons.values())))
        self.put(view.value)
        return holder

    def value(self) -> str:
        """Return the chosen value, several separated by spaces."""
        return " ".join(value for value, made in self._buttons.items() if made.isChecked())

    def put(self, value: str) -> None:
        """Show a value."""
        chosen = value.split()
        self._group.setExclusive(False)
        for name, made in self._buttons.items():
            made.setChecked(name in chosen)
        self._group.setExclusive(not self._many)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits choose, Enter goes on, while a choice has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.entered.emit(self.path)
                return True
            made = self._group.button(event.key() - int(Qt.Key.Key_0))
            if made is not None and not event.modifiers():
                made.setFocus()
                made.click()
                return True
        return super().eventFilter(watched, event)


class ListField(Field):
    """Many choices: a type-ahead that forgives spelling."""

    def _make(self, view: ItemView) -> QWidget:
        self._box = TypeAhead([(c.value, c.label) for c in view.choices])
        self._box.setEnabled(not view.readonly)
        self._box.setFixedWidth(420)
        self._box.chosen.connect(self.commit)
        self._box.entered.connect(lambda: self.entered.emit(self.path))
        self.put(view.value)
        return self._box

    def value(self) -> str:
        """Return the chosen value."""
        return self._box.value()

    def put(self, value: str) -> None:
        """Show a value."""
        self._box.put(value)
