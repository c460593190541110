"""Choosing from many by typing a few letters; spaces, case and P/F do not matter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from outreach_app.domain.names import fold
from outreach_app.i18n import tr

_SHOWN = 50


class TypeAhead(QLineEdit):
    """A line that offers what fits.

    Args:
        choices: (value, label).

    Signals:
        chosen: a choice was made or taken away.
        entered: Enter was pressed with a choice made.
    """

    chosen = Signal()
    entered = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._choices = list(choices)
        self._folded: list[str] = []
        self._value = ""
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._picked)
        self.setCompleter(completer)
        self.setPlaceholderText(tr("Type two letters"))
        self.textEdited.connect(self._offer)
        self.editingFinished.connect(self._settle)
        self.returnPressed.connect(self._enter)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices from now on; what was chosen stays when it is among them."""
        self._choices, self._folded = list(choices), []
        self.put(self._value)

    def value(self) -> str:
        """Return the chosen value, empty when there is none."""
        return self._value

    def put(self, value: str) -> None:
        """Choose a value; an unknown one clears the line."""
        text = next((t for v, t in self._choices if v == value), None) if value else None
        self._value = value if text is not None else ""
        self.setText(text or "")
        self.setCursorPosition(0)

    def _offer(self, text: str) -> None:
        self._model.setStringList([t for _, t in self._fitting(text)][:_SHOWN])

    def _fitting(self, text: str) -> list[tuple[str, str]]:
        """Return what fits, what begins with `text` first; folded once, when first typed in."""
        self._folded = self._folded or [fold(label) for _, label in self._choices]
        wanted = fold(text)
        hits = [
            (not folded.startswith(wanted), value, label)
            for (value, label), folded in zip(self._choices, self._folded, strict=True)
            if wanted in folded
        ]
        return [(value, label) for _, value, label in sorted(hits, key=lambda hit: hit[0])]

    def _picked(self, text: str) -> None:
        self._choose(next((v for v, t in self._choices if t == text), ""))

    def _settle(self) -> None:
        """On leaving: the one that fits, or the best of what was offered, or none."""
        typed = self.text().strip()
        if self._value and any(v == self._value and t == typed for v, t in self._choices):
            return
        fitting = self._fitting(typed) if typed else []
        exact = [v for v, t in fitting if t == typed]
        found = exact or ([fitting[0][0]] if fitting else [])
        self._choose(found[0] if found else "")

    def _choose(self, value: str) -> None:
        before = self._value
        self.put(value)
        if value != before:
            self.chosen.emit()

    def _enter(self) -> None:
        popup = self.completer().popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return
        self._settle()
        self.entered.emit()
