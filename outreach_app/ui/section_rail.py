"""The sections of a file as a task list: a sign, a title and a word for each (ux section 2)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from outreach_app.forms import Page
from outreach_app.i18n import tr
from outreach_app.ui import marks, markup, theme
from outreach_app.ui.buttons import label
from outreach_app.ui.form_view import FormView
from outreach_app.ui.sections import title_of


def state_word(state: str) -> str:
    """Return the word for how a section stands."""
    words = {
        "done": tr("done"),
        "now": tr("being filled in"),
        "look": tr("to look at"),
        "open": tr("not yet"),
    }
    return words[state]


class SectionRail(QWidget):
    """The task list; a click goes there, PgUp and PgDn step.

    Signals:
        renamed: what `short` says changed.
    """

    renamed = Signal()

    def __init__(self, form: FormView) -> None:
        super().__init__()
        self._form = form
        self._lines: list[_Line] = []
        holder = QWidget()
        holder.setObjectName("railpage")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(8, 12, 8, 12)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setObjectName("railscroll")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        form.turned.connect(self.refresh)
        self.refresh()

    def short(self) -> str:
        """Return what the rail says when there is no room for it."""
        count = len(self._form.pages)
        return tr("Section {n} of {count}", n=self._form.index + 1, count=count)

    def refresh(self) -> None:
        """Show the sections as they stand."""
        pages = self._form.pages
        while len(self._lines) < len(pages):
            self._lines.append(self._line(len(self._lines)))
        while len(self._lines) > len(pages):
            self._lines.pop().deleteLater()
        for number, (line, page) in enumerate(zip(self._lines, pages, strict=True), 1):
            here = page.path == self._form.page.path
            line.show_state(number, page, self._form.state_of(page), here=here)
        self.renamed.emit()

    def _line(self, index: int) -> _Line:
        made = _Line()
        made.clicked.connect(lambda: self._go(index))
        self._column.insertWidget(index, made)
        return made

    def _go(self, index: int) -> None:
        self._form.commit()
        self._form.show_page(index)


class _Line(QAbstractButton):
    """One section; its text breaks."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._shown, self._here = ("", ""), False
        self._sign, self._title, self._word = QLabel(), label(""), label("", "hint")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._word)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 6, 5)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for part in (self._sign, self._title, self._word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, number: int, page: Page, state: str, *, here: bool) -> None:
        """Show how the section stands."""
        title, word = f"{number}  {markup.plain(title_of(page))}", state_word(state)
        self._title.setText(title)
        self._word.setText(word)
        self.setAccessibleName(f"{title}, {word}")
        if self._shown != (state, theme.theme()):
            self._shown = (state, theme.theme())
            side = theme.px(marks.SIDE)
            self._sign.setPixmap(marks.icon(state).pixmap(QSize(side, side)))
        self._here = here
        face = self._title.font()
        face.setBold(here)
        self._title.setFont(face)
        self.update()

    def sizeHint(self) -> QSize:
        """Return its size with the text on one line."""
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made above
        return layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return a size in which the text breaks; never smaller than a target."""
        return QSize(theme.px(120), theme.px(44))

    def hasHeightForWidth(self) -> bool:
        """Its text breaks."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made above
        return max(layout.heightForWidth(width), theme.px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw where the officer is: a ground and a bar, not a colour alone."""
        if not self._here and not self.underMouse():
            return
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.token("selection")))
            if self._here:
                painter.fillRect(0, 0, 4, self.height(), QColor(theme.token("primary")))
