"""Theme and text size by keys, kept for each person on this machine."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from outreach_app.ui import theme
from outreach_app.ui.focus_ring import FocusRing

_KEYS = {
    "F11": "next_theme",
    "Ctrl+Shift+T": "next_theme",
    "Ctrl++": "larger",
    "Ctrl+=": "larger",
    "Ctrl+-": "smaller",
    "Ctrl+0": "usual_size",
}


class Dress:
    """What a window wears.

    Args:
        window: gets the keys and the focus ring.
        file: where the choices are kept; no secret stands in it.
        changed: draws the window again.
    """

    def __init__(self, window: QWidget, file: Path, changed: Callable[[], object]) -> None:
        self._file, self._changed, self._who = file, changed, ""
        self._ring = FocusRing(window)
        for keys, name in _KEYS.items():
            QShortcut(QKeySequence(keys), window, getattr(self, name))

    def worn_by(self, who: str) -> None:
        """Wear what `who` chose last; draw nothing when it is the same."""
        if who == self._who:
            return
        self._who = who
        kept = self._kept().get(who)
        if isinstance(kept, dict):
            name, size = str(kept.get("theme")), kept.get("size")
            if name in theme.THEMES and size in theme.SIZES:
                self._wear(name, size, keep=False)

    def next_theme(self) -> None:
        """Terang, Terik, Gelap and round again."""
        at = theme.THEMES.index(theme.theme())
        self._wear(theme.THEMES[(at + 1) % len(theme.THEMES)], theme.size())

    def larger(self) -> None:
        """Take the next larger text."""
        self._wear(theme.theme(), next((s for s in theme.SIZES if s > theme.size()), 200))

    def smaller(self) -> None:
        """Take the next smaller text."""
        below = [s for s in theme.SIZES if s < theme.size()]
        self._wear(theme.theme(), below[-1] if below else theme.SIZES[0])

    def usual_size(self) -> None:
        """Take 100 %."""
        self._wear(theme.theme(), 100)

    def _wear(self, name: str, size: int, *, keep: bool = True) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication) or (name, size) == (theme.theme(), theme.size()):
            return
        gc.collect()  # pages that are gone would be dressed too, which takes long
        theme.apply(app, name, size)
        if keep and self._who:
            self._keep({**self._kept(), self._who: {"theme": name, "size": size}})
        self._changed()

    def _kept(self) -> dict[str, object]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # never chosen, or damaged: the usual dress
        return found if isinstance(found, dict) else {}

    def _keep(self, choices: dict[str, object]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file.write_text(json.dumps(choices, ensure_ascii=False), encoding="utf-8")
