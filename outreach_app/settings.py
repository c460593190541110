"""Where a profile lives on disk.

A profile is one laptop, one clerk's desk or one office; practice profiles are throw-away.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


def data_home() -> Path:
    """Return the folder for this user's application data on this platform."""
    if override := os.environ.get("OUTREACH_HOME"):
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "~")).expanduser() / "Outreach"
    base = os.environ.get("XDG_DATA_HOME", "~/.local/share")
    return Path(base).expanduser() / "outreach"


@dataclass(frozen=True, slots=True)
class Profile:
    """Paths of one profile.

    Attributes:
        folder: root of the profile; made with mode 0700 by `create`.
    """

    folder: Path

    @property
    def laptop_database(self) -> Path:
        """The encrypted database of a laptop."""
        return self.folder / "laptop.sqlite"

    @property
    def keys_file(self) -> Path:
        """Wrapped keys, certificate and office card of a laptop (no secret in clear)."""
        return self.folder / "laptop.json"

    @property
    def office_folder(self) -> Path:
        """Database and keys of an office that lives in this profile."""
        return self.folder / "office"

    @property
    def scans_folder(self) -> Path:
        """Return the folder of sealed scans: ciphertext only."""
        return self.folder / "scans"

    @property
    def slips_folder(self) -> Path:
        """Where slips go when they are printed to files."""
        return self.folder / "slips"

    @property
    def outbox_folder(self) -> Path:
        """Sealed requests that are sent while the laptop is locked."""
        return self.folder / "outbox"

    def create(self) -> Profile:
        """Make the folder, readable by this user only, and return self."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self
