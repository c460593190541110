"""A question that takes a copy of a paper: from a file, or the newest of the scanner's folder."""

from __future__ import annotations

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach_app.forms import ItemView
from outreach_app.forms.uploads import paper_of
from outreach_app.i18n import tr
from outreach_app.ui import markup, theme
from outreach_app.ui.buttons import button, label
from outreach_app.ui.questions.field import Field

_PREVIEW_PX = 140


class ScanField(Field):
    """What was taken, and the ways to take it; the answer is the name of a sealed file."""

    def _make(self, view: ItemView) -> QWidget:
        self._value = ""
        self._paper = paper_of(view.appearance)
        self._shown, self._said = QLabel(), label("", "hint")
        self._file = button("", lambda: self._take(newest=False))
        self._newest = button("", lambda: self._take(newest=True))
        self._none = button("", lambda: self._took(""))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for made in self.controls():
            row.addWidget(made)
        row.addStretch(1)
        for part in (self._said, self._shown):
            column.addWidget(part)
        column.addLayout(row)
        holder.setFocusProxy(self._file)
        self.put(view.value)
        return holder

    def controls(self) -> tuple[QPushButton, ...]:
        """Return the buttons."""
        return (self._file, self._newest, self._none)

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        self._say_buttons()

    def value(self) -> str:
        """Return the name of what was taken."""
        return self._value

    def put(self, value: str) -> None:
        """Show what was taken."""
        self._value = value
        scanner = self.around.scanner
        data = scanner.picture(value) if scanner and value else None
        picture = QPixmap()
        there = bool(data and picture.loadFromData(data))
        if there:
            self._shown.setPixmap(picture.scaledToHeight(theme.px(_PREVIEW_PX)))
        self._shown.setVisible(there)
        self._say_buttons()

    def _say_buttons(self) -> None:
        scanner, readonly = self.around.scanner, self.view.readonly
        title = scanner.title(self._paper) if scanner else self._paper
        if scanner is None:
            self._said.setText(
                tr("A copy of {paper} is taken by an officer, not here.", paper=title)
            )
        elif self._value:
            self._said.setText(tr("A copy of {paper} is kept on this laptop, sealed.", paper=title))
        else:
            self._said.setText(tr("No copy of {paper} yet. It must show no face.", paper=title))
        texts = (
            tr("From a file"),
            tr("Newest from the scanner folder"),
            tr("Remove the copy"),
        )
        for made, text in zip(self.controls(), texts, strict=True):
            made.setText(text)
            made.setAccessibleName(f"{markup.plain(self.view.label)}: {text}")
            made.setEnabled(scanner is not None and not readonly)
        self._none.setVisible(bool(self._value))

    def _take(self, *, newest: bool) -> None:
        if self.around.scanner is not None:
            longest = self.view.parameters.get("max-pixels", "")
            longest_px = int(longest) if longest.isdigit() else 0
            self.around.scanner.take(self._paper, newest, longest_px, self._took)

    def _took(self, name: str) -> None:
        self.put(name)
        self.commit()
