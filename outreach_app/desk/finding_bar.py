"""What becomes of the selected finding: owner, day, text, and three buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from outreach_app.i18n import tr
from outreach_app.officeapi import audit_messages as am
from outreach_app.ui import theme
from outreach_app.ui.buttons import button, label
from outreach_app.ui.dates import shown, typed

STATES = {
    "open": "needs an owner",
    "assigned": "being settled",
    "overdue": "past its day",
    "closed": "closed",
}
_STEPS = {"assigned": "given to {owner}", "closed": "closed", "reopened": "opened again"}


class FindingBar(QWidget):
    """Below the samples; empty while the selected file has no finding.

    Args:
        clerks: who may own a finding.
        follow: gets sample id and step.
    """

    def __init__(self, clerks: Sequence[str], follow: Callable[[str, am.FollowUp], object]) -> None:
        super().__init__()
        self._follow, self._sample_id = follow, ""
        self.item: am.SampleItem | None = None
        self.owner, self.due, self.text = QComboBox(), QLineEdit(), QLineEdit()
        self.owner.addItems(list(clerks))
        self.due.setFixedWidth(theme.px(130))
        self.due.setPlaceholderText(tr("by the rule"))
        self.text.setPlaceholderText(tr("What is to be done, or was done"))
        self.told = label("", "hint")
        self.buttons: dict[str, QPushButton] = {
            kind: button(tr(text), partial(self.send, kind))
            for kind, text in (
                ("assigned", "Give to owner"),
                ("closed", "Close the finding"),
                ("reopened", "Open it again"),
            )
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addLayout(self._row())

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, field in (("Owner", self.owner), ("Until", self.due)):
            row.addWidget(label(tr(text), "label"))
            row.addWidget(field)
            field.setAccessibleName(tr(text))
        self.text.setAccessibleName(tr("What is to be done, or was done"))
        row.addWidget(self.text, 1)
        for made in self.buttons.values():
            row.addWidget(made)
        return row

    def show_item(self, sample: am.Sample, item: am.SampleItem) -> None:
        """Show what became of a file's finding."""
        self._sample_id, self.item = sample.sample_id, item
        self.setVisible(bool(item.state))
        self.told.setText("  ·  ".join(_step(one) for one in item.steps))
        self.told.setVisible(bool(item.steps))
        if item.owner:
            self.owner.setCurrentText(item.owner)
        closed = item.state == "closed"
        self.buttons["assigned"].setVisible(not closed)
        self.buttons["closed"].setVisible(bool(item.steps) and not closed)
        self.buttons["reopened"].setVisible(closed)

    def send(self, kind: str) -> None:
        """Send a step of the selected finding."""
        if self.item is None:
            return
        self._follow(
            self._sample_id,
            am.FollowUp(
                step_id=str(uuid4()),
                number=self.item.number,
                kind=kind,
                owner=self.owner.currentText() if kind == "assigned" else "",
                due=typed(self.due.text()),
                text=self.text.text().strip(),
            ),
        )


def standing_text(item: am.SampleItem) -> str:
    """Return how a finding stands, with its owner and day."""
    if not item.state:
        return ""
    parts = (tr(STATES[item.state]), item.owner, shown(item.due))
    return ", ".join(filter(None, parts))


def _step(one: am.FindingStep) -> str:
    what = tr(_STEPS[one.kind], owner=one.owner)
    text = f": {one.text}" if one.text else ""
    return f"{shown(one.on)} {one.clerk} {what}{text}"
