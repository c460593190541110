"""One question for a citizen: large type, few words, buttons instead of lists (ux L9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from outreach_app.forms import ItemView
from outreach_app.ui.buttons import label
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.kinds import field_for

TWO_COLUMNS_FROM = 5
_KEYS = {getattr(Qt.Key, f"Key_{n}"): n - 1 for n in range(1, 10)}
Answer = Callable[[str, str], object]


class CitizenQuestion(QWidget):
    """Draws one item and tells its answer.

    Args:
        item: as the form's session gives it.
        today: for dates.
        answer: (path, value) of every change.
        go_on: a choice was made, or Enter was pressed.
        notes: what the form says before this question.
    """

    def __init__(
        self,
        item: ItemView,
        today: date,
        answer: Answer,
        go_on: Callable[[], object],
        notes: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.item = item
        self._answer, self._go_on = answer, go_on
        self.choices: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for note in notes:
            column.addWidget(label(note, "citizen-hint"))
        self.field = None
        if item.choices:
            column.addWidget(label(item.label, "question"))
            if item.hint:
                column.addWidget(label(item.hint, "citizen-hint"))
            column.addLayout(self._buttons())
        else:
            self.field = field_for(item, Around(today))
            self.field.answered.connect(answer)
            self.field.entered.connect(lambda _path: go_on())
            column.addWidget(self.field)
        self.problem = label("", "problem")
        self.problem.hide()
        column.addWidget(self.problem)
        column.addStretch(1)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        columns = 2 if len(self.item.choices) >= TWO_COLUMNS_FROM else 1
        for at, choice in enumerate(self.item.choices):
            made = QPushButton(f"{at + 1}   {choice.label}" if at < len(_KEYS) else choice.label)
            made.setAccessibleName(choice.label)
            made.setCheckable(True)
            made.setChecked(choice.value == self.item.value)
            made.setAutoExclusive(True)
            made.setProperty("citizen", True)
            made.clicked.connect(lambda _on, value=choice.value: self._chosen(value))
            self.choices.append(made)
            grid.addWidget(made, at // columns, at % columns)
        return grid

    def _chosen(self, value: str) -> None:
        self._answer(self.item.path, value)
        self._go_on()

    def focus(self) -> None:
        """Take the focus: the chosen button, the first one, or the field."""
        if self.field is not None:
            self.field.focus()
            return
        chosen = [b for b in self.choices if b.isChecked()] or self.choices
        if chosen:
            chosen[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Tell what stands in the field."""
        if self.field is not None:
            self.field.commit()

    def say(self, text: str) -> None:
        """Show why it cannot go on; nothing when `text` is empty."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose."""
        at = _KEYS.get(Qt.Key(event.key()), len(self.choices))
        if at < len(self.choices):
            self.choices[at].click()
        else:
            super().keyPressEvent(event)
