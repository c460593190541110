"""The office's keys as they are now: another process may add or destroy some at any time.

`./run office keys` works beside the running server; the server sees the file change.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from outreach_app.identity.cost import Argon2Cost
from outreach_app.office.file_turn import turn
from outreach_app.office.keyfile import read_keys, write_keys
from sync.keys import OfficeKeys, Random

_Stamp = tuple[int, int, int]


class KeyRing:
    """Reads `keys.json` again whenever it was replaced; call from any thread.

    Args:
        path: of the file; it need not be there yet.
        keys: as it holds them now, or will.
        passphrase: that wraps it.
    """

    def __init__(self, path: Path, keys: OfficeKeys, passphrase: str, cost: Argon2Cost) -> None:
        self._path, self._keys, self._passphrase, self._cost = path, keys, passphrase, cost
        self._turn = threading.Lock()
        self._seen = _stamp(self._path)

    @classmethod
    def read(cls, path: Path, passphrase: str, cost: Argon2Cost) -> KeyRing:
        """Return the ring of a file that is there.

        Raises:
            UserProblem: OFFICE_031 the passphrase is wrong.
        """
        seen = _stamp(path)  # before, so that what is written meanwhile is read at the next look
        made = cls(path, read_keys(path, passphrase), passphrase, cost)
        made._seen = seen
        return made

    @property
    def keys(self) -> OfficeKeys:
        """Return the keys."""
        if _stamp(self._path) != self._seen:
            with self._turn:
                stamp = _stamp(self._path)
                if stamp is not None and stamp != self._seen:
                    self._keys = read_keys(self._path, self._passphrase)
                self._seen = stamp
        return self._keys

    def change(self, change: Callable[[OfficeKeys], OfficeKeys], random: Random) -> None:
        """Replace the file by what `change` makes of it, durably; running servers follow.

        One process at a time reads, changes and writes, so none takes another's new key away.
        """
        with turn(self._path.with_name(f"{self._path.name}.turn")):
            keys = self._keys
            if self._path.exists():  # read anew: a stamp may be as old as what it stands for
                keys = read_keys(self._path, self._passphrase)
            changed = change(keys)
            if changed == keys:
                return
            write_keys(self._path, changed, self._passphrase, random=random, cost=self._cost)
            with self._turn:
                self._keys, self._seen = changed, _stamp(self._path)


def _stamp(path: Path) -> _Stamp | None:
    try:
        seen = path.stat()
    except FileNotFoundError:
        return None
    return seen.st_mtime_ns, seen.st_ino, seen.st_size
