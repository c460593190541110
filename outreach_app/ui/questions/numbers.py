"""Numbers: a comma is a point, thousands are grouped for reading only, `counter` has steps."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from outreach_app.forms import ItemView
from outreach_app.i18n import tr
from outreach_app.ui import markup
from outreach_app.ui.questions.lines import LineField

_GROUPED = re.compile(r"-?\d{1,3}([. ]\d{3})+(,\d+)?")


def typed_number(text: str, *, grouped: bool, whole: bool) -> str:
    """Return a number as forms write it: `1.500,5` is `1500.5`; other text stays.

    Args:
        text: as typed.
        grouped: points separate thousands (appearance `thousands-sep`).
        whole: it has no fraction, so a point can only separate thousands.
    """
    tight = text.replace(" ", "")
    if grouped and (_GROUPED.fullmatch(text) or (whole and re.fullmatch(r"-?[\d.]+", tight))):
        tight = tight.replace(".", "")
    return tight.replace(",", ".") if re.fullmatch(r"-?[\d.,]+", tight) else text


def read_number(value: str) -> str:
    """Return `1500.5` as people here read it, `1.500,5`."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return value
    whole, _, part = value.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


class NumberField(LineField):
    """A whole or a decimal number."""

    def _make(self, view: ItemView) -> QWidget:
        self._grouped = "thousands-sep" in view.appearance
        self._whole = view.kind == "int"
        holder = super()._make(view)
        self._edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self._steps: list[QPushButton] = []
        if "counter" in view.appearance and not view.readonly:
            for place, text, by in ((0, "−", -1), (2, "+", 1)):
                made = QPushButton(text)
                made.setProperty("step", True)
                made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                made.clicked.connect(lambda _=False, by=by: self.step(by))
                self._steps.append(made)
                self._row.insertWidget(place, made)
        return holder

    def update_view(self, view: ItemView, *, tried: bool) -> None:
        """Show how the question stands."""
        super().update_view(view, tried=tried)
        name = markup.plain(view.label)
        for made, text in zip(self._steps, (tr("less"), tr("more")), strict=False):
            made.setAccessibleName(f"{name}: {text}")

    def step(self, by: int) -> None:
        """Count up or down; nothing counts as zero."""
        now = self.value() or "0"
        if re.fullmatch(r"-?\d+", now):
            self._edit.setText(self.shown(str(int(now) + by)))
            self.commit()

    def meant(self, text: str) -> str:
        """Return the number with a point."""
        return typed_number(text, grouped=self._grouped, whole=self._whole)

    def shown(self, value: str) -> str:
        """Return the number as it is read."""
        if self._grouped:
            return read_number(value)
        # The engine writes whole decimals as phones do, `5.0`.
        plain = value.removesuffix(".0") if not self._whole else value
        return plain.replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", plain) else plain
