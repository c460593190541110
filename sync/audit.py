"""Writing down what was refused, so that it shows; bounded, so that nobody can fill the ledger."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from sync.errors import OfficeBusy, SyncError
from sync.storage import OfficeStorage

NOBODY = bytes(32)
"""Feed id of what did not even say whose it was."""
_MINUTE_MS = 60_000


@dataclass(slots=True)
class RefusalAudit:
    """Records refusals, so many a minute; call from any thread.

    Attributes:
        storage: the ledger.
        now_ms: the office's clock.
        most_a_minute: strangers need no signature to be refused, so they are counted first.
    """

    storage: OfficeStorage
    now_ms: Callable[[], int]
    most_a_minute: int = 60
    _recent: deque[int] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def record(self, feed_id: bytes, error: SyncError) -> None:
        """Write down that something claiming to be of this feed was refused."""
        if isinstance(error, OfficeBusy) or not self._room():
            return
        with suppress(OfficeBusy), self.storage.transaction() as tx:
            tx.record_refusal(feed_id, error.reason, self.now_ms())

    def _room(self) -> bool:
        now = self.now_ms()
        with self._lock:
            while self._recent and not 0 <= now - self._recent[0] < _MINUTE_MS:
                self._recent.popleft()
            if len(self._recent) >= self.most_a_minute:
                return False
            self._recent.append(now)
            return True
