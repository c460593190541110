"""One question as a widget: label, hint, field, message (ux section 4).

A field tells its answer when it is left or after a pause; it never decides anything.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach_app.forms import ItemView
from outreach_app.i18n import tr
from outreach_app.ui import markup, theme
from outreach_app.ui.buttons import label
from outreach_app.ui.questions.around import Around
from outreach_app.ui.questions.sounds import SoundButton, speaks

PAUSE_MS = 2000
_PICTURE_PX = 160
_OPTIONAL = ("(boleh kosong)", "(optional)", "(bila ada)", "(if any)", "(bila punya)")


def pressed(event: QEvent) -> int:
    """Return the key of a press without modifiers (the number pad counts as none), else 0."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return 0
    return 0 if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else event.key()


ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QWidget):
    """A question with its field.

    Attributes:
        path: of the question, with card positions.

    Signals:
        answered: (path, value in lexical form), when it was left or paused.
        entered: (path); Enter was pressed: go to the next question.
    """

    answered = Signal(str, str)
    entered = Signal(str)

    def __init__(self, view: ItemView, around: Around) -> None:
        super().__init__()
        self.path, self.view, self.around = view.path, view, around
        self._told = view.value
        self._title = label("", "label")
        self._hint, self._message = label("", "hint"), label("", "problem")
        self._guidance = label("", "guidance")
        self._explain = QPushButton()
        self._sound: SoundButton | None = None
        self._picture = QLabel()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(3)
        self._top = self._head()
        column.addLayout(self._top)
        for part in (self._hint, self._guidance, self._picture):
            column.addWidget(part)
        self._input = self._make(view)
        column.addWidget(self._input)
        column.addWidget(self._message)
        self.update_view(view, tried=False)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self._explain, 0, Qt.AlignmentFlag.AlignTop)
        self._explain.setProperty("quiet", True)
        self._explain.setCheckable(True)
        self._explain.toggled.connect(self._guidance.setVisible)
        self._guidance.hide()
        return row

    def _make(self, view: ItemView) -> QWidget:
        raise NotImplementedError

    def value(self) -> str:
        """Return what stands in the field, in lexical form."""
        raise NotImplementedError

    def put(self, value: str) -> None:
        """Show a value that something else set."""
        raise NotImplementedError

    def speak(self, view: ItemView) -> None:
        """Show labels of choices and the like again: the language or the choices changed."""

    def focus(self) -> None:
        """Take the focus."""
        self._input.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def message(self) -> str:
        """Return what stands below the field."""
        return self._message.text()

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands; `tried`: the officer has tried to go on."""
        spoke = (view.label, view.choices) != (self.view.label, self.view.choices)
        self.path, self.view = view.path, view
        self._say(view)
        self._tell_problem(view, tried=tried)
        if spoke:
            self.speak(view)
        if view.value != self._told:
            self._told = view.value
            self.put(view.value)

    def _say(self, view: ItemView) -> None:
        text = view.label or view.name
        if not view.required and not view.readonly and not text.endswith(_OPTIONAL):
            text = tr("{label} (optional)", label=text)
        markup.show(self._title, text)
        markup.show(self._hint, view.hint)
        self._hint.setVisible(bool(view.hint))
        markup.show(self._guidance, view.guidance)
        self._explain.setVisible(bool(view.guidance))
        if view.guidance:
            self._explain.setText(tr("Explain"))
            self._explain.setAccessibleName(tr("Explain: {label}", label=markup.plain(view.label)))
        if self._sound is None and speaks(view.media):
            self._sound = SoundButton(self.around)
            self._top.insertWidget(1, self._sound, 0, Qt.AlignmentFlag.AlignTop)
        if self._sound is not None:
            self._sound.offer(view.media, view.label)
        self._show_picture(view)

    def _show_picture(self, view: ItemView) -> None:
        name = view.media.get("big-image") or view.media.get("image", "")
        picture = self.around.picture(name) if name else None
        self._picture.setVisible(picture is not None)
        if picture is not None:
            side = theme.px(_PICTURE_PX)
            self._picture.setPixmap(picture.scaledToHeight(min(side, picture.height())))
            self._picture.setAccessibleName(name)

    def _tell_problem(self, view: ItemView, *, tried: bool) -> None:
        text = view.problem or (view.missing_text if tried and view.missing else "")
        markup.show(self._message, text)
        self._message.setVisible(bool(text))
        said = " ".join(filter(None, (markup.plain(view.hint), markup.plain(text))))
        for widget in self.controls():
            widget.setAccessibleDescription(said)
        self._input.setAccessibleName(markup.plain(view.label) or view.name)
        self._input.setAccessibleDescription(said)

    def controls(self) -> tuple[QWidget, ...]:
        """Return what takes the focus; a screen reader hears label, hint and message there."""
        return ()

    def name_controls(self, *controls: QWidget) -> None:
        """Give controls the label as their name."""
        for one in controls:
            one.setAccessibleName(markup.plain(self.view.label) or self.view.name)

    def changed(self) -> None:
        """Something was typed: tell after a pause."""
        self._pause.start()

    def commit(self) -> None:
        """Tell now, if there is anything new."""
        self._pause.stop()
        value = self.value()
        if value != self._told:
            self._told = value
            self.answered.emit(self.path, value)

    def take_back(self, value: str) -> None:
        """Show a value again: what was told last was not kept."""
        self._told = value
        self.put(value)

    def enter(self) -> None:
        """Go on to the next question."""
        self.entered.emit(self.path)
