"""Statements at the desk: drafts and topics, and the statements of one with their groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from outreach_app.domain.statements import reason_name, reasons
from outreach_app.i18n import LANGUAGES, language, tr
from outreach_app.officeapi import participation_messages as sm
from outreach_app.ui.buttons import button, label
from outreach_app.ui.tables import fill, table
from outreach_app.ui.text_words import iso_day, kind_words

STANCES = {
    "setuju": "for it",
    "setuju_sebagian": "partly for it",
    "tidak_setuju": "against it",
    "usul": "another proposal",
}
_LANGUAGES = {"id": "Indonesian", "en": "English"}


class DraftsPage(QWidget):
    """Every policy draft and topic with its statements counted."""

    def __init__(self, rows: Sequence[sm.DraftRow], open_one: Callable[[str], object]) -> None:
        super().__init__()
        self._rows, self._open_one = rows, open_one
        heads = [tr(h) for h in ("Kind", "Title", "Open from", "Open until", "Statements")]
        heads += [tr(h) for h in ("Answered", "Withheld", "Waiting", "Answer published")]
        widths = (170, 350, 105, 105, 105, 90, 105, 100)
        self.table = table(heads, widths, lambda _: self.open_current())
        fill(self.table, [_draft(row) for row in rows])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.addWidget(label(tr("Statements on drafts and topics"), "title"))
        if not rows:
            text = tr(
                "Nothing is open. Publish a text of the kind Policy draft or Discussion topic."
            )
            column.addWidget(label(text, "hint"))
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def open_current(self) -> None:
        """Open the selected draft."""
        at = self.table.currentRow()
        if 0 <= at < len(self._rows):
            self._open_one(self._rows[at].draft)


def _draft(row: sm.DraftRow) -> list[str]:
    days = iso_day(row.open_from), iso_day(row.open_to)
    waiting = row.received - row.answered - row.withheld
    counts = (str(n) for n in (row.received, row.answered, row.withheld, waiting))
    title = row.title.get(language(), row.draft)
    published = tr("yes") if row.response else tr("no")
    return [kind_words(row.kind), title, *days, *counts, published]


class StatementsPage(QWidget):
    """One draft: statements to sort at the left, groups to answer at the right.

    Args:
        seen: the statements and groups.
        sort: gets a statement's place.
        answer: gets a group with its answer.
    """

    def __init__(
        self,
        seen: sm.Statements,
        sort: Callable[[sm.SortStatement], object],
        answer: Callable[[sm.StatementGroup], object],
    ) -> None:
        super().__init__()
        self._seen, self._sort, self._answer = seen, sort, answer
        heads = [tr(h) for h in ("No.", "Date", "View", "Part", "Statement", "Group")]
        self.table = table(heads, (44, 100, 150, 100, 280))
        fill(self.table, [_statement(one) for one in seen.statements])
        self.group, self.answered_group = _group_box(0), _group_box(1)
        self.text, self.left_out = QPlainTextEdit(), _reason_box()
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(96)
        self.titles = {spoken: QLineEdit() for spoken in LANGUAGES}
        self.answers = {spoken: QPlainTextEdit() for spoken in LANGUAGES}
        self._lay_out()
        self.table.currentCellChanged.connect(lambda *_: self._show_statement())
        self.answered_group.valueChanged.connect(lambda _: self._show_group())
        self._show_statement()
        self._show_group()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(20)
        row.addLayout(self._left(), 3)
        row.addLayout(self._right(), 2)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.addWidget(label(self._seen.draft.title.get(language(), ""), "title"))
        hint = tr("Names and numbers are taken out. Read the wording before it is published.")
        left.addWidget(label(hint, "hint"))
        left.addWidget(self.table, 1)
        form = QFormLayout()
        for text, field in (
            ("Public wording", self.text),
            ("Group, 0 for none", self.group),
            ("Not published, why", self.left_out),
        ):
            form.addRow(tr(text), field)
            field.setAccessibleName(tr(text))
        left.addLayout(form)
        left.addWidget(button(tr("Keep this statement so"), self.keep))
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.addWidget(label(tr("Groups and answers"), "title"))
        row = QHBoxLayout()
        row.addWidget(label(tr("Group"), "label"))
        row.addWidget(self.answered_group, 1)
        self.answered_group.setAccessibleName(tr("Group"))
        right.addLayout(row)
        for spoken in LANGUAGES:
            name = tr(_LANGUAGES[spoken])
            title, answer = self.titles[spoken], self.answers[spoken]
            answer.setTabChangesFocus(True)
            for text, field in (("Title, {tongue}", title), ("Answer, {tongue}", answer)):
                words = tr(text, tongue=name)
                right.addWidget(label(words, "label"))
                right.addWidget(field)
                field.setAccessibleName(words)
        right.addWidget(button(tr("Keep this answer"), self.keep_answer))
        return right

    def _show_statement(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self._seen.statements):
            one = self._seen.statements[at]
            self.text.setPlainText(one.text)
            self.group.setValue(one.group)
            self.left_out.setCurrentIndex(max(0, self.left_out.findData(one.left_out)))

    def _show_group(self) -> None:
        number = self.answered_group.value()
        found = next((g for g in self._seen.groups if g.group == number), None)
        group = found or sm.StatementGroup(group=number)
        for spoken in LANGUAGES:
            self.titles[spoken].setText(group.title.get(spoken, ""))
            self.answers[spoken].setPlainText(group.answer.get(spoken, ""))

    def keep(self) -> None:
        """Keep group, wording or the reason for leaving out."""
        at = self.table.currentRow()
        if 0 <= at < len(self._seen.statements):
            self._sort(
                sm.SortStatement(
                    number=self._seen.statements[at].number,
                    group=self.group.value(),
                    text=self.text.toPlainText(),
                    left_out=str(self.left_out.currentData()),
                )
            )

    def keep_answer(self) -> None:
        """Keep the group's title and answer."""
        self._answer(
            sm.StatementGroup(
                group=self.answered_group.value(),
                title={spoken: field.text().strip() for spoken, field in self.titles.items()},
                answer={s: field.toPlainText().strip() for s, field in self.answers.items()},
            )
        )


def _group_box(least: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, 99)
    return made


def _reason_box() -> QComboBox:
    made = QComboBox()
    made.addItem(tr("published"), "")
    for code in reasons():
        made.addItem(reason_name(code, language()), code)
    return made


def _statement(one: sm.Statement) -> list[str]:
    group = tr("withheld") if one.left_out else (str(one.group) if one.group else "-")
    stance = tr(STANCES[one.stance]) if one.stance in STANCES else one.stance
    day = iso_day(one.on) + (f" ({tr('outside the days')})" if one.outside else "")
    return [str(one.order), day, stance, one.part, one.text, group]
