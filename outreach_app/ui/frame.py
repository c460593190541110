"""The frame of every window: bar, rail, content, side, actions, one status sentence (ux 2).

It folds by measuring: first the side goes, then the rail becomes a button (ux section 2).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from outreach_app.ui import theme
from outreach_app.ui.flow import in_flow
from outreach_app.ui.gone_pages import GonePages
from outreach_app.ui.problems import Banner

BAR, RAIL, SIDE, STATUS = 44, 220, 150, 32


class Frame(QWidget):
    """Holds one page at a time.

    Attributes:
        banner: above the content, for problems.
    """

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self._title, self._right = OneLine(), QHBoxLayout()
        self._status = OneLine()
        self._status.setObjectName("status")
        self._sections = QPushButton()
        self._sections.clicked.connect(self.toggle_rail)
        self._asked_for_rail = False
        self._page: QWidget | None = None
        self._gone = GonePages()
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(12, 6, 12, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addLayout(self._middle, 1)
        column.addWidget(_holder("actions", self._actions))
        column.addWidget(self._status)
        self._rail, self._side, self._content = map(_holder, ("rail", "side", "content"))
        self._scroll = _scroll()
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.banner)
        body.addWidget(self._content, 1)
        self._middle.addWidget(self._rail)
        self._middle.addLayout(body, 1)
        self._middle.addWidget(self._side)
        self._rail_widget: QWidget | None = None
        self._side_widget: QWidget | None = None
        self.dress()

    def dress(self) -> None:
        """Take the heights and widths of the text size in force."""
        self._status.setFixedHeight(theme.px(STATUS))
        self._top.setFixedHeight(theme.px(BAR))
        self._rail.setFixedWidth(theme.px(RAIL))
        self._side.setFixedWidth(theme.px(SIDE))
        self.fold()

    def _bar(self) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._sections)
        row.addWidget(self._title, 1)
        row.addLayout(self._right)
        self._top = _holder("topbar", row)
        return self._top

    def set_title(self, text: str) -> None:
        """Say where and whom."""
        self._title.say(text)

    def set_right(self, widgets: Sequence[QWidget]) -> None:
        """Put widgets at the right end of the bar."""
        _fill(self._right, widgets)

    def set_rail(self, widget: QWidget | None) -> None:
        """Show `widget` at the left, or no rail."""
        if self._rail_widget is not None and self._rail_widget is not widget:
            self._rail_widget.deleteLater()
        _put(self._rail, widget)
        if self._rail_widget is not None:
            self._rail_widget.deleteLater()  # else it would listen to its form for ever
        self._rail_widget, self._asked_for_rail = widget, False
        renamed = getattr(widget, "renamed", None)
        if renamed is not None:
            renamed.connect(self._named)
        self._fold_soon()

    def set_side(self, widget: QWidget | None) -> None:
        """Show `widget` at the right, or no side."""
        _put(self._side, widget)
        self._side_widget = widget
        self._fold_soon()

    def set_content(self, widget: QWidget) -> None:
        """Show the page."""
        self._put_page(widget)
        here = self.focusWidget()
        if here is None or not widget.isAncestorOf(here):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page = widget
        self._fold_soon()

    def _put_page(self, widget: QWidget) -> None:
        """Put a page in; one that does not scroll by itself does so where it is too high."""
        self._gone.note(self._page, widget)
        old = self._scroll.takeWidget()
        if old is not None and old is not widget:
            old.hide()
            old.setParent(None)
        if isinstance(widget, QScrollArea) or hasattr(widget, "natural_width"):
            _put(self._content, widget)
            return
        self._scroll.setWidget(widget)
        widget.setAutoFillBackground(False)
        widget.show()
        _put(self._content, self._scroll)
        self._scroll.verticalScrollBar().setValue(0)

    def set_actions(self, others: Sequence[QPushButton], primary: QPushButton | None) -> None:
        """Show buttons at the left and the one primary action at the right."""
        while (item := self._actions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        holder = in_flow(others)
        self._actions.addWidget(holder, 1)
        if primary is not None:
            self._actions.addWidget(primary)
        self._actions.setAlignment(holder, Qt.AlignmentFlag.AlignVCenter)

    def set_status(self, text: str, level: str = "") -> None:
        """Say how things stand; levels `ok`, `warn`, `error`."""
        self._status.say(text)
        self._status.setProperty("level", level)
        self._status.style().unpolish(self._status)
        self._status.style().polish(self._status)
        self._status.setAccessibleName(text)

    # Folding ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold by what fits."""
        super().resizeEvent(event)
        self.fold()

    def _fold_soon(self) -> None:
        # Not at once: the page that was just put in has not been laid out yet.
        QTimer.singleShot(0, self, self.fold)

    def fold(self) -> None:
        """Hide the side, then the rail, when the page would not have the room it wants."""
        wanted = getattr(self._page, "natural_width", int)()
        rail = theme.px(RAIL) if self._rail_widget is not None else 0
        side = theme.px(SIDE) if self._side_widget is not None else 0
        folded = wanted + rail > self.width()
        self._side.setVisible(bool(side) and wanted + rail + side <= self.width())
        self._rail.setVisible(bool(rail) and (not folded or self._asked_for_rail))
        self._sections.setVisible(bool(rail) and folded)
        self._named()

    def _named(self) -> None:
        short = getattr(self._rail_widget, "short", str)()
        if short != self._sections.text():
            # The section changed: a rail that was called up has done its work.
            self._sections.setText(short)
            self._sections.setAccessibleName(short)
            if self._asked_for_rail:
                self.toggle_rail()

    def toggle_rail(self) -> None:
        """Show the rail that was folded away, or fold it again."""
        self._asked_for_rail = not self._asked_for_rail
        self.fold()

    @property
    def status(self) -> str:
        """Return the status sentence."""
        return self._status.said


class OneLine(QLabel):
    """A label that ends in an ellipsis rather than pushing the window wider.

    Attributes:
        said: the whole text; also its tool tip.
    """

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Show a text as far as there is room."""
        self.said = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits now."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._elide()

    def _elide(self) -> None:
        room, end = self.width() - theme.px(24), Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.said, end, max(room, theme.px(80))))


def _scroll() -> QScrollArea:
    """Return what lets a page that is too high scroll; its colours are the page's."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.viewport().setAutoFillBackground(False)
    return made


def _holder(name: str, layout: QHBoxLayout | None = None) -> QWidget:
    made = QWidget()
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if layout is None:
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made


def _fill(layout: QHBoxLayout, widgets: Sequence[QWidget]) -> None:
    while item := layout.takeAt(0):
        if (old := item.widget()) is not None:
            old.setParent(None)
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)


def _put(holder: QWidget, widget: QWidget | None) -> None:
    layout = holder.layout()
    while layout is not None and (item := layout.takeAt(0)):
        if (old := item.widget()) is not None and old is not widget:
            old.hide()
            old.setParent(None)
    if widget is not None and layout is not None:
        layout.addWidget(widget)
        widget.show()
    holder.setVisible(widget is not None)
