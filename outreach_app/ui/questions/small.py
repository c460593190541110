"""A tick, an order, and a file that this laptop does not take."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from outreach_app.forms import ItemView
from outreach_app.i18n import tr
from outreach_app.ui import markup, theme
from outreach_app.ui.buttons import label
from outreach_app.ui.choice_button import ChoiceButton
from outreach_app.ui.flow import FlowLayout
from outreach_app.ui.questions.field import ENTER, Field, pressed
from outreach_app.ui.questions.lines import LineField
from outreach_app.ui.questions.lists import ROLE


class TickField(Field):
    """One box to tick (`trigger`): `OK` or nothing."""

    def _make(self, view: ItemView) -> QWidget:
        holder = QWidget()
        flow = FlowLayout()
        self._box = ChoiceButton(view.label, many=True)
        self._box.setEnabled(not view.readonly)
        self._box.clicked.connect(self.commit)
        self._box.installEventFilter(self)
        flow.addWidget(self._box)
        holder.setLayout(flow)
        holder.setFocusProxy(self._box)
        self.put(view.value)
        return holder

    def controls(self) -> tuple[QWidget, ...]:
        """Return the box."""
        return (self._box,)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands; its label stands beside the box."""
        super().update_view(view, tried=tried)
        self._title.hide()
        self._box.say(view.label)
        self._box.setEnabled(not view.readonly)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, 1 ticks."""
        key = pressed(event)
        if key in ENTER:
            self.enter()
            return True
        if key == Qt.Key.Key_1:
            self._box.click()
            return True
        return super().eventFilter(watched, event)

    def value(self) -> str:
        """Return `OK` when it is ticked."""
        return "OK" if self._box.isChecked() else ""

    def put(self, value: str) -> None:
        """Show a value."""
        self._box.setChecked(bool(value))


_LINE_PX = 33
"""Of a line of a list, as the theme draws it."""


class RankField(Field):
    """Choices to put in order: Alt+arrows or buttons move a line."""

    def _make(self, view: ItemView) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._list = QListWidget()
        self._list.setFixedWidth(theme.digits(34))
        tall = theme.px(_LINE_PX) * len(view.choices) + 8
        self._list.setFixedHeight(min(theme.px(300), max(theme.px(124), tall)))
        self._list.installEventFilter(self)
        self._ranked = False
        row.addWidget(self._list)
        buttons = QVBoxLayout()
        self._movers: list[tuple[QPushButton, str]] = []
        for text, by in (("Up", -1), ("Down", 1), ("Keep this order", 0)):
            made = QPushButton()
            made.clicked.connect(lambda _=False, by=by: self.move_line(by))
            self._movers.append((made, text))
            buttons.addWidget(made)
        buttons.addStretch(1)
        row.addLayout(buttons)
        row.addStretch(1)
        holder.setFocusProxy(self._list)
        self._offer(view)
        return holder

    def _offer(self, view: ItemView) -> None:
        self._labels = {c.value: markup.plain(c.label) for c in view.choices}
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
        words = {"Up": tr("Up"), "Down": tr("Down"), "Keep this order": tr("Keep this order")}
        for made, text in self._movers:
            made.setText(words[text])
            made.setAccessibleName(f"{markup.plain(view.label)}: {words[text]}")
            made.setEnabled(not view.readonly)

    def move_line(self, by: int) -> None:
        """Move the current line; 0 keeps the order as it stands."""
        if self.view.readonly:
            return
        at = max(self._list.currentRow(), 0)
        to = min(max(at + by, 0), self._list.count() - 1)
        self._list.insertItem(to, self._list.takeItem(at))
        self._list.setCurrentRow(to)
        self._ranked = True
        self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+arrows move, Enter goes on."""
        if pressed(event) in ENTER:
            self.enter()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_line(by)
                return True
        return super().eventFilter(watched, event)

    def value(self) -> str:
        """Return all values in order; nothing until something was moved or the order kept."""
        rows = (self._list.item(n) for n in range(self._list.count()))
        return " ".join(str(r.data(ROLE)) for r in rows) if self._ranked else ""

    def put(self, value: str) -> None:
        """Show a value; choices it does not name come last."""
        self._ranked = bool(value)
        at = max(self._list.currentRow(), 0)
        self._list.clear()
        named = [v for v in value.split() if v in self._labels]
        for one in (*named, *(v for v in self._labels if v not in named)):
            QListWidgetItem(self._labels[one], self._list).setData(ROLE, one)
        self._list.setCurrentRow(at)


class FileField(LineField):
    """A file that a form of another office asks for: its name is noted, the paper is brought.

    Forms that are published here have none: see `forms.publish`.
    """

    def _make(self, view: ItemView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        line = super()._make(view)
        self._said = label("", "hint")
        column.addWidget(self._said)
        column.addWidget(line)
        holder.setFocusProxy(self._edit)
        return holder

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        self._said.setText(tr("Files are not taken here. Write the name of the paper."))
