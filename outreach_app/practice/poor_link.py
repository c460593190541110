"""The laptop's way to the office over a link that is slow, late, lossy and cut again and again.

The same bytes go over real HTTP through `sync.bad_link`. After a cut the laptop tries again, as its
runner does, only sooner.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from urllib.parse import urlsplit

from outreach_app.casework import Laptop
from outreach_app.errors import EnvironmentProblem
from sync.bad_link import POOR, BadLink, Weather
from sync.client import Transport

_MOST_TRIES = 500
_AGAIN_S = 0.5


class PoorLink:
    """Syncs one laptop through the link, however often it breaks.

    Args:
        laptop: unlocked.
        url: of an office on loopback.
        weather: how bad the link is.
        seed: of its losses.
        wait: given seconds between tries.

    Attributes:
        tries: runs begun; `broken` of them ended by the link.
    """

    def __init__(
        self,
        laptop: Laptop,
        url: str,
        weather: Weather = POOR,
        seed: int = 1,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._laptop, self._wait = laptop, wait
        self._link = BadLink(urlsplit(url).port or 80, weather, seed)
        self._post: Transport | None = None
        self.tries = self.broken = 0

    def __enter__(self) -> PoorLink:
        """Open the link."""
        self._link.__enter__()
        self._post = Transport(f"http://127.0.0.1:{self._link.port}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the link."""
        if self._post:
            self._post.close()
        self._link.__exit__(kind, error, trace)

    def carry(self) -> tuple[int, int]:
        """Sync until nothing is left either way; return bytes each way, HTTP heads included.

        Raises:
            EnvironmentProblem: for good, or after very many tries.
        """
        before = (self._link.count.up, self._link.count.down)
        for turn in range(_MOST_TRIES):
            self.tries += 1
            try:
                self._laptop.sync_now(self.post)
                break
            except EnvironmentProblem as problem:
                if not problem.retry or turn == _MOST_TRIES - 1:
                    raise
                self.broken += 1
                self._wait(_AGAIN_S)
        count = self._link.count
        return count.up - before[0], count.down - before[1]

    def cut_after(self, size: int) -> None:
        """Break the link once when the office has sent `size` more bytes."""
        self._link.cut_after("down", size)

    def figures(self) -> dict[str, int]:
        """Return what the link did, in numbers."""
        count = self._link.count
        return {
            "bytes_up": count.up,
            "bytes_down": count.down,
            "cuts": count.cuts,
            "connections": count.connections,
            "tries": self.tries,
            "broken_tries": self.broken,
        }

    @property
    def post(self) -> Transport:
        """Return the way to the office through the open link."""
        if self._post is None:
            raise RuntimeError("the link is not open")
        return self._post
