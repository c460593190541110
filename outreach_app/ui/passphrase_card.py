"""A card in which a new passphrase is typed twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from outreach_app.errors import UserProblem
from outreach_app.i18n import tr
from outreach_app.ui.buttons import button, label, secret_line, title_of
from outreach_app.ui.problems import text_of


class PassphraseCard(QFrame):
    """A card with a passphrase that is typed twice."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(6)
        self.column.addWidget(label(title, "title"))
        self.first = secret_line(tr("New passphrase, a sentence of four or five words"))
        self.second = secret_line(tr("New passphrase once more"))
        self.problem = label("", "problem")
        self.problem.hide()
        self.column.addWidget(self.problem)

    def put(self, *rows: Sequence[QWidget]) -> None:
        """Show rows of fields under their names, the two passphrases last."""
        for row in (*rows, [self.first], [self.second]):
            grid = QGridLayout()
            grid.setHorizontalSpacing(12)
            for at, field in enumerate(row):
                grid.addWidget(title_of(field, field.accessibleName()), 0, at)
                grid.addWidget(field, 1, at)
            self.column.addLayout(grid)

    def same(self) -> bool:
        """Tell whether both times the same was typed; say so if not."""
        if self.first.text() == self.second.text():
            self.problem.hide()
            return True
        self.refused(UserProblem("IDENTITY_025"))
        return False

    def refused(self, error: Exception) -> None:
        """Say why nothing was changed; the passphrases are taken away."""
        self.problem.setText(text_of(error))
        self.problem.show()
        for field in self.findChildren(QLineEdit):
            if field.echoMode() is QLineEdit.EchoMode.Password:
                field.clear()


class OwnPassphraseCard(PassphraseCard):
    """The own passphrase: as it is now, and the new one.

    Signals:
        wanted: (old, new).
    """

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("My passphrase"))
        self.old = secret_line(tr("Passphrase as it is now"))
        self.put([self.old])
        self.second.returnPressed.connect(self.enter)
        self.column.addWidget(button(tr("Change my passphrase"), self.enter))

    def enter(self) -> None:
        """Want it changed as typed."""
        if self.same():
            self.wanted.emit(self.old.text(), self.first.text())
