"""One section of an open file at a time, drawn from the engine's session; no rules of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from outreach_app.errors import OutreachError
from outreach_app.forms import ItemView, Page
from outreach_app.i18n import clock_time, language, tr
from outreach_app.ui.buttons import label
from outreach_app.ui.field_kinds import field_for
from outreach_app.ui.fields import Field
from outreach_app.ui.open_file import FileInHand

_DRAWN_APART = ("note", "group", "repeat", "card")


class FormView(QWidget):
    """The questions of one section.

    Signals:
        saved: text saying when the last answer was stored.
        failed: an answer could not be stored (the exception).
        turned: the section changed (its index).
        finished: PgDn or Enter beyond the last section.
    """

    saved = Signal(str)
    failed = Signal(object)
    turned = Signal(int)
    finished = Signal()

    def __init__(self, file: FileInHand) -> None:
        super().__init__()
        self._file = file
        self._index = 0
        self._tried: set[str] = set()
        self._fields: dict[str, Field] = {}
        self._signature: tuple[tuple[str, str], ...] = ()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._pages = self._read()
        self.draw()

    def _read(self) -> tuple[Page, ...]:
        return self._file.session.pages(language())

    @property
    def pages(self) -> tuple[Page, ...]:
        """Return the visible sections."""
        return self._pages

    @property
    def index(self) -> int:
        """Return the section shown."""
        return self._index

    def state_of(self, page: Page) -> str:
        """Return the word for a section: done, being filled, to look at, or not yet."""
        if self._pages[self._index].path == page.path:
            return "now"
        if any(v.problem or (v.path in self._tried and v.missing) for v in page.items):
            return "look"
        asked = [v for v in page.items if v.kind not in _DRAWN_APART and v.required]
        if page.path in self._seen and not any(v.missing for v in asked):
            return "done"
        return "look" if page.path in self._seen else "open"

    @property
    def _seen(self) -> set[str]:
        return {path.rpartition("/")[0] for path in self._tried}

    def draw(self, focus: str = "") -> None:
        """Draw the section anew; `focus` is the path that gets the focus."""
        self._index = min(self._index, len(self._pages) - 1)
        page = self._pages[self._index]
        self._signature = _signature(page)
        self._fields = {}
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(4)
        heading = tr("Section {n} of {count}", n=self._index + 1, count=len(self._pages))
        column.addWidget(label(f"{page.title}", "title"))
        column.addWidget(label(heading, "hint"))
        for view in page.items:
            column.addWidget(self._widget(view))
        column.addStretch(1)
        self._scroll.setWidget(body)
        self._focus(focus)

    def _widget(self, view: ItemView) -> QWidget:
        if view.kind == "note":
            return label(view.label, "warn" if "warn" in view.appearance else "")
        if view.kind in ("group", "card"):
            return self._with_button(view, tr("Remove"), self._file.remove)
        if view.kind == "repeat":
            return self._with_button(view, tr("Add"), self._file.add)
        field = field_for(view, language(), self._file.session.today)
        field.update_view(view, tried=view.path in self._tried)
        field.answered.connect(self._answer)
        field.entered.connect(self._next_question)
        self._fields[view.path] = field
        return field

    def _with_button(self, view: ItemView, text: str, act: Callable[[str], object]) -> QWidget:
        if view.kind == "group" or view.readonly:
            return label(view.label, "label")

        def clicked() -> None:
            act(view.path)
            self.reread()

        made = QPushButton(f"{view.label}: {text}")
        made.clicked.connect(clicked)
        return made

    def _focus(self, path: str) -> None:
        field = self._fields.get(path) or next(iter(self._fields.values()), None)
        if field is not None:
            QTimer.singleShot(0, field, field.focus)

    def _answer(self, path: str, value: str) -> None:
        try:
            self._file.answer(path, value)
        except OutreachError as error:  # shown; what was typed stays on the screen
            self.failed.emit(error)
            return
        self._tried.add(path)
        self.saved.emit(self.saved_text())
        # Not at once: the field that answered is still inside its own event.
        QTimer.singleShot(0, self, self.reread)

    def saved_text(self) -> str:
        """Return `Saved on this laptop 10.42.07`."""
        at = self._file.saved_at
        return tr("Saved on this laptop {time}", time=f"{clock_time(at)}.{at:%S}")

    def reread(self) -> None:
        """Show what an answer changed, without moving the focus."""
        self._pages = self._read()
        page = self._pages[min(self._index, len(self._pages) - 1)]
        if _signature(page) != self._signature:
            self.draw(self._focused())
        else:
            for view in page.items:
                if field := self._fields.get(view.path):
                    field.update_view(view, tried=view.path in self._tried)
        self.turned.emit(self._index)

    def _focused(self) -> str:
        for path, field in self._fields.items():
            if field.isAncestorOf(self.focusWidget() or self):
                return path
        return ""

    def commit(self) -> None:
        """Store whatever stands in the fields."""
        for field in list(self._fields.values()):
            field.commit()

    def _next_question(self, path: str) -> None:
        self._fields[path].commit()
        # The answer may have made new questions appear, so what follows is asked of the form.
        self._pages = self._read()
        page = self._pages[min(self._index, len(self._pages) - 1)]
        asked = [v.path for v in page.items if v.kind not in _DRAWN_APART]
        following = asked[asked.index(path) + 1 :] if path in asked else []
        if not following:
            self.turn(+1)
        elif following[0] in self._fields:
            self._fields[following[0]].focus()
        else:
            QTimer.singleShot(0, self, lambda: self.draw(following[0]))

    def turn(self, by: int) -> None:
        """Go to the next or the former section; beyond the last one is `finished`."""
        self.commit()
        self._tried |= {v.path for v in self._pages[self._index].items}
        self._pages = self._read()
        if self._index + by >= len(self._pages):
            self.finished.emit()
            return
        self.show_page(max(0, self._index + by))

    def show_page(self, index: int, focus: str = "") -> None:
        """Show a section."""
        self._index = index
        self.draw(focus)
        self.turned.emit(self._index)

    def go_to(self, path: str) -> None:
        """Show the section of a question and give it the focus."""
        self._tried.add(path)
        self._pages = self._read()
        for index, page in enumerate(self._pages):
            if any(view.path == path for view in page.items):
                self.show_page(index, path)

    def next_problem(self) -> bool:
        """Go to the first thing that blocks; tell whether there was one (F8)."""
        self.commit()
        problems = self._file.session.problems(language())
        self._tried |= {p.path for p in problems}
        if problems:
            self.go_to(problems[0].path)
        return bool(problems)


def _signature(page: Page) -> tuple[tuple[str, str], ...]:
    """Return what would have to be drawn anew: the questions and their choices, not the answers."""
    return tuple(
        (view.path, "|".join(c.value for c in view.choices) or view.label * (view.kind == "note"))
        for view in page.items
    )
