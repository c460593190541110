"""Check answers before finishing: what blocks, what warns, every answer with a way back to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach_app.forms import ItemView, Page, Problem
from outreach_app.i18n import language, tr
from outreach_app.ui import markup
from outreach_app.ui.answers import shown_value
from outreach_app.ui.buttons import label
from outreach_app.ui.open_file import Checked, FileInHand
from outreach_app.ui.page_tree import APART


class CheckView(QWidget):
    """The check-answers page of an open file.

    Signals:
        wanted: path of the question to go to.
    """

    wanted = Signal(str)

    def __init__(self, file: FileInHand, check: Checked) -> None:
        super().__init__()
        self._ways: list[QPushButton] = []
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(tr("Why is it another file? (is recorded)"))
        body = QWidget()
        body.setObjectName("page")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(24, 12, 24, 12)
        self._column.setSpacing(8)
        self._column.addWidget(label(tr("Check and finish"), "title"))
        self._summary(check)
        if check.similar:
            self._similar(check)
        for page in file.session.pages(language()):
            self._section(page)
        self._column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    @property
    def reason(self) -> str:
        """Return why a similar file is another one."""
        return self._reason.text().strip()

    def set_reason(self, text: str) -> None:
        """Fill in the reason."""
        self._reason.setText(text)

    def _summary(self, check: Checked) -> None:
        if not check.problems and not check.warnings:
            self._column.addWidget(label(tr("Everything is answered."), "ok"))
        if check.problems:
            self._column.addWidget(self._problems(check.problems))
        for warning in check.warnings:
            text = tr("{text} (is recorded)", text=warning.text)
            self._column.addWidget(label(text, "warn"))

    def _problems(self, problems: Sequence[Problem]) -> QWidget:
        """Say everything that blocks, each with its way there; F8 goes to the first."""
        box = QFrame()
        box.setObjectName("banner")
        box.setProperty("level", "error")
        column = QVBoxLayout(box)
        said = tr("{n} things to look at", n=len(problems))
        column.addWidget(label(said, "label"))
        box.setAccessibleName(said)
        for problem in problems:
            line = self._jump(problem.path, problem.label, problem.text, "")
            column.addWidget(line)
        first = problems[0].path
        for keys in ("F8", "Ctrl+J"):
            QShortcut(QKeySequence(keys), self, lambda: self.wanted.emit(first))
        return box

    def focus_first(self) -> None:
        """Put the focus on the first thing that blocks, so that it is heard."""
        if self._ways:
            self._ways[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _jump(self, path: str, what: str, text: str, role: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(f"{markup.plain(what)}: {markup.plain(text)}", role), 1)
        way = self._button(path)
        way.setAccessibleName(f"{tr('Change')}: {markup.plain(what)}. {markup.plain(text)}")
        self._ways.append(way)
        row.addWidget(way)
        return holder

    def _button(self, path: str) -> QPushButton:
        made = QPushButton(tr("Change"))
        made.clicked.connect(lambda: self.wanted.emit(path))
        return made

    def _similar(self, check: Checked) -> None:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        for found in check.similar:
            why = tr("same NIK") if found.why == "nik" else tr("same name")
            text = tr(
                "Similar to {number} {name}: {why}", number=found.number, name=found.name, why=why
            )
            column.addWidget(label(text, "warn"))
        column.addWidget(self._reason)
        self._column.addWidget(card)

    def _section(self, page: Page) -> None:
        answers = [text for view in page.items if (text := shown_answer(view))]
        if not answers:
            return
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
        column = QVBoxLayout()
        column.addWidget(label(page.title, "label"))
        column.addWidget(label("  ·  ".join(answers)))
        row.addLayout(column, 1)
        first = next(v.path for v in page.items if v.kind not in APART)
        row.addWidget(self._button(first))
        self._column.addWidget(card)


def shown_answer(view: ItemView) -> str:
    """Return a question with its answer as it is read back, empty when there is none."""
    text = shown_value(view)
    return f"{markup.plain(view.label)}: {text}" if text else ""
