"""One section of an open file at a time, drawn from the engine's session; no rules of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from outreach_app.errors import OutreachError
from outreach_app.forms import Page
from outreach_app.i18n import clock_time, language, tr
from outreach_app.ui import markup, theme
from outreach_app.ui.ahead import Ahead
from outreach_app.ui.blocks import Block
from outreach_app.ui.buttons import label
from outreach_app.ui.cards import opened
from outreach_app.ui.go_to import GoToBar, places
from outreach_app.ui.open_file import FileInHand
from outreach_app.ui.page_tree import APART, Part, tree
from outreach_app.ui.parts import widget_for
from outreach_app.ui.question_bar import QuestionBar
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.field import Field


class FormView(QWidget):
    """The questions of one section.

    Args:
        file: the open file.
        around: files beside the form and devices; only the date when None.

    Signals:
        saved: text saying when the last answer was stored.
        failed: an answer could not be stored (the exception).
        turned: the sections or how they stand changed (the index of the one shown).
        finished: PgDn or Enter beyond the last section.
    """

    saved = Signal(str)
    failed = Signal(object)
    turned = Signal(int)
    finished = Signal()

    def __init__(self, file: FileInHand, around: Around | None = None) -> None:
        super().__init__()
        self._file = file
        self.around = around or Around(file.session.today)
        self._index = 0
        self._tried: set[str] = set()
        self._fields: dict[str, Field] = {}
        self._bodies: dict[str, Block] = {}
        self._dressed = (theme.theme(), theme.size())
        self._waiting: tuple[str, str] | None = None
        self._ahead = Ahead(self, self._following, self._body)
        self._ask = QuestionBar(self._take_fewer, self._keep_cards)
        self.go_bar = GoToBar(self._go, lambda: self._focus(""))
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._ask)
        column.addWidget(self.go_bar)
        column.addWidget(self._scroll)
        self._clear()
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

    @property
    def page(self) -> Page:
        """Return the section shown."""
        return self._pages[min(self._index, len(self._pages) - 1)]

    def state_of(self, page: Page) -> str:
        """Return the word for a section: done, being filled, to look at, or not yet."""
        if any(v.problem or (v.path in self._tried and v.missing) for v in page.items):
            return "look"
        if self.page.path == page.path:
            return "now"
        asked = [v for v in page.items if v.kind not in APART]
        passed = any(v.path in self._tried for v in asked)
        if not passed:
            return "open"
        return "look" if any(v.missing for v in asked) else "done"

    def natural_width(self) -> int:
        """Return how wide it wants to be, with its columns beside one another."""
        body = self._bodies.get(self.page.path)
        return (body.natural_width() if body else 0) + 2 * _MARGIN + _BAR

    # Drawing ------------------------------------------------------------------------------

    def make(self, part: Part) -> QWidget:
        """Make the widget of a part; a question is listened to."""
        made = widget_for(part, self)
        if isinstance(made, Field):
            made.answered.connect(self._answer)
            made.entered.connect(self._next_question)
        return made

    def tried(self, path: str) -> bool:
        """Tell whether the officer has passed a question."""
        return path in self._tried

    def draw(self, focus: str = "") -> None:
        """Show the section; `focus` is the path that gets the focus, else its first question."""
        self._index = min(self._index, len(self._pages) - 1)
        body = self._body(self.page.path)
        self._show(body)
        # The others stay where they are, unseen: what moves is dressed anew by Qt.
        for other in self._bodies.values():
            other.setVisible(other is body)
        self._focus(focus)

    def _body(self, path: str) -> Block:
        body = self._bodies.get(path)
        if body is None:
            body = self._bodies[path] = Block(self, heading=False)
            body.hide()
            self._column.insertWidget(1, body)
        return body

    def _following(self) -> tuple[Page, ...]:
        return self._pages[self._index + 1 : self._index + 3]

    def _clear(self) -> None:
        """Begin with an empty sheet."""
        self._bodies.clear()
        self._ahead.forget()
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
        self._scroll.setWidget(holder)

    def _show(self, body: Block) -> None:
        body.show_part(tree(self.page))
        self._fields = {field.path: field for field in body.fields()}
        self._say_place()
        self._ahead.rest(self.page.path)

    def _say_place(self) -> None:
        count = len(self._pages)
        markup.show(self._title, title_of(self.page))
        self._place.setText(tr("Section {n} of {count}", n=self._index + 1, count=count))

    def redraw(self) -> None:
        """Make everything anew, as after a change of theme; answers, place and focus stay."""
        self.commit()
        focus = self.focused()
        self._dressed = (theme.theme(), theme.size())
        self._clear()
        self._pages = self._read()
        self.draw(focus)
        self.turned.emit(self._index)

    def translate(self) -> None:
        """Show everything in the language, theme and size of the moment; place and focus stay."""
        self.commit()
        self._file.session.speak(language())
        if self._dressed != (theme.theme(), theme.size()):
            self.redraw()
        else:
            self.reread()

    def reread(self) -> None:
        """Show what an answer changed, without moving the focus."""
        at = self.page.path
        self._pages = self._read()
        paths = [page.path for page in self._pages]
        self._index = paths.index(at) if at in paths else min(self._index, len(paths) - 1)
        body = self._bodies.get(self.page.path)
        if body is not None and not body.isHidden():
            self._show(body)
        else:
            self.draw()
        self.turned.emit(self._index)

    # Answers ------------------------------------------------------------------------------

    def _answer(self, path: str, value: str) -> None:
        lost = self._file.session.losses(path, value)
        if lost:
            self._waiting = (path, value)
            said = "; ".join(
                f"{loss.title} ({', '.join(text for _, text in loss.answers[:2])})" for loss in lost
            )
            text = tr(
                "The smaller number takes {n} filled cards: {cards}.", n=len(lost), cards=said
            )
            self._ask.ask(text, tr("Take the smaller number"), tr("Keep the cards"))
            return
        self._store(path, value)

    def _store(self, path: str, value: str) -> None:
        try:
            self._file.answer(path, value)
        except OutreachError as error:  # shown; what was typed stays on the screen
            self.failed.emit(error)
            return
        self._tried.add(path)
        self.saved.emit(self.saved_text())
        # Not at once: the field that answered is still inside its own event.
        QTimer.singleShot(0, self, self.reread)

    def _take_fewer(self) -> None:
        if self._waiting is not None:
            path, value = self._waiting
            self._waiting = None
            self._store(path, value)
            self._focus(path)

    def _keep_cards(self) -> None:
        if self._waiting is not None:
            path, _ = self._waiting
            self._waiting = None
            if field := self._fields.get(path):
                field.take_back(self._file.session.value(path))
                field.focus()

    def saved_text(self) -> str:
        """Return `Saved on this laptop 10.42.07`."""
        at = self._file.saved_at
        return tr("Saved on this laptop {time}", time=f"{clock_time(at)}.{at:%S}")

    def commit(self) -> None:
        """Store whatever stands in the fields."""
        for field in list(self._fields.values()):
            field.commit()

    # Cards --------------------------------------------------------------------------------

    def add_card(self, repeat_path: str) -> None:
        """Add a card and go to its first question."""
        self.commit()
        added = self._file.add(repeat_path)
        self.reread()
        first = next((p for p in self._fields if p.startswith(f"{added}/")), "")
        self._focus(first)

    def add_here(self) -> bool:
        """Add a card to the repeat with the focus, else the first of the page; tell if any."""
        repeats = [v.path for v in self.page.items if v.kind == "repeat" and not v.readonly]
        if not repeats:
            return False
        here = self.focused()
        inside = [path for path in repeats if here.startswith(f"{path}[")]
        self.add_card(inside[-1] if inside else repeats[0])
        return True

    def remove_card(self, path: str) -> None:
        """Remove a card."""
        self._file.remove(path)
        self._tried = {p for p in self._tried if not p.startswith(f"{path.rpartition('[')[0]}[")}
        self.reread()
        self._focus("")

    # Moving -------------------------------------------------------------------------------

    def focused(self) -> str:
        """Return the path of the question with the focus, empty when there is none."""
        here = QApplication.focusWidget()  # Qt's own memory of it is stale after a pop-up
        inside = here is not None and self.isAncestorOf(here)
        widget = here if inside else self.focusWidget()
        for path, field in self._fields.items():
            if widget is not None and (field is widget or field.isAncestorOf(widget)):
                return path
        return ""

    def _focus(self, path: str) -> None:
        open_ones = (f for f in self._fields.values() if f.controls() and not f.view.readonly)
        field = self._fields.get(path) or next(open_ones, None)
        if field is not None:
            opened(field)
            reached = field.path
            QTimer.singleShot(0, self, lambda: self._reach(reached))

    def _reach(self, path: str) -> None:
        field = self._fields.get(path)
        if field is None:
            return
        field.focus()
        self._scroll.ensureWidgetVisible(field, 0, theme.px(24))

    def _next_question(self, path: str) -> None:
        if path in self._fields:
            self._fields[path].commit()
        if self._waiting is not None:
            return
        # The answer may have made new questions appear, so what follows is asked of the form.
        self.reread()
        asked = [v.path for v in self.page.items if v.kind not in APART and not v.readonly]
        following = asked[asked.index(path) + 1 :] if path in asked else []
        if not following:
            self.turn(+1)
        else:
            self._focus(following[0])

    def turn(self, by: int) -> None:
        """Go to the next or the former section; beyond the last one is `finished`."""
        self.commit()
        self._tried |= {v.path for v in self.page.items}
        self._pages = self._read()
        if self._index + by >= len(self._pages):
            self.finished.emit()
            return
        self.show_page(max(0, self._index + by))

    def show_page(self, index: int, focus: str = "") -> None:
        """Show a section."""
        self._index = index
        self.draw(focus)
        self._scroll.verticalScrollBar().setValue(0)
        self.turned.emit(self._index)

    def go_to(self, path: str) -> None:
        """Show the section of a question and give it the focus."""
        self._tried.add(path)
        self._pages = self._read()
        for index, page in enumerate(self._pages):
            if any(view.path == path for view in page.items):
                self.show_page(index, path)

    def ask_where(self) -> None:
        """Ask which section or question to go to (Ctrl+G)."""
        self.commit()
        self._pages = self._read()
        self.go_bar.ask(list(places(self._pages)))

    def _go(self, place: str) -> None:
        for index, page in enumerate(self._pages):
            here = page.path == place
            if here or any(view.path == place for view in page.items):
                self.show_page(index, "" if here else place)
                return

    def next_problem(self) -> bool:
        """Go to the next thing that blocks, after the one with the focus (F8)."""
        self.commit()
        problems = self._file.session.problems(language())
        paths = [p.path for p in problems]
        here = self.focused() if self.focused() in self._tried else ""
        self._tried |= set(paths)
        if not problems:
            return False
        after = paths.index(here) + 1 if here in paths else 0
        self.go_to(paths[after % len(paths)])
        return True


_MARGIN, _BAR = 24, 16
"""Left and right of the questions, and room for the scroll bar."""


def title_of(page: Page) -> str:
    """Return a section's title; a table keeps its own in the note above it."""
    labels = (view.label for view in page.items if view.kind == "note")
    return page.title or next((text for text in labels if text.strip()), "")
