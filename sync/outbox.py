"""Signed requests on disk, so that a device whose keys are locked away can still send.

    fill      while the keys are there: the unsent tail, sealed and signed (decisions B20)
    send      without keys: posts them, keeps the answers; each is checked to be the office's
    taken_in  when the keys are back: applies the answers, then empties the folder

All of it is ciphertext, signatures and counts; it opens nothing and says nothing of people.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sync.arrivals import Arrivals
from sync.engine import Post
from sync.errors import SyncError
from sync.message import Answer, decode_answer
from sync.storage import DeviceStorage

_REQUEST, _ANSWER, _COUNTS = ".request", ".answer", "waiting.json"


class Outbox:
    """A folder of numbered requests, each with its answer once the office gave one.

    Args:
        folder: made when it is filled.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fill(self, requests: Iterable[bytes], counts: dict[str, int]) -> None:
        """Replace what is here; `counts` is what a person is told while it waits."""
        self.empty()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number, request in enumerate(requests, start=1):
            write_whole(self._folder / f"{number:04d}{_REQUEST}", request)
        write_whole(self._folder / _COUNTS, json.dumps(counts).encode())

    def counts(self) -> dict[str, int]:
        """Return what waited when it was filled, empty when nothing is here."""
        try:
            return dict(json.loads((self._folder / _COUNTS).read_bytes()))
        except (OSError, ValueError):
            return {}

    @property
    def all_sent(self) -> bool:
        """Tell whether every request has its answer."""
        return not list(self._unanswered())

    def send(self, post: Post, signing_key: bytes) -> int:
        """Post what has no answer yet, in order; return how many bytes went both ways.

        Args:
            post: the way to the office.
            signing_key: of the office; an answer of anybody else is not kept.

        Raises:
            SyncError: what stopped it; answers before it are kept.
        """
        moved = 0
        for file in self._unanswered():
            request = file.read_bytes()
            reply = post.post(request)
            decode_answer(reply, request, signing_key)
            write_whole(file.with_suffix(_ANSWER), reply)
            moved += len(request) + len(reply)
        return moved

    def take_in(self, storage: DeviceStorage, arrivals: Arrivals, signing_key: bytes) -> int:
        """Apply the answers in order, empty the folder, and return how many entries came.

        What can no longer be applied is passed over: the next exchange tells it again.
        """
        new = 0
        for answer in self._answers(signing_key):
            with suppress(SyncError):
                new += arrivals.take(answer, storage.clock_offset_s())
        self.empty()
        return new

    def empty(self) -> None:
        """Remove everything."""
        for file in self._folder.glob("*") if self._folder.is_dir() else ():
            file.unlink()

    def _unanswered(self) -> Iterator[Path]:
        for file in sorted(self._folder.glob(f"*{_REQUEST}")):
            if not file.with_suffix(_ANSWER).exists():
                yield file

    def _answers(self, signing_key: bytes) -> Iterator[Answer]:
        for file in sorted(self._folder.glob(f"*{_ANSWER}")):
            request = file.with_suffix(_REQUEST)
            with suppress(SyncError, OSError):
                yield decode_answer(file.read_bytes(), request.read_bytes(), signing_key)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    new = path.with_name(path.name + ".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
