"""Sending by USB stick: choose, save, read (reached from the send page and the closed day)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from outreach_app.casework.courier import Fetched, Saved, Seen
from outreach_app.field.sending import size_text
from outreach_app.i18n import number, tr
from outreach_app.ui import tasks
from outreach_app.ui.buttons import button
from outreach_app.ui.stick_page import StickFile, StickPage

if TYPE_CHECKING:
    from outreach_app.field.window import FieldWindow

T = TypeVar("T")


class CourierDesk(QObject):
    """The way by stick of one window.

    Attributes:
        busy: the stick is being read or written.
        folder: chosen last, None before that.
    """

    def __init__(self, window: FieldWindow) -> None:
        super().__init__(window)
        self._window, self.busy = window, False
        self.folder: Path | None = None
        self._said = ""
        window.sending.save_to_usb = self.show

    def show(self) -> None:
        """Show the stick; nothing is written yet."""
        self._said = ""
        self._draw(())
        if self.folder is not None:
            self.choose(self.folder)

    def _draw(self, files: Sequence[Seen]) -> None:
        window = self._window
        text = tr(
            "What the office has not confirmed goes on the stick; only the office can read it."
        )
        page = StickPage(tr("Send by USB stick"), text, self.choose, self.folder)
        page.show_files([_line(seen) for seen in files])
        page.say(self._said)
        others = [
            button(tr("Back"), window.sending.show, "Escape"),
            button(tr("Read USB"), self.read),
            button(tr("Remove files the office has"), self.tidy),
        ]
        primary = button(tr("Save to USB"), self.save, "Ctrl+Return", primary=True)
        for one in (others[1], others[2], primary):
            one.setEnabled(self.folder is not None)
        window.show_page(page, lambda: self._draw(files), others, primary)

    def choose(self, folder: Path) -> None:
        """Look at a stick."""
        self.folder, laptop = folder, self._window.open_laptop
        self._work(lambda: laptop.stick.look(folder), self._draw)

    def save(self) -> None:
        """Write everything that waits, and read it back."""
        folder, laptop = self.folder, self._window.open_laptop
        if folder is None:
            return

        def job() -> tuple[Saved, tuple[Seen, ...]]:
            return laptop.stick.save(folder), laptop.stick.look(folder)

        self._work(job, self._saved)

    def _saved(self, done: tuple[Saved, tuple[Seen, ...]]) -> None:
        saved, files = done
        self._said = tr(
            "Saved and read back: {n} entries ({size}). The stick may be pulled out. "
            "They have reached the office only when its reply is read here.",
            n=number(saved.entries),
            size=size_text(saved.size),
        )
        if saved.scans or saved.scans_left:
            self._said += " " + tr("Scans on the stick: {n}.", n=number(saved.scans))
        if saved.scans_left:
            text = tr("No space for {n} scans; they stay here.", n=number(saved.scans_left))
            self._said += " " + text
        self._window.frame.banner.clear()
        self._draw(files)

    def read(self) -> None:
        """Read every reply for this laptop."""
        folder, laptop = self.folder, self._window.open_laptop
        if folder is not None:
            self._work(lambda: laptop.stick.read(folder), self._read)

    def _read(self, fetched: Fetched) -> None:
        self._said = tr(
            "Replies read: {n}. The office has confirmed {acknowledged} more entries; "
            "{decided} decisions came.",
            n=fetched.read,
            acknowledged=number(fetched.acknowledged),
            decided=fetched.applied.decided,
        )
        if fetched.scans:
            self._said += " " + tr("Scans that have arrived: {n}.", n=number(fetched.scans))
        self._window.frame.banner.clear()
        self._draw(fetched.seen)

    def tidy(self) -> None:
        """Remove own files that the office has confirmed."""
        folder, laptop = self.folder, self._window.open_laptop
        if folder is None:
            return

        def done(found: tuple[int, tuple[Seen, ...]]) -> None:
            self._said = tr("Files removed: {n}. All others stay.", n=found[0])
            self._draw(found[1])

        self._work(lambda: (laptop.stick.tidy(folder), laptop.stick.look(folder)), done)

    def _work(self, job: Callable[[], T], done: Callable[[T], object]) -> None:
        if self.busy:
            return
        self.busy = True

        def finished(result: T) -> None:
            self.busy = False
            if self._window.laptop is not None:
                done(result)

        tasks.run(self, job, finished, self._failed)

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if self._window.laptop is not None:
            self._draw(())
            self._window.frame.banner.show_problem(error)


def _line(seen: Seen) -> StickFile:
    what = "" if seen.to_office is None else ("batch" if seen.to_office else "reply")
    what = "scans" if seen.scans else what
    return StickFile(
        seen.path.name,
        seen.device,
        what,
        seen.first,
        seen.last,
        seen.code,
        seen.facts,
        seen.bad,
    )
