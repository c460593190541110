"""Up to twelve choices: big targets that digits choose, arranged as the form asks."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QButtonGroup, QWidget

from outreach_app.forms import Choice, ItemView
from outreach_app.ui import theme
from outreach_app.ui.choice_button import ChoiceButton
from outreach_app.ui.flow import FlowLayout
from outreach_app.ui.questions.field import ENTER, Field, pressed

_SHORT, _IN_A_ROW = 34, 5
"""Longer labels, or more of them, stand below one another (ux section 4)."""


class ChoiceField(Field):
    """Buttons that choose one or several."""

    def _make(self, view: ItemView) -> QWidget:
        self._many = view.kind == "select_multiple"
        self._holder = QWidget()
        self._group = QButtonGroup(self._holder)
        self._buttons: dict[str, ChoiceButton] = {}
        self._offer(view)
        return self._holder

    def _offer(self, view: ItemView) -> None:
        """Make the buttons for what is offered now."""
        for old in self._buttons.values():
            old.setParent(None)
            old.deleteLater()
        self._buttons = {}
        if (former := self._holder.layout()) is not None:
            QWidget().setLayout(former)  # Qt's way to let go of a layout
        flow = arrangement(view)
        self._group.setExclusive(not self._many)
        for number, choice in enumerate(view.choices, 1):
            made = self._button(view, choice, number if number < 10 else 0)
            self._buttons[choice.value] = made
            self._group.addButton(made, number)
            flow.addWidget(made)
        self._holder.setLayout(flow)
        if self._buttons:
            self._holder.setFocusProxy(next(iter(self._buttons.values())))
        self.put(view.value)

    def _button(self, view: ItemView, choice: Choice, digit: int) -> ChoiceButton:
        made = ChoiceButton(
            choice.label,
            digit,
            many=self._many,
            mark="no-buttons" not in view.appearance,
            picture=self.around.picture(choice.media.get("image", "")),
        )
        made.setEnabled(not view.readonly)
        made.clicked.connect(self._clicked)
        made.installEventFilter(self)
        return made

    def controls(self) -> tuple[QWidget, ...]:
        """Return the buttons."""
        return tuple(self._buttons.values())

    def speak(self, view: ItemView) -> None:
        """Show the labels again, or other choices."""
        if [c.value for c in view.choices] != list(self._buttons):
            self._offer(view)
            return
        for choice in view.choices:
            self._buttons[choice.value].say(choice.label)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        for made in self._buttons.values():
            made.setEnabled(not view.readonly)

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

    def focus(self) -> None:
        """Take the focus on what is chosen, else on the first."""
        chosen = (made for made in self._buttons.values() if made.isChecked())
        target = next(chosen, None) or next(iter(self._buttons.values()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        self.commit()
        if "quick" in self.view.appearance and not self._many:
            self.enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits choose, Enter goes on, while a choice has the focus."""
        key = pressed(event)
        if key in ENTER:
            self.commit()
            self.enter()
            return True
        made = self._group.button(key - int(Qt.Key.Key_0)) if key > Qt.Key.Key_0 else None
        if made is not None:
            made.setFocus(Qt.FocusReason.OtherFocusReason)
            made.click()
            return True
        return super().eventFilter(watched, event)


def arrangement(view: ItemView) -> FlowLayout:
    """Return the layout that a question's choices get: by its appearance, else by their length."""
    looks, gap = view.appearance, theme.px(8)
    if "likert" in looks:
        return FlowLayout(len(view.choices), fill=True, gap=gap)
    if "columns-pack" in looks:
        return FlowLayout(gap=gap)
    for look in looks:
        if found := re.fullmatch(r"columns(?:-(\d+))?", look):
            return FlowLayout(int(found[1] or 0), even=True, gap=gap)
    long = any(len(c.label) > _SHORT for c in view.choices)
    if long or len(view.choices) > _IN_A_ROW:
        return FlowLayout(1, even=True, gap=theme.px(4))
    return FlowLayout(gap=gap)
