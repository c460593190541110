"""The device's end of blobs: sends what waits, after the entries, from where the office is."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sync.blob_intact import intact
from sync.blob_message import BlobState, Piece, PieceAnswer, decode_piece_answer, piece_blob
from sync.errors import AnswerCutShort, AnswerRefused, Refused, SyncError, TooLarge
from sync.flights import Flight, Flights
from sync.keys import DeviceKeys, OfficeCard
from sync.pace import Pace
from sync.stop import Stop
from sync.storage import BlobQueue, WaitingBlob

BLOB_LANES = 4
"""Documents that a laptop keeps under way at once."""
_LEAST_PIECE_BYTES = 1200
"""With its signature it fits one packet."""
_MOST_REFUSED = 3
_PIECES = 8
"""In a request, about; of one that is cut the whole ones stay."""


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
    """Sends the waiting blobs of one device, as many at once as there are lanes.

    Each has a connection of its own, so that what is late on one holds up no other.

    Args:
        queue: of the device.
        feed_id: of the device.
        pace: of the link, shared with the engine.
        lanes: requests under way at once.
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
        lanes: int = 1,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._queue, self._feed_id, self._keys, self._office = queue, feed_id, keys, office
        self._post, self._pace, self._monotonic_s = post, pace or Pace(), monotonic_s
        self._lanes = lanes

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
        run = _Run(self, self._queue.waiting(), report, stop)
        flights = Flights(self._post.post_blob, self._lanes, self._monotonic_s)
        with stop.calling(abort), flights as air:
            try:
                run.exchange(air)
            except AnswerCutShort:
                if not stop.asked:
                    raise
        return len(self._queue.waiting())

    def _request(self, blob: WaitingBlob, offset: int, data: bytes) -> bytes:
        size = max(_LEAST_PIECE_BYTES, self._pace.segment_bytes // _PIECES)
        of = self._feed_id, self._office.office_id, blob.blob_id, blob.size
        return b"".join(
            Piece(*of, offset + at, data[at : at + size]).encode(self._keys.sign)
            for at in range(0, max(1, len(data)), size)
        )

    def _heard(self, flight: Flight) -> PieceAnswer:
        reply = flight.reply()
        if piece_blob(flight.request):
            self._pace.went(len(flight.request) + len(reply), flight.seconds)
        return decode_piece_answer(reply, flight.request, self._office.signing_key)


@dataclass(slots=True)
class _Sending:
    """A blob on its way.

    Attributes:
        have: bytes that the office has; -1 before it was asked.
        whole: its bytes, once they were looked at.
    """

    blob: WaitingBlob
    have: int = -1
    whole: bytes = b""


class _Run:
    def __init__(
        self,
        sender: BlobSender,
        waiting: Sequence[WaitingBlob],
        report: Callable[[BlobProgress], None] | None,
        stop: Stop,
    ) -> None:
        self._sender, self._report, self._stop = sender, report, stop
        self._waiting = deque(waiting)
        self._total = sum(blob.size for blob in waiting)
        self._began_s = sender._monotonic_s()
        self._left = len(waiting)
        self._done = self._sent = 0
        self._under_way: dict[bytes, _Sending] = {}
        self._begun: dict[bytes, _Sending] = {}
        self._refused: list[SyncError] = []

    def exchange(self, air: Flights) -> None:
        """Keep requests under way until nothing waits, or until stopped.

        Raises:
            Refused, TooLarge: of one document, after the others went; of several, at once.
        """
        try:
            while True:
                while air.room and self._waiting and not self._stop.asked:
                    self._start(air, _Sending(self._waiting.popleft()), b"")
                if not air.under_way:
                    break
                self._land_or_note(air)
        except AnswerCutShort:
            self._sender._pace.cut()
            raise
        finally:
            while air.under_way:
                with suppress(SyncError):
                    self._hear(air.next_landed())
            self._note_begun()
        if self._refused:
            raise self._refused[0]

    def _land_or_note(self, air: Flights) -> None:
        try:
            self._land(air, air.next_landed())
        except (Refused, TooLarge) as error:
            self._refused.append(error)
            if len(self._refused) == _MOST_REFUSED:
                raise

    def _note_begun(self) -> None:
        """Note how far the office is with each, for whoever goes on without asking it."""
        for sending in self._begun.values():
            if sending.have > 0:
                self._sender._queue.heard(sending.blob.blob_id, sending.have)

    def _start(self, air: Flights, sending: _Sending, data: bytes) -> None:
        request = self._sender._request(sending.blob, max(0, sending.have), data)
        self._under_way[request] = self._begun[sending.blob.blob_id] = sending
        air.start(request, 0, asks=False)

    def _land(self, air: Flights, flight: Flight) -> None:
        """Take in an answer, and send what follows."""
        before = self._under_way[flight.request].have
        sending, state = self._hear(flight)
        if state is not BlobState.PARTIAL:
            return
        if sending.have <= before:
            raise AnswerRefused("the office does not take the document")
        if not sending.whole:
            found = intact(self._sender._queue, sending.blob)
            if found is None:
                self._total -= sending.blob.size
                self._left -= 1
                del self._begun[sending.blob.blob_id]
                return
            sending.whole = found
        if not self._stop.asked:
            data = sending.whole[sending.have :][: self._sender._pace.next_bytes]
            self._start(air, sending, data)

    def _hear(self, flight: Flight) -> tuple[_Sending, BlobState]:
        sending = self._under_way.pop(flight.request)
        answer = self._sender._heard(flight)
        if sending.have >= 0:
            self._sent += max(0, answer.have - sending.have)
        sending.have = answer.have
        if answer.state is not BlobState.PARTIAL:
            self._sender._queue.done(sending.blob.blob_id)
            self._done += sending.blob.size
            self._left -= 1
            del self._begun[sending.blob.blob_id]
            sending.have = 0  # it counts among the done from now on
        self._tell(sending)
        return sending, answer.state

    def _tell(self, just: _Sending) -> None:
        if not self._report:
            return
        seconds = self._sender._monotonic_s() - self._began_s
        rate = self._sent / seconds if seconds > 0 else 0.0
        here = self._done + sum(max(0, one.have) for one in [*self._under_way.values(), just])
        self._report(BlobProgress(self._left, here, self._total, rate))
