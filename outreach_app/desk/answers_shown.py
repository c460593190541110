"""The answers of a record by section, with what its form warns of."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import uuid4

from PySide6.QtWidgets import QVBoxLayout

from outreach_app import forms
from outreach_app.i18n import language
from outreach_app.officeapi import messages as m
from outreach_app.ui.buttons import label
from outreach_app.ui.check_view import shown_answer


def add_answers(column: QVBoxLayout, source: m.FormSource, answers: bytes, at: datetime) -> None:
    """Add every section that has an answer.

    Args:
        column: where they go.
        source: the form version that the answers belong to.
        answers: the canonical record as JSON.
        at: when it was finished, for what the form computes.
    """
    session = forms.Session(
        forms.load(source.xform),
        today=at.date(),
        now=at,
        new_id=lambda: str(uuid4()),
        lookup=source.attachments,
        values=json.loads(answers) or {},
    )
    for page in session.pages(language()):
        shown = [text for view in page.items if (text := shown_answer(view))]
        if shown:
            column.addWidget(label(page.title, "label"))
            column.addWidget(label("\n".join(shown)))
    for notice in session.warnings(language()):
        column.addWidget(label(notice.text, "warn"))
