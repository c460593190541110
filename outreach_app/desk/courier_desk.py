"""Courier files at the desk: read from a stick, handed in, answers written back onto it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from outreach_app.domain.carried_entries import is_carried
from outreach_app.errors import EnvironmentProblem
from outreach_app.i18n import tr
from outreach_app.officeapi import courier_messages as c
from outreach_app.officeapi.courier_client import CourierClient
from outreach_app.ui.buttons import button
from outreach_app.ui.stick_page import StickFile, StickPage
from sync import stick
from sync.courier_errors import CourierRefused, StickProblem
from sync.courier_file import Way, decode_file

if TYPE_CHECKING:
    from outreach_app.desk.window import DeskWindow


@dataclass(frozen=True, slots=True)
class Carried:
    """A stick that was read.

    Attributes:
        files: what became of each.
        answers: how many were written.
    """

    files: tuple[c.CourierSeen, ...]
    answers: int


def carry(client: CourierClient, folder: Path) -> Carried:
    """Hand in every batch on a stick, earlier entries first, and write the answers onto it.

    Raises:
        EnvironmentProblem: COURIER_… the stick; OFFICE_… the office. What was taken in stays.
    """
    try:
        seen: list[c.CourierSeen] = []
        answers: dict[str, c.CourierTaken] = {}
        for name, data in _batches(folder, seen):
            taken = client.upload(name, data)
            seen.append(taken.seen)
            if taken.reply:
                answers[taken.seen.device] = taken
        for taken in answers.values():
            stick.write(stick.home(folder), taken.reply_name, taken.reply)
    except StickProblem as error:
        raise EnvironmentProblem(error.code, retry=error.retry, **error.facts) from error
    return Carried(tuple(sorted(seen, key=lambda one: one.name)), len(answers))


def _batches(folder: Path, seen: list[c.CourierSeen]) -> list[tuple[str, bytes]]:
    """Return the batches in order; what cannot be read is added to `seen` with its reason."""
    found: list[tuple[tuple[bytes, int, bool], str, bytes]] = []
    for path in stick.listed(folder):
        try:
            data = stick.read(path)
            if is_carried(data):  # after the batches: they may have brought the same
                found.append(((b"\xff", 0, False), path.name, data))
                continue
            file = decode_file(data)
        except CourierRefused as error:
            facts = {name: str(value) for name, value in error.facts.items()}
            seen.append(c.CourierSeen(name=path.name, code=error.why.value, facts=facts))
            continue
        if file.way is Way.TO_OFFICE:
            order = (file.feed_id, file.last, bool(file.documents))
            found.append((order, path.name, data))
    return [(name, data) for _, name, data in sorted(found, key=lambda one: one[0])]


class CourierDesk(QObject):
    """The stick at one desk.

    Attributes:
        folder: chosen last.
    """

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self.folder: Path | None = None
        self._said = ""
        self._laptops: Sequence[c.CourierLaptop] = ()

    def show(self) -> None:
        """Show the page; nothing is read yet."""
        self._said = ""
        client = CourierClient(self._window.client)

        def listed(laptops: Sequence[c.CourierLaptop]) -> None:
            self._laptops = laptops
            self._draw(())

        self._window.ask(client.laptops, listed)

    def _draw(self, files: Sequence[c.CourierSeen]) -> None:
        text = tr("Batches are taken in as by link; the answer is written onto the same stick.")
        page = StickPage(tr("USB sticks"), text, self.choose, self.folder)
        page.show_files([_line(seen) for seen in files])
        page.say(self._said)
        others = [button(tr("Back"), self._window.show_menu, "Escape")]
        for one in self._laptops:
            waits = tr("Save reply for {device} ({n} new)", device=one.device, n=one.waiting)
            others.append(button(waits, partial(self.save_reply, one.device)))
        primary = button(tr("Read USB"), self.read, "Ctrl+Return", primary=True)
        primary.setEnabled(self.folder is not None)
        self._window.show_page(page, lambda: self._draw(files), others, primary)

    def choose(self, folder: Path) -> None:
        """Take a stick to work on."""
        self.folder, self._said = folder, ""
        self._draw(())

    def read(self) -> None:
        """Take in what is on the stick and write the answers onto it."""
        folder = self.folder
        if folder is None:
            return
        client = CourierClient(self._window.client)

        def work() -> tuple[Carried, Sequence[c.CourierLaptop]]:
            return carry(client, folder), client.laptops()

        self._window.ask(work, lambda done: self._read(*done))

    def _read(self, carried: Carried, laptops: Sequence[c.CourierLaptop]) -> None:
        self._laptops = laptops
        taken = sum(one.taken for one in carried.files)
        self._said = tr(
            "Files taken in: {taken} of {all}. Answers written and read back: {answers}. "
            "The stick may be pulled out.",
            taken=taken,
            all=len(carried.files),
            answers=carried.answers,
        )
        self._window.frame.banner.clear()
        self._draw(carried.files)

    def save_reply(self, device: str) -> None:
        """Write the newest answers for a laptop, e.g. after decisions were sent."""
        folder = self.folder
        if folder is None:
            found = QFileDialog.getExistingDirectory(self._window, tr("USB stick or folder"))
            if not found:
                return
            folder = self.folder = Path(found)
        client = CourierClient(self._window.client)

        def work() -> str:
            made = client.reply(device)
            try:
                return stick.write(stick.home(folder), made.name, made.data).name
            except StickProblem as error:
                raise EnvironmentProblem(error.code, retry=error.retry, **error.facts) from error

        def written(name: str) -> None:
            self._said = tr("Written and read back: {name}", name=name)
            self._draw(())

        self._window.ask(work, written)


def _line(seen: c.CourierSeen) -> StickFile:
    what = "" if not seen.device else ("scans" if seen.scans else "batch")
    if seen.file:
        what = "one file"
    facts: dict[str, object] = dict(seen.facts)
    return StickFile(
        seen.name, seen.device, what, seen.first, seen.last, seen.code, facts, not seen.taken
    )
