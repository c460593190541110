"""Problems in words: what happened, what is safe, what to do next."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from outreach_app.errors import OutreachError
from outreach_app.i18n import language, tr
from sync.errors import without_frames

_LOG = logging.getLogger(__name__)


def text_of(error: Exception) -> str:
    """Return the text for a person; the unexpected is logged and said to be our fault."""
    if isinstance(error, OutreachError):
        return f"{error.text(language())} ({error.code})"
    _LOG.error("unexpected", exc_info=error)
    return tr("A fault in the program. What you entered is safe. Try again, or restart.")


class Banner(QFrame):
    """A sentence above the content; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QPushButton()
        self._close.clicked.connect(self.clear)
        self._again: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        self._act = QPushButton()
        self._act.hide()
        self._does: Callable[[], object] = self.clear
        self._act.clicked.connect(lambda: self._does())
        row.addWidget(self._label)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """Return what it says now."""
        return self._label.text()

    def show_problem(self, error: Exception) -> None:
        """Say what went wrong."""
        text, kept = text_of(error), without_frames(error)
        self.show_text(text, "error", again=lambda: self.show_problem(kept))

    def show_text(
        self,
        text: str,
        level: str = "info",
        action: tuple[str, Callable[[], object]] | None = None,
        again: Callable[[], object] | None = None,
    ) -> None:
        """Say something.

        Args:
            text: what.
            level: `info`, `ok`, `warn` or `error`.
            action: a button beside it.
            again: says the same in the language then in force.
        """
        self._again = again
        self._label.setText(text)
        self._close.setText(tr("Close"))
        self._act.setVisible(action is not None)
        if action is not None:
            self._act.setText(action[0])
            self._does = action[1]
        self.setProperty("level", level)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleDescription(text)
        self.show()

    def retell(self) -> None:
        """Say it again in the language in force; what cannot be and is no trouble goes."""
        if self.isHidden():
            return
        if self._again is not None:
            self._again()
        elif self.property("level") in ("ok", "info"):
            self.clear()
        self._close.setText(tr("Close"))

    def clear(self) -> None:
        """Say nothing."""
        self._label.clear()
        self.hide()
