"""One section of an open file at a time, drawn from the engine's session; no rules of its own."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from outreach_app.errors import OutreachError
from outreach_app.forms import Page
from outreach_app.i18n import clock_time, language, tr
from outreach_app.ui import theme
from outreach_app.ui.ahead import Ahead
from outreach_app.ui.cards import opened
from outreach_app.ui.fewer_cards import FewerCards
from outreach_app.ui.go_to import GoToBar, places
from outreach_app.ui.open_file import FileInHand
from outreach_app.ui.page_tree import APART, Part
from outreach_app.ui.parts import widget_for
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.field import Field
from outreach_app.ui.section_sheet import SectionSheet
from outreach_app.ui.sections import standing_of


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
        self._dressed = (theme.theme(), theme.size())
        self._ask = FewerCards(self._take_fewer, self._keep_cards)
        self.go_bar = GoToBar(self._go, lambda: self._focus(""))
        self._sheet = SectionSheet(self)
        self._ahead = Ahead(self, self._following, self._sheet.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._ask)
        column.addWidget(self.go_bar)
        column.addWidget(self._sheet)
        self._pages = self._read()
        self.draw()

    @property
    def _fields(self) -> dict[str, Field]:
        return self._sheet.fields

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
        return standing_of(page, self._tried, shown=self.page.path == page.path)

    def natural_width(self) -> int:
        """Return how wide it wants to be, with its columns beside one another."""
        return self._sheet.natural_width(self.page)

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
        self._show()
        self._focus(focus)

    def _following(self) -> tuple[Page, ...]:
        return self._pages[self._index + 1 : self._index + 3]

    def _show(self) -> None:
        place = tr("Section {n} of {count}", n=self._index + 1, count=len(self._pages))
        self._sheet.show_section(self.page, place)
        self._ahead.rest(self.page.path)

    def redraw(self) -> None:
        """Make everything anew, as after a change of theme; answers, place and focus stay."""
        self.commit()
        focus = self.focused()
        self._dressed = (theme.theme(), theme.size())
        self._sheet.clear()
        self._ahead.forget()
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
        if self._sheet.shows(self.page):
            self._show()
        else:
            self.draw()
        self.turned.emit(self._index)

    # Answers ------------------------------------------------------------------------------

    def _answer(self, path: str, value: str) -> None:
        lost = self._file.session.losses(path, value)
        if lost:
            self._ask.ask_about(path, value, lost)
        else:
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

    def _take_fewer(self, path: str, value: str) -> None:
        self._store(path, value)
        self._focus(path)

    def _keep_cards(self, path: str) -> None:
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
            QTimer.singleShot(0, self, lambda: self._sheet.reach(reached))

    def _next_question(self, path: str) -> None:
        if path in self._fields:
            self._fields[path].commit()
        if self._ask.waits:
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
        self._sheet.verticalScrollBar().setValue(0)
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
