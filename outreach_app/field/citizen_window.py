"""Citizen mode: the laptop is turned round and shows one question at a time (ux L9, B21).

Full screen, 24 px; every other window is hidden; when the program loses the focus, a cover hides
the answers; only an officer's PIN gives the laptop back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from outreach_app.casework.citizen import CitizenForm, Told
from outreach_app.errors import OutreachError
from outreach_app.field.citizen_question import CitizenQuestion
from outreach_app.field.citizen_screen import CitizenScreen
from outreach_app.field.citizen_text import CitizenText
from outreach_app.forms import ItemView
from outreach_app.i18n import Language, tr, use
from outreach_app.i18n import language as language_now
from outreach_app.ui.buttons import button, label, secret_line
from outreach_app.ui.problems import text_of

WRONG_TRIES = 3
_NOT_ASKED = ("group", "repeat", "card")


class CitizenWindow(CitizenScreen):
    """One citizen, one form, then the next citizen or the officer.

    Args:
        new_form: opens an empty form in a language; called for each citizen.
        pin_fits: tells whether a PIN is the officer's.
        given_back: called with True when the PIN fitted, False after three wrong ones.
        print_slip: prints what a citizen takes home, and says in words what it did.
    """

    def __init__(
        self,
        new_form: Callable[[Language], CitizenForm],
        pin_fits: Callable[[str], bool],
        given_back: Callable[[bool], object],
        print_slip: Callable[[Told, Language], str],
    ) -> None:
        super().__init__()
        self._new_form, self._pin_fits, self._given_back = new_form, pin_fits, given_back
        self._print_slip = print_slip
        self._began_in = language_now()
        self._left = WRONG_TRIES
        self.form: CitizenForm | None = None
        self.told: Told | None = None
        self.question: CitizenQuestion | None = None
        self._paths: list[str] = []
        self._at = ""
        self._covered = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)
        self.begin()

    # The form --------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open an empty form for the next citizen."""
        self.form, self.told = self._new_form(language_now()), None
        self._at = ""
        self._begin_form()

    def _begin_form(self) -> None:
        about = self.form.about if self.form is not None else None
        if about is None:
            self._draw()
            return
        self.question, text = None, CitizenText(about)
        self._progress.setText("")
        self._show(text)
        stop = button(tr("Stop without saving"), self.give_up)
        self._buttons(stop, None, button(tr("Next"), self._draw, primary=True))
        self._promise.setText(tr("Read it, then say what you think. No name is asked."))
        text.setFocus()

    def _items(self) -> list[ItemView]:
        if self.form is None:
            return []
        pages = self.form.session.pages(language_now())
        return [i for page in pages for i in page.items if i.relevant and i.kind not in _NOT_ASKED]

    def _asked(self) -> list[ItemView]:
        return [item for item in self._items() if item.kind != "note" and not item.readonly]

    def _notes(self) -> list[str]:
        """Return what the form says between the question before and this one."""
        said: list[str] = []
        for item in self._items():
            if item.path == self._at:
                break
            said = [*said, item.label] if item.kind == "note" else []
        told = self.form.told(self._at) if self.form is not None else ()
        return [*said, *told]

    def _draw(self) -> None:
        asked = self._asked()
        self._paths = [item.path for item in asked]
        if self._at not in self._paths:
            self._at = self._paths[0]
        number = self._paths.index(self._at)
        form = self.form
        if form is None:
            return
        today = form.today
        self.question = CitizenQuestion(
            asked[number], today, form.answer, self.go_on, self._notes()
        )
        self._progress.setText(
            tr("Question {number} of {count}", number=number + 1, count=len(asked))
        )
        self._show(self.question)
        last = number == len(asked) - 1
        forward = button(tr("Done") if last else tr("Next"), self.go_on, primary=True)
        back = button(tr("Back"), self.go_back, "Escape") if number else None
        self._buttons(button(tr("Stop without saving"), self.give_up), back, forward)
        self._promise.setText(tr("Your answers are not seen by the officer."))
        self.question.focus()

    def go_on(self) -> None:
        """Go to the next question, or finish after the last."""
        if self.form is None or self.question is None:
            return
        self.question.commit()
        here = self.form.session.item(self._at, language_now())
        if here.problem or here.missing:
            self.question.say(here.problem or here.missing_text)
            return
        paths = [item.path for item in self._asked()]
        at = paths.index(self._at) + 1
        if at < len(paths):
            self._at = paths[at]
            self._draw()
        else:
            self._finish()

    def go_back(self) -> None:
        """Go to the question before."""
        if self.question is not None:
            self.question.commit()
        at = self._paths.index(self._at)
        self._at = self._paths[max(0, at - 1)]
        self._draw()

    def _finish(self) -> None:
        if self.form is None or self.question is None:
            return
        try:
            self.told = self.form.finish()
        except OutreachError as error:
            self.question.say(text_of(error))
            return
        self.form, self.question = None, None
        self._thank(self.told)

    def give_up(self) -> None:
        """Forget what was answered."""
        self.form, self.question, self.told = None, None, None
        self._show_text(tr("Nothing was kept."), [])
        self._ending()

    # After the form --------------------------------------------------------------------------

    def _thank(self, told: Told) -> None:
        lines: list[QWidget] = [label(tr("It is sealed. Only the office can open it."), "question")]
        if told.number:
            lines += [
                label(tr("Your number"), "citizen-hint"),
                label(told.number, "called"),
                label(tr("Check code"), "citizen-hint"),
                label(f"{told.check_code[:4]} {told.check_code[4:]}", "called"),
                label(tr("Keep both. With them you read the answer."), "citizen-hint"),
            ]
        if told.read_at:
            text = tr("It is published with its answer under: {title}", title=told.read_at)
            lines.append(label(text, "citizen-hint"))
        self._show_text(tr("Thank you."), lines)
        self._ending()

    def _ending(self) -> None:
        self._progress.setText("")
        self._promise.setText(tr("Please give the laptop back to the officer."))
        told = self.told
        slip = None
        if told is not None and told.number:
            slip = button(tr("Print the slip"), lambda: self._print(told))
        again = button(tr("Next person"), self.begin)
        back = button(tr("Back to the officer"), self.ask_pin, primary=True)
        self._buttons(again, slip, back)
        back.setFocus()

    def _print(self, told: Told) -> None:
        self._promise.setText(self._print_slip(told, language_now()))

    # Back to the officer ----------------------------------------------------------------------

    def ask_pin(self) -> None:
        """Ask for the officer's PIN."""
        self.pin = secret_line(tr("PIN of the officer"), 260)
        self.pin.returnPressed.connect(self._try_pin)
        self._show_text(tr("PIN of the officer"), [self.pin])
        others = button(tr("Back"), self._ending) if not self._covered else None
        self._buttons(others, None, button(tr("Open"), self._try_pin, primary=True))
        self._promise.setText("")
        self.pin.setFocus()

    def _try_pin(self) -> None:
        if self._pin_fits(self.pin.text()):
            self._left = WRONG_TRIES
            if self._covered and self.form is not None:
                self._covered = False
                self._draw()
                return
            self._leave(True)
            return
        self._left -= 1
        self.pin.clear()
        self._promise.setText(tr("The PIN does not fit. {count} tries left.", count=self._left))
        if self._left <= 0:
            self._leave(False)

    def _leave(self, fitted: bool) -> None:
        self.form = None
        use(self._began_in)
        self._given_back(fitted)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive and self.isVisible():
            self.cover()

    def cover(self) -> None:
        """Hide the answers until an officer's PIN; nothing that was answered is lost."""
        if self.form is not None and not self._covered:
            if self.question is not None:
                self.question.commit()
            self._covered = True
            self.ask_pin()

    # Drawing ---------------------------------------------------------------------------------

    def switch_language(self) -> None:
        """Change the language; answers and place stay."""
        use("en" if language_now() == "id" else "id")
        if self.question is not None and not self._covered:
            self.question.commit()
            self._draw()
        elif self.form is not None and not self._covered:
            self._begin_form()
