"""M6: one file with its answers, and the decision; the words never promise a passport."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from outreach_app.clock import at_office
from outreach_app.desk.answers_shown import add_answers
from outreach_app.desk.batch_pages import intake_text
from outreach_app.desk.case_card import CaseCard
from outreach_app.domain.erasure_entries import GONE
from outreach_app.i18n import language, translate
from outreach_app.officeapi import case_messages as cm
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import label


class CasePage(QWidget):
    """Answers at the left; where the case stands and the decision at the right.

    Args:
        case: as the office tells it.
        source: the form version that the answers belong to.
        state: where the case stands; None for a record.
        decide: sends a decision.
    """

    def __init__(
        self,
        case: m.CaseView,
        source: m.FormSource,
        state: cm.CaseState | None,
        decide: Callable[[m.Decide], object],
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
        self.card = CaseCard(state)
        self.choices, self.reason = self.card.choices, self.card.reason
        right = QScrollArea(widgetResizable=True)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setWidget(self.card)
        right.setVisible(case.row.cancelled != GONE)
        row.addWidget(right, 3)

    def _answers(self, source: m.FormSource) -> QWidget:
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        row = self.case.row
        column.addWidget(label(" · ".join(filter(None, (row.number, row.name))), "title"))
        if row.cancelled == GONE:
            gone = translate(language(), "ERASE_004", number=row.number)
            column.addWidget(label(gone, "warn"))
            column.addStretch(1)
            return body
        column.addWidget(label(intake_text(row), "warn" if row.intake != "diterima" else "hint"))
        at = at_office(self._newest.finished_ms)
        add_answers(column, source, bytes(self._newest.answers), at)
        column.addStretch(1)
        return body

    def confirm(self) -> None:
        """Send the chosen move."""
        state = self.card.chosen()
        if not state:
            return
        reason, due, appointment = self.card.said()
        self._decide(
            m.Decide(
                decision_id=str(uuid4()),
                number=self.case.row.number,
                instance_id=self._newest.instance_id,
                state=state,
                reason=reason,
                due=due,
                appointment=appointment,
            )
        )
