"""Pages that were shown and are not any more: the oldest are destroyed.

Python cannot do it: a button holds what it calls, which holds its page. Left alone, a day's pages
would all stay in memory and be dressed again with every change of theme.
"""

from __future__ import annotations

from collections import deque

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

KEPT = 12
"""So many pages may still be gone back to, and as many open files besides."""


class GonePages:
    """Keeps the last pages of each sort: forms, which are gone back to, and all others."""

    def __init__(self) -> None:
        self._sorts: dict[bool, deque[QWidget]] = {True: deque(), False: deque()}

    def note(self, gone: QWidget | None, shown: QWidget) -> None:
        """Note that `shown` takes the place of `gone`."""
        for pages in self._sorts.values():
            if shown in pages:
                pages.remove(shown)
        if gone is None or gone is shown:
            return
        pages = self._sorts[hasattr(gone, "natural_width")]
        pages.append(gone)
        while len(pages) > KEPT:
            oldest = pages.popleft()
            if isValid(oldest):
                oldest.deleteLater()
