"""A question to the officer inside the page, never a dialog; the safe answer has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from outreach_app.ui.buttons import label


class QuestionBar(QFrame):
    """Two answers, hidden until something is asked.

    Args:
        yes: what happens on the first answer.
        no: what happens on the second, the safe one.
    """

    def __init__(self, yes: Callable[[], object], no: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("level", "warn")
        self._text = label("")
        self.yes, self.no = QPushButton(), QPushButton()
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        for made, act in ((self.yes, yes), (self.no, no)):
            made.clicked.connect(self._answered(act))
            row.addWidget(made)
        self.hide()

    def _answered(self, act: Callable[[], object]) -> Callable[[], None]:
        def answer() -> None:
            self.hide()
            act()

        return answer

    @property
    def text(self) -> str:
        """Return what is asked."""
        return self._text.text()

    def ask(self, text: str, yes: str, no: str) -> None:
        """Ask; Tab and Enter answer."""
        self._text.setText(text)
        for made, words in ((self.yes, yes), (self.no, no)):
            made.setText(words)
            made.setAccessibleName(f"{text} {words}")
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
