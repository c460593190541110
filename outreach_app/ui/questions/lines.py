"""Questions that are typed on one line: text, numbers, codes."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from outreach_app.forms import ItemView
from outreach_app.i18n import tr
from outreach_app.ui import theme
from outreach_app.ui.buttons import label
from outreach_app.ui.questions.field import Field

_DIGITS = {"rt": 4, "rw": 4, "nik": 20, "kk": 20, "telepon": 17, "nomor": 17, "jalan": 46}
_KINDS = {"int": 12, "decimal": 14, "date": 12, "time": 8}
_GROUPS = {"nik": (6, 6, 4), "kk": (4, 4, 4, 4)}
"""How a number is read from the card (ux section 4)."""

_LONG = 36
_EDGE = 24


class LineField(Field):
    """A question with one line; subclasses say what a text means."""

    def _make(self, view: ItemView) -> QWidget:
        self._edit = QLineEdit()
        self._aside = label("", "hint")
        self._edit.setReadOnly(view.readonly)
        self._edit.setProperty("mono", self._mono(view))
        self._edit.setFixedWidth(theme.digits(self._wide(view), mono=self._mono(view)) + _EDGE)
        self._edit.textEdited.connect(self._typed)
        self._edit.editingFinished.connect(self._left)
        self._edit.returnPressed.connect(self.enter)
        holder = QWidget()
        self._row = row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._edit)
        row.addWidget(self._aside, 1)
        holder.setFocusProxy(self._edit)
        self.put(view.value)
        return holder

    def controls(self) -> tuple[QWidget, ...]:
        """Return the line."""
        return (self._edit,)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        self._edit.setReadOnly(view.readonly)
        super().update_view(view, tried=tried)
        self.name_controls(self._edit)

    def value(self) -> str:
        """Return what the text means, in lexical form."""
        return self.meant(self._edit.text().strip())

    def put(self, value: str) -> None:
        """Show a value."""
        self._edit.setText(self.shown(value))
        self.tell_aside(value)

    def meant(self, text: str) -> str:
        """Return the answer that a typed text means."""
        return text

    def shown(self, value: str) -> str:
        """Return an answer as it is read."""
        return value

    def tell_aside(self, value: str) -> None:
        """Say something beside the line about a value."""

    def _typed(self, _text: str) -> None:
        self.changed()

    def _left(self) -> None:
        self.commit()
        self.put(self.value())

    def _wide(self, view: ItemView) -> int:
        named = (
            n for key, n in _DIGITS.items() if view.name == key or view.name.startswith(f"{key}_")
        )
        return next(named, _KINDS.get(view.kind, _LONG))

    def _mono(self, view: ItemView) -> bool:
        return view.name.startswith(("nik", "kk", "nomor", "telepon")) or view.kind == "barcode"


class TextField(LineField):
    """Text on one line; NIK and KK in groups, `masked` hidden until it is asked for."""

    def _make(self, view: ItemView) -> QWidget:
        key = view.name.partition("_")[0]
        self._groups = _GROUPS.get(key, ()) if "numbers" in view.appearance else ()
        holder = super()._make(view)
        if "numbers" in view.appearance:
            self._edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        if "masked" in view.appearance:
            self._edit.setEchoMode(QLineEdit.EchoMode.Password)
            self._show = QPushButton()
            self._show.setCheckable(True)
            self._show.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._show.toggled.connect(self._unmask)
            self._row.insertWidget(1, self._show)
            self._unmask(shown=False)
        return holder

    def _unmask(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self._edit.setEchoMode(mode.Normal if shown else mode.Password)
        self._show.setText(tr("Hide") if shown else tr("Show"))

    def meant(self, text: str) -> str:
        """Return the text; a number in groups without what stands between them."""
        return re.sub(r"[\s.\-]", "", text) if self._groups else text

    def shown(self, value: str) -> str:
        """Return a whole number in groups, anything else as it is."""
        if not self._groups or len(value) != sum(self._groups):
            return value
        parts, at = [], 0
        for count in self._groups:
            parts.append(value[at : at + count])
            at += count
        return " ".join(parts)

    def _typed(self, text: str) -> None:
        if self._groups:
            wanted = sum(self._groups)
            have = len(self.meant(text))
            self._aside.setText(tr("{have} of {wanted}", have=have, wanted=wanted))
        super()._typed(text)

    def tell_aside(self, value: str) -> None:
        """Nothing, once the number was left: the message below says what is wrong."""
        self._aside.clear()


class LongTextField(Field):
    """Text of several lines (appearance `multiline`, parameter `rows`)."""

    def _make(self, view: ItemView) -> QWidget:
        self._edit = QPlainTextEdit()
        self._edit.setMinimumWidth(theme.digits(24))
        self._edit.setMaximumWidth(theme.digits(72))
        rows = int(view.parameters.get("rows") or 4)
        line = self._edit.fontMetrics().lineSpacing()
        self._edit.setFixedHeight(max(theme.px(60), min(rows, 12) * line + 22))
        self._edit.setTabChangesFocus(True)
        self._edit.setReadOnly(view.readonly)
        self._edit.textChanged.connect(self.changed)
        self.put(view.value)
        return self._edit

    def controls(self) -> tuple[QWidget, ...]:
        """Return the box."""
        return (self._edit,)

    def value(self) -> str:
        """Return the text."""
        return self._edit.toPlainText().strip()

    def put(self, value: str) -> None:
        """Show a value."""
        if value != self.value():
            self._edit.setPlainText(value)
