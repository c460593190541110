"""What a question needs to know besides itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtGui import QPixmap


class Scanner(Protocol):
    """Takes copies of papers for an open file."""

    def take(
        self, paper: str, newest: bool, longest_px: int, done: Callable[[str], object]
    ) -> None:
        """Ask for a picture (or take the newest), seal it, then call `done` with the answer."""

    def picture(self, name: str) -> bytes | None:
        """Return the picture that an answer names."""

    def title(self, paper: str) -> str:
        """Return the name of a paper."""


def no_file(_name: str) -> bytes | None:
    """Return nothing: a form without files beside it."""
    return None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the questions of one file.

    Attributes:
        today: office date.
        media: the bytes of a file beside the form, None when it is not there.
        scanner: takes copies of papers; None where none are taken.
        gps: ports of GPS receivers that are plugged in, the likeliest first.
    """

    today: date
    media: Callable[[str], bytes | None] = no_file
    gps: Callable[[], tuple[str, ...]] = tuple
    scanner: Scanner | None = None

    def picture(self, name: str) -> QPixmap | None:
        """Return a picture of the form, None when it is not there or none."""
        data = self.media(name) if name else None
        made = QPixmap()
        return made if data and made.loadFromData(data) else None
