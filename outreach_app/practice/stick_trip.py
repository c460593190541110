"""A USB stick carried from the laptop to the office and back; the laptop never calls."""

from __future__ import annotations

from pathlib import Path

from outreach_app.casework import Laptop
from outreach_app.officeapi.client import OfficeClient
from outreach_app.officeapi.courier_client import CourierClient
from sync import stick


class StickTrip:
    """One stick between one laptop and the clerk's desk.

    Args:
        laptop: unlocked.
        clerk: signed in; the desk hands files in as its window does.
        folder: stands for the stick; made when it is not there.
    """

    def __init__(self, laptop: Laptop, clerk: OfficeClient, folder: Path) -> None:
        self._laptop, self._clerk, self._folder = laptop, CourierClient(clerk), folder
        folder.mkdir(parents=True, exist_ok=True)
        self._trips = self._files = 0

    def carry(self) -> tuple[int, int]:
        """Save, hand in, take the answer back and read it; return bytes each way.

        Raises:
            RuntimeError: the office did not take a file in.
        """
        saved = self._laptop.stick.save(self._folder)
        back = 0
        for path in saved.paths:
            taken = self._clerk.upload(path.name, stick.read(path))
            if not taken.seen.taken:
                raise RuntimeError(f"{path.name}: {taken.seen.code}")
            stick.write(path.parent, taken.reply_name, taken.reply)
            back += len(taken.reply)
            self._files += 1
        self._trips += 1
        self._laptop.stick.read(self._folder)
        self._laptop.stick.tidy(self._folder)
        return saved.size, back

    def figures(self) -> dict[str, int]:
        """Return how often the stick went, and how many files it took."""
        return {"trips": self._trips, "files": self._files}
