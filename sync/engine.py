"""The device's end: exchange until nothing is left either way. No thread, no sleep.

Whatever fails, everything stays stored; the next run goes on from the office's mark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sync.arrivals import Arrivals
from sync.codec import PLAIN, Codec, PlainCodec
from sync.entry import Entry
from sync.errors import AnswerCutShort, AnswerRefused
from sync.keys import DeviceKeys, OfficeCard, Random
from sync.message import NONCE_BYTES, Answer, Request, decode_answer
from sync.segment import FROM_DEVICE, pack
from sync.storage import DeviceStorage, Standing

_SMALLEST, _LARGEST, _START = 8 * 2**10, 1 * 2**20, 128 * 2**10
_MOST_ENTRIES = 500
_MOST_ROUNDS = 10_000


class Post(Protocol):
    """A way to the office: HTTP in `sync.client`, something else in tests."""

    def post(self, request: bytes) -> bytes:
        """Return the answer's bytes.

        Raises:
            SyncError: `LinkProblem` when trying again may help.
        """


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, after each exchange.

    Attributes:
        left: own entries that the office has not acknowledged.
    """

    left: int
    sent: int
    received: int
    bytes_up: int
    bytes_down: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did.

    Attributes:
        sent: own entries acknowledged by this run.
        received: entries of office feeds that were new.
        left: own entries not acknowledged, 0 unless revoked, frozen or refused.
        exchanges: requests made.
    """

    sent: int
    received: int
    left: int
    exchanges: int
    bytes_up: int
    bytes_down: int
    standing: Standing


class Engine:
    """Exchanges for one device.

    Args:
        storage: of the device; each call may go through another thread's queue.
        keys: of the device.
        office: pinned card.
        post: the way to the office.
        now_ms: the device's clock.
        random: for nonces.
        codec: of own segments; the office may ask for the plain one.
    """

    def __init__(
        self,
        storage: DeviceStorage,
        keys: DeviceKeys,
        office: OfficeCard,
        post: Post,
        *,
        now_ms: Callable[[], int],
        random: Random,
        codec: Codec | None = None,
        codecs: Mapping[int, Codec] | None = None,
    ) -> None:
        self._storage, self._keys, self._office, self._post = storage, keys, office, post
        self._now_ms, self._random = now_ms, random
        self._codec: Codec = codec or PlainCodec()
        known = {PLAIN: PlainCodec()} | dict(codecs or {})
        self._arrivals = Arrivals(storage, keys, office, known)
        self._segment_bytes = _START

    def run_once(self, report: Callable[[Progress], None] | None = None) -> Outcome:
        """Exchange until both sides have everything; return what was done.

        Args:
            report: called after each exchange, on this thread.

        Raises:
            SyncError: what stopped it; whatever was acknowledged before stays so.
        """
        storage = self._storage
        start = storage.marks().acknowledged
        up = down = received = 0
        for exchanges in range(1, _MOST_ROUNDS):
            before = storage.marks()
            answer, new, sizes = self._exchange()
            up, down, received = up + sizes[0], down + sizes[1], received + new
            marks = storage.marks()
            left = storage.head().number - marks.acknowledged
            sent = max(0, marks.acknowledged - start)
            if report:
                report(Progress(left, sent, received, up, down))
            moved = marks != before or new > 0 or answer.plain_please
            wanted = left > 0 or answer.more
            if not wanted or not moved or answer.standing is Standing.FROZEN:
                return Outcome(sent, received, left, exchanges, up, down, answer.standing)
        raise AnswerRefused("the office never has enough")

    def _exchange(self) -> tuple[Answer, int, tuple[int, int]]:
        entries = self._next_run()
        request = self._request(entries)
        try:
            reply = self._post.post(request)
        except AnswerCutShort:
            self._segment_bytes = max(_SMALLEST, self._segment_bytes // 2)
            raise
        self._segment_bytes = min(_LARGEST, self._segment_bytes * 2)
        answer = decode_answer(reply, request, self._office.signing_key)
        if answer.plain_please:
            self._codec = PlainCodec()
        offset_s = round((answer.time_ms - self._now_ms()) / 1000)
        new = self._arrivals.take(answer, offset_s)
        return answer, new, (len(request), len(reply))

    def _next_run(self) -> list[Entry]:
        mark = self._storage.marks().acknowledged
        run: list[Entry] = []
        budget = self._segment_bytes
        for entry in self._storage.entries_after(mark, _MOST_ENTRIES):
            budget -= len(entry.body or b"") + 64
            if run and budget < 0:
                break
            run.append(entry)
        return run

    def _request(self, entries: list[Entry]) -> bytes:
        segment = b""
        if entries:
            segment = pack(
                entries,
                office_id=self._office.office_id,
                seal_to=self._office.sealing_key,
                sign=self._keys.sign,
                prefix=FROM_DEVICE,
                codec=self._codec,
            )
        storage = self._storage
        return Request(
            storage.feed_id,
            self._office.office_id,
            storage.head(),
            self._now_ms(),
            {f.feed_id: f.head for f in storage.followed()},
            self._random(NONCE_BYTES),
            segment,
        ).encode(self._keys.sign)
