"""Drives that a person may have plugged in, with their free space."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_PLUGGED = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
"""Where Linux and macOS put what was plugged in; on Windows every drive but the system's."""


@dataclass(frozen=True, slots=True)
class Drive:
    """One drive.

    Attributes:
        name: label, or its place when it has none.
    """

    folder: Path
    name: str
    free_bytes: int
    read_only: bool


def plugged_in() -> tuple[Drive, ...]:
    """Return drives besides the system's own, by place."""
    system = QStorageInfo.root().rootPath()
    found = [v for v in QStorageInfo.mountedVolumes() if v.isValid() and v.isReady()]
    mine = [v for v in found if v.rootPath() != system and _is_plugged(v.rootPath())]
    return tuple(
        Drive(Path(v.rootPath()), v.displayName(), v.bytesAvailable(), v.isReadOnly())
        for v in sorted(mine, key=lambda volume: volume.rootPath())
    )


def _is_plugged(place: str) -> bool:
    return place.startswith(_PLUGGED) or (len(place) == 3 and place[1] == ":")
