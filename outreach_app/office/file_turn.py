"""One at a time, also among processes: a lock on a file that ends with its holder."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock; give whether it could be had, which with `wait` is always.

    Args:
        path: of the file that is locked; made, and left there.
        wait: until it is free.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        had = _locked(file.fileno())
        while wait and not had:
            time.sleep(0.02)
            had = _locked(file.fileno())
        yield had


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
