"""Rows of a table of choices: `label` is its head, `list-nolabel` a row of marks below it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from outreach_app.forms import Choice, ItemView
from outreach_app.ui import markup, theme
from outreach_app.ui.buttons import label
from outreach_app.ui.choice_button import ChoiceButton
from outreach_app.ui.flow import FlowLayout
from outreach_app.ui.questions.choices import ChoiceField

_TITLE = 2
"""The question takes this many parts of the row, the choices together three."""


def table_row(title: QWidget, cells: QWidget) -> QHBoxLayout:
    """Return the row that head and rows share, so that their columns line up."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    title.setMinimumWidth(theme.digits(8))
    cells.setMinimumWidth(theme.digits(12))
    row.addWidget(title, _TITLE)
    row.addWidget(cells, 3)
    return row


class MatrixField(ChoiceField):
    """A row: the question at the left, a mark under each head."""

    def _make(self, view: ItemView) -> QWidget:
        made = super()._make(view)
        outer = QWidget()
        outer.setLayout(table_row(self._title, made))
        outer.setFocusProxy(made)
        return outer

    def _offer(self, view: ItemView) -> None:
        super()._offer(view)
        layout = self._holder.layout()
        assert isinstance(layout, FlowLayout)  # noqa: S101 - made by ChoiceField
        layout.be_even(len(view.choices))

    def _button(self, view: ItemView, choice: Choice, digit: int) -> ChoiceButton:
        del digit
        made = super()._button(view, Choice(choice.value, ""), 0)
        self._name(made, view, choice)
        return made

    def _name(self, made: ChoiceButton, view: ItemView, choice: Choice) -> None:
        made.setAccessibleName(f"{markup.plain(view.label)}: {markup.plain(choice.label)}")

    def speak(self, view: ItemView) -> None:
        """Name the marks again, or offer other ones."""
        if [c.value for c in view.choices] != list(self._buttons):
            self._offer(view)
        for choice in view.choices:
            self._name(self._buttons[choice.value], view, choice)


class MatrixHead(ChoiceField):
    """The head: the choices' labels, nothing to answer."""

    def _make(self, view: ItemView) -> QWidget:
        self._many, self._buttons = False, {}
        self._holder = QWidget()
        self._flow = FlowLayout(gap=theme.px(8))
        self._flow.be_even(len(view.choices))
        self._holder.setLayout(self._flow)
        self._words = [label("", "label") for _ in view.choices]
        for one in self._words:
            self._flow.addWidget(one)
        outer = QWidget()
        outer.setLayout(table_row(self._title, self._holder))
        self.speak(view)
        return outer

    def speak(self, view: ItemView) -> None:
        """Show the labels."""
        for one, choice in zip(self._words, view.choices, strict=False):
            markup.show(one, choice.label)

    def _say(self, view: ItemView) -> None:
        markup.show(self._title, view.label)
        for part in (self._hint, self._guidance, self._picture, self._explain):
            part.hide()

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show the labels; there is nothing to miss."""
        super().update_view(view, tried=False)

    def value(self) -> str:
        """Return nothing: it asks nothing."""
        return self._told

    def put(self, value: str) -> None:
        """There is nothing to show."""
