"""What a question needs to know besides itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QPixmap


def no_file(_name: str) -> bytes | None:
    """Return nothing: a form without files beside it."""
    return None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the questions of one file.

    Attributes:
        today: office date.
        media: the bytes of a file beside the form, None when it is not there.
        gps: ports of GPS receivers that are plugged in, the likeliest first.
    """

    today: date
    media: Callable[[str], bytes | None] = no_file
    gps: Callable[[], tuple[str, ...]] = tuple

    def picture(self, name: str) -> QPixmap | None:
        """Return a picture of the form, None when it is not there or none."""
        data = self.media(name) if name else None
        made = QPixmap()
        return made if data and made.loadFromData(data) else None
