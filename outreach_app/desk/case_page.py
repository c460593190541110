"""M6: one file with its answers, and the decision; the words never promise a passport."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from outreach_app import forms
from outreach_app.clock import at_office
from outreach_app.desk.batch_pages import CASES, case_text, intake_text
from outreach_app.i18n import clock_time, day, language, tr
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import label
from outreach_app.ui.check_view import shown_answer

_ORDER = ("siap_wawancara", "perlu_dilengkapi", "tidak_dapat_diproses")


class CasePage(QWidget):
    """Answers at the left; history and decision at the right.

    Args:
        case: as the office tells it.
        source: the form version that the answers belong to.
        decide: sends a decision.
    """

    def __init__(
        self, case: m.CaseView, source: m.FormSource, decide: Callable[[m.Decide], object]
    ) -> None:
        super().__init__()
        self.case, self._decide = case, decide
        self._newest = next(r for r in case.revisions if r.newest)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(16)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self._answers(source))
        row.addWidget(scroll, 3)
        row.addWidget(self._right(), 2)

    def _answers(self, source: m.FormSource) -> QWidget:
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        row = self.case.row
        column.addWidget(label(f"{row.number} · {row.name}", "title"))
        column.addWidget(label(intake_text(row), "warn" if row.intake != "diterima" else "hint"))
        at = at_office(self._newest.finished_ms)
        session = forms.Session(
            forms.load(source.xform),
            today=at.date(),
            now=at,
            new_id=lambda: str(uuid4()),
            lookup=source.attachments,
            values=json.loads(bytes(self._newest.answers)) or {},
        )
        for page in session.pages(language()):
            answers = [text for view in page.items if (text := shown_answer(view))]
            if answers:
                column.addWidget(label(page.title, "label"))
                column.addWidget(label("\n".join(answers)))
        for notice in session.warnings(language()):
            column.addWidget(label(notice.text, "warn"))
        column.addStretch(1)
        return body

    def _right(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.addWidget(label(tr("Decision"), "title"))
        column.addWidget(label(case_text(self.case.row)))
        self._group = QButtonGroup(card)
        self.choices: dict[str, QPushButton] = {}
        for number, state in enumerate(_ORDER, 1):
            if state not in self.case.allowed:
                continue
            made = QPushButton(f"{number}  {tr(CASES[state])}")
            made.setCheckable(True)
            made.setShortcut(f"Alt+{number}")
            self._group.addButton(made)
            self.choices[state] = made
            column.addWidget(made)
        if not self.choices:
            column.addWidget(label(tr("Nothing can be decided here now."), "hint"))
        self.reason, self.due = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(tr("Reason, as the applicant will read it"))
        wished = at_office(self._newest.finished_ms).date() + timedelta(days=30)
        self.due.setText(wished.isoformat())
        column.addWidget(label(tr("Reason"), "label"))
        column.addWidget(self.reason)
        column.addWidget(label(tr("No later than (for completing)"), "label"))
        column.addWidget(self.due)
        column.addWidget(label(tr("History"), "label"))
        for line in self.case.history[-8:]:
            at = at_office(line.time_ms)
            text = f"{day(at.date())} {clock_time(at)}  {line.kind}  {line.author}"
            column.addWidget(label(text, "hint"))
        column.addStretch(1)
        return card

    def chosen(self) -> str:
        """Return the chosen decision, empty when none is."""
        return next((s for s, made in self.choices.items() if made.isChecked()), "")

    def confirm(self) -> None:
        """Send the chosen decision."""
        state = self.chosen()
        if not state:
            return
        self._decide(
            m.Decide(
                decision_id=str(uuid4()),
                number=self.case.row.number,
                instance_id=self._newest.instance_id,
                state=state,
                reason="" if state == _ORDER[0] else self.reason.text().strip(),
                due=self.due.text().strip() if state == _ORDER[1] else "",
            )
        )
