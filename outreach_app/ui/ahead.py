"""Sections are built before they are turned to, while nobody does anything.

A few questions at a time, so that a key never waits for more than that; a section that is turned
to before it is whole is built up at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from outreach_app.forms import Page
from outreach_app.ui.blocks import Block
from outreach_app.ui.page_tree import tree

REST_MS = 40
"""How long nothing is drawn before the building begins."""
AT_ONCE = 4
"""Questions built in one go: about 6 ms."""
MOST = 30
"""Questions of cards built in one go."""


class Ahead:
    """Builds sections before they are shown.

    Args:
        owner: whose life it shares.
        following: returns the sections to build, the nearest first.
        body: returns the widget of a section, hidden, made where there is none.
    """

    def __init__(
        self,
        owner: QObject,
        following: Callable[[], Iterable[Page]],
        body: Callable[[str], Block],
    ) -> None:
        self._following, self._body = following, body
        self._built: dict[str, int] = {}
        self._timer = QTimer(owner)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def rest(self, shown: str) -> None:
        """Begin after a while; the section `shown` is whole."""
        self._built[shown] = _WHOLE
        self._timer.start(REST_MS)

    def forget(self) -> None:
        """Nothing is built any more."""
        self._built.clear()
        self._timer.stop()

    def _go_on(self) -> None:
        for page in self._following():
            done = self._built.get(page.path, 0)
            reached = _reached(page, done)
            if reached - done > MOST:
                self._built[page.path] = _WHOLE  # many cards: when it is turned to
            elif reached > done:
                self._built[page.path] = reached
                self._body(page.path).show_part(tree(replace(page, items=page.items[:reached])))
                self._timer.start(0)
                return


def _reached(page: Page, done: int) -> int:
    """Return how far to build now; a repeat is built whole, as its cards look at one another."""
    at = min(done + AT_ONCE, len(page.items))
    while at < len(page.items) and "[" in page.items[at].path:
        at += 1
    return at


_WHOLE = 1 << 30
