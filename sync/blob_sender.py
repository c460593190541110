"""The device's end of blobs: sends what waits, after the entries, from where the office is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sync.blob_intact import intact
from sync.blob_message import BlobState, Piece, PieceAnswer, decode_piece_answer
from sync.errors import AnswerCutShort, AnswerRefused
from sync.keys import DeviceKeys, OfficeCard
from sync.pace import Pace
from sync.stop import Stop
from sync.storage import BlobQueue, WaitingBlob

_LEAST_PIECE_BYTES = 1200
"""With its signature it fits one packet."""
_MOST_AT_ONCE = 2**20
_PIECES_A_SEGMENT, _SEGMENTS = 2, 4
"""A cut costs the pieces that are on their way, so a request may be larger than a segment."""


@runtime_checkable
class BlobPost(Protocol):
    """A way to the office's blob route."""

    def post_blob(self, piece: bytes) -> bytes:
        """Return the answer's bytes; raises as `Post.post` does."""


@dataclass(frozen=True, slots=True)
class BlobProgress:
    """How far the documents are.

    Attributes:
        left: blobs that the office does not have whole.
        bytes_done: of all that waited when the run began, durable at the office.
        bytes_total: of all that waited when the run began.
        rate: bytes a second in this run, 0 before it is known.
    """

    left: int
    bytes_done: int
    bytes_total: int
    rate: float


class BlobSender:
    """Sends the waiting blobs of one device.

    Args:
        queue: of the device.
        feed_id: of the device.
        pace: of the link, shared with the engine.
        monotonic_s: for rates only.
    """

    def __init__(
        self,
        queue: BlobQueue,
        feed_id: bytes,
        keys: DeviceKeys,
        office: OfficeCard,
        post: BlobPost,
        *,
        pace: Pace | None = None,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._queue, self._feed_id, self._keys, self._office = queue, feed_id, keys, office
        self._post, self._pace, self._monotonic_s = post, pace or Pace(), monotonic_s

    def run_once(
        self, report: Callable[[BlobProgress], None] | None = None, stop: Stop | None = None
    ) -> int:
        """Send until nothing waits; return how many still do, 0 unless it was stopped.

        A blob that is damaged or missing here is noted as lost, and none of it is sent.

        Raises:
            SyncError: what stopped it; bytes that the office has are not sent again.
        """
        stop = stop or Stop()
        abort: Callable[[], None] = getattr(self._post, "abort", lambda: None)
        waiting = list(self._queue.waiting())
        run = _Run(self, sum(blob.size for blob in waiting), report, stop)
        with stop.calling(abort):
            for index, blob in enumerate(waiting):
                if stop.asked:
                    break
                run.left = len(waiting) - index
                try:
                    run.send(blob)
                except AnswerCutShort:
                    if not stop.asked:
                        raise
        return len(self._queue.waiting())

    def _ask(self, blob: WaitingBlob, offset: int, data: bytes) -> PieceAnswer:
        office = self._office
        size = max(_LEAST_PIECE_BYTES, self._pace.segment_bytes // _PIECES_A_SEGMENT)
        of = self._feed_id, office.office_id, blob.blob_id, blob.size
        sent = b"".join(
            Piece(*of, offset + at, data[at : at + size]).encode(self._keys.sign)
            for at in range(0, max(1, len(data)), size)
        )
        start = self._monotonic_s()
        try:
            reply = self._post.post_blob(sent)
        except AnswerCutShort:
            self._pace.cut()
            raise
        if data:
            self._pace.went(len(sent) + len(reply), self._monotonic_s() - start)
        return decode_piece_answer(reply, sent, office.signing_key)


class _Run:
    def __init__(
        self,
        sender: BlobSender,
        total: int,
        report: Callable[[BlobProgress], None] | None,
        stop: Stop,
    ) -> None:
        self._sender, self._total, self._report, self._stop = sender, total, report, stop
        self._began_s = sender._monotonic_s()
        self._done = self._sent = self.left = 0

    def send(self, blob: WaitingBlob) -> None:
        """Send one blob from where the office is."""
        queue = self._sender._queue
        answer = self._sender._ask(blob, 0, b"")
        whole = intact(queue, blob) if answer.state is BlobState.PARTIAL else b""
        if whole is None:
            self._total -= blob.size
            return
        self._tell(answer.have)
        while answer.state is BlobState.PARTIAL and not self._stop.asked:
            size = min(self._sender._pace.segment_bytes * _SEGMENTS, _MOST_AT_ONCE)
            data = whole[answer.have : answer.have + size]
            before, answer = answer, self._sender._ask(blob, answer.have, data)
            if answer.state is BlobState.PARTIAL and answer.have <= before.have:
                raise AnswerRefused("the office does not take the document")
            self._sent += len(data)
            self._tell(answer.have)
        if answer.state is not BlobState.PARTIAL:
            queue.done(blob.blob_id)
            self._done += blob.size
            self.left -= 1
            self._tell(0)

    def _tell(self, of_this: int) -> None:
        if not self._report:
            return
        seconds = self._sender._monotonic_s() - self._began_s
        rate = self._sent / seconds if seconds > 0 else 0.0
        self._report(BlobProgress(self.left, self._done + of_this, self._total, rate))
