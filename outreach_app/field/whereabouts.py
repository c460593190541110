"""Where the laptop is, as far as a GPS receiver has told it; never waited for.

Forms with `start-geopoint` or a place recorded on an answer read it from here.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject

from outreach_app.domain.nmea import Fix
from outreach_app.field.file_desk import FileDesk
from outreach_app.i18n import tr
from outreach_app.ui import gps, tasks

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

KEPT_MS = 10 * 60_000
"""A position is used this long; the table stands, the car does not."""
GOOD_M = 15.0


class Whereabouts(QObject):
    """The last position of one window."""

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window = window
        self._known, self._since = "", QElapsedTimer()
        self._stop = threading.Event()
        self._reading = False

    def text(self) -> str:
        """Return `lat lon alt accuracy`, blank when no receiver told it lately."""
        fresh = self._since.isValid() and self._since.elapsed() < KEPT_MS
        return self._known if fresh else ""

    def accompany(self, desk: FileDesk) -> None:
        """Say that a form records the place, and record it as soon as a receiver tells it."""
        if not desk.file.session.form.locates:
            return
        said = tr("This form records where the laptop is.")
        places = gps.ports()
        if not places:
            said += " " + tr("No GPS receiver is plugged in, so the place stays blank.")
        self._window.frame.banner.show_text(said, "info")
        if places and not self.text() and not self._reading:
            self._reading = True
            stop = self._stop
            tasks.run(self, lambda: gps.read(places, stop, GOOD_M), self._found, self._none)

    def stop(self) -> None:
        """Let go of the receiver; the window closes or locks."""
        self._stop.set()
        self._stop = threading.Event()

    def _found(self, fix: Fix) -> None:
        self._reading = False
        self._known = fix.lexical()
        self._since.start()
        page = self._window.page  # whichever file is open by now; a locked window shows none
        if isinstance(page, FileDesk) and page.file.session.form.locates:
            self._window.guarded(page.file.locate)
            page.form.reread()

    def _none(self, _error: Exception) -> None:
        self._reading = False
