"""Repeats as cards with a one-line summary: add, open, remove with a question first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from outreach_app.i18n import tr
from outreach_app.ui import markup, theme
from outreach_app.ui.answers import shown_value
from outreach_app.ui.blocks import Block, Host
from outreach_app.ui.buttons import label
from outreach_app.ui.page_tree import Part
from outreach_app.ui.question_bar import QuestionBar

_IN_SUMMARY = 3


class RepeatBlock(Block):
    """The cards of a repeat, and a button that adds one where the form allows it."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._path = ""
        self._none = label("", "hint")
        self._add = QPushButton()
        self._add.clicked.connect(lambda: host.add_card(self._path))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 12)
        row.addWidget(self._none, 1)
        row.addWidget(self._add)
        row.addStretch(2)
        self._below = row
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made by Block
        layout.addLayout(row)

    @property
    def path(self) -> str:
        """Return the path of the repeat."""
        return self._path

    def show_part(self, part: Part) -> None:
        """Show the cards as they stand."""
        super().show_part(part)
        self._path = part.view.path
        name = markup.plain(part.view.label) or part.view.name
        self._none.setText(tr("None yet: {what}", what=name))
        self._none.setVisible(not part.parts)
        self._add.setText(tr("Add: {what}", what=name))
        self._add.setAccessibleName(tr("Add: {what}", what=name))
        self._add.setVisible(not part.view.readonly)
        cards = [w for w, _ in self._views if isinstance(w, CardBlock)]
        for card in cards:
            card.settle(alone=len(cards) == 1)


class CardBlock(Block):
    """One card; closed it says in one line what stands in it."""

    def __init__(self, host: Host) -> None:
        super().__init__(host, heading=False)
        self._path, self._answers = "", 0
        self._opened: bool | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("frame", "card")
        self._name, self._summary = label("", "label"), label("", "hint")
        self._toggle, self._remove = QPushButton(), QPushButton()
        self._ask = QuestionBar(self._removed, self._kept)
        self._toggle.clicked.connect(lambda: self.set_open(opened=not self._opened))
        self._remove.clicked.connect(self._asked)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self._name)
        row.addWidget(self._summary, 1)
        row.addStretch()
        row.addWidget(self._toggle)
        row.addWidget(self._remove)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made by Block
        layout.setContentsMargins(12, 8, 12, 8)
        layout.insertLayout(0, row)
        layout.insertWidget(1, self._ask)
        self._name.setWordWrap(False)

    def show_part(self, part: Part) -> None:
        """Show the card as it stands."""
        super().show_part(part)
        self._path = part.view.path
        said = [text for view in part.asked if (text := shown_value(view))]
        self._answers = len(said)
        name = markup.plain(part.view.label)
        self._name.setText(name)
        self._summary.setText("  ·  ".join(said[:_IN_SUMMARY]) or tr("empty"))
        self._remove.setVisible(not part.view.readonly)
        self._remove.setText(tr("Remove"))
        self._remove.setAccessibleName(f"{tr('Remove')}: {name}")
        self._troubled = any(v.problem or v.missing for v in part.asked)
        self._say_toggle()

    def settle(self, *, alone: bool) -> None:
        """Open what is alone, empty or unfinished; close what is answered. Once, then by hand."""
        if self._opened is None:
            self.set_open(opened=alone or self._troubled or not self._answers)

    def set_open(self, *, opened: bool) -> None:
        """Show the questions, or only the summary."""
        self._opened = opened
        for widget, _ in self._views:
            widget.setVisible(opened)
        self._say_toggle()
        self.updateGeometry()

    def _arrange(self) -> None:
        super()._arrange()
        if self._opened is not None:
            for widget, _ in self._views:
                widget.setVisible(bool(self._opened))

    def _say_toggle(self) -> None:
        text = tr("Close") if self._opened else tr("Open")
        self._toggle.setText(text)
        self._toggle.setAccessibleName(f"{text}: {self._name.text()}")
        self._summary.setVisible(not self._opened)

    def _asked(self) -> None:
        if not self._answers:
            self._removed()
            return
        text = tr("Remove {card} with its {n} answers?", card=self._name.text(), n=self._answers)
        self._ask.ask(text, tr("Remove"), tr("Keep"))

    def _removed(self) -> None:
        self._host.remove_card(self._path)

    def _kept(self) -> None:
        self._remove.setFocus(Qt.FocusReason.OtherFocusReason)


def opened(widget: QWidget) -> None:
    """Open every card that a widget stands in."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, CardBlock):
            above.set_open(opened=True)
        above = above.parentWidget()
