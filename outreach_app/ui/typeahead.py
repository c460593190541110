"""Choosing from many by typing a few letters; spaces, case and P/F do not matter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from outreach_app.domain.names import fold
from outreach_app.i18n import tr


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
        self._choices = [(value, text, fold(text)) for value, text in choices]
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

    def value(self) -> str:
        """Return the chosen value, empty when there is none."""
        return self._value

    def put(self, value: str) -> None:
        """Choose a value; an unknown one clears the line."""
        self._value = value if any(v == value for v, _, _ in self._choices) else ""
        self.setText(next((text for v, text, _ in self._choices if v == value), ""))

    def _offer(self, text: str) -> None:
        self._model.setStringList([t for _, t in self._fitting(text)][:50])

    def _fitting(self, text: str) -> list[tuple[str, str]]:
        wanted = fold(text)
        hits = [(not f.startswith(wanted), v, t) for v, t, f in self._choices if wanted in f]
        return [(value, label) for _, value, label in sorted(hits, key=lambda hit: hit[0])]

    def _picked(self, text: str) -> None:
        self._choose(next((v for v, t, _ in self._choices if t == text), ""))

    def _settle(self) -> None:
        """On leaving: the one that fits, or the best of what was offered, or none."""
        fitting = self._fitting(self.text()) if self.text().strip() else []
        exact = [v for v, t in fitting if t == self.text()]
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
