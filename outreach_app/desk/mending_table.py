"""What to mend in a spreadsheet, by sheet, row and column, as its author finds it there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from outreach_app.i18n import language, tr
from outreach_app.officeapi.messages import FormProblem
from outreach_app.ui import theme
from outreach_app.ui.tables import dress, fill

_WIDTHS = 170, 70, 130
_MOST_LINES = 9


class MendingTable(QTableWidget):
    """Rows of a spreadsheet with a sentence each; hidden while there are none.

    Args:
        role: `problem` for what stops a form, `warn` for advice.
    """

    def __init__(self, role: str) -> None:
        super().__init__(0, 4)
        self.setProperty("role", role)
        heads = [tr("Sheet or file"), tr("Row"), tr("Column")]
        heads.append(tr("What to mend") if role == "problem" else tr("Good to know"))
        dress(self, heads, _WIDTHS)
        self.setAccessibleName(heads[-1])
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QTableWidget.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumHeight(theme.px(30) * _MOST_LINES)
        self.hide()

    def tell(self, problems: Sequence[FormProblem]) -> None:
        """Show what to mend, in the language of the moment."""
        fill(self, [_row(problem) for problem in problems])
        self.setVisible(bool(problems))


def _row(problem: FormProblem) -> tuple[str, ...]:
    text = problem.text_id if language() == "id" else problem.text_en
    return problem.sheet, str(problem.row or ""), problem.column, text
