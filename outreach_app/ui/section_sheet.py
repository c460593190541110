"""The sheet that sections are drawn on, one seen at a time; those drawn before stay, unseen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from outreach_app.forms import Page
from outreach_app.ui import markup, theme
from outreach_app.ui.blocks import Block, Host
from outreach_app.ui.buttons import label
from outreach_app.ui.page_tree import tree
from outreach_app.ui.questions.field import Field
from outreach_app.ui.sections import title_of

_MARGIN, _BAR = 24, 16
"""Left and right of the questions, and room for the scroll bar."""


class SectionSheet(QScrollArea):
    """Title, place and questions of a section.

    Args:
        host: whoever shows it; makes its widgets.

    Attributes:
        bodies: path of a section -> its questions, once it was drawn or built ahead.
        fields: path -> question of the section shown.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(widgetResizable=True)
        self._host = host
        self.bodies: dict[str, Block] = {}
        self.fields: dict[str, Field] = {}
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear()

    def clear(self) -> None:
        """Begin with an empty sheet."""
        self.bodies.clear()
        holder = QWidget()
        holder.setObjectName("page")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        self._column.setSpacing(4)
        self._title, self._place = label("", "title"), label("", "hint")
        self._place.setWordWrap(False)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._place, 0, Qt.AlignmentFlag.AlignBottom)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.setWidget(holder)

    def show_section(self, page: Page, place: str) -> None:
        """Show a section as it stands now; `place` says where in the file it is."""
        shown = self.body(page.path)
        shown.show_part(tree(page))
        self.fields = {field.path: field for field in shown.fields()}
        markup.show(self._title, title_of(page))
        self._place.setText(place)
        # The others stay where they are, unseen: what moves is dressed anew by Qt.
        for body in self.bodies.values():
            body.setVisible(body is shown)

    def body(self, path: str) -> Block:
        """Return the widget of a section, hidden and empty when there was none."""
        body = self.bodies.get(path)
        if body is None:
            body = self.bodies[path] = Block(self._host, heading=False)
            body.hide()
            self._column.insertWidget(1, body)
        return body

    def shows(self, page: Page) -> bool:
        """Tell whether a section is the one seen."""
        body = self.bodies.get(page.path)
        return body is not None and not body.isHidden()

    def natural_width(self, page: Page) -> int:
        """Return how wide a section wants to be, with its columns beside one another."""
        body = self.bodies.get(page.path)
        return (body.natural_width() if body else 0) + 2 * _MARGIN + _BAR

    def reach(self, path: str) -> None:
        """Give a question the focus and bring it into sight."""
        field = self.fields.get(path)
        if field is None:
            return
        field.focus()
        self.ensureWidgetVisible(field, 0, theme.px(24))
