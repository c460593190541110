"""The device's end: exchange until nothing is left either way. It never sleeps.

Whatever fails, everything stays stored; the next run goes on from the office's mark. With
`lanes=2` the next segment goes out while the answer to the one before is on its way; only the
posting happens on threads, every call of the storage on the caller's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from sync import quiet
from sync.arrivals import Arrivals
from sync.codec import PLAIN, Codec, PlainCodec
from sync.dictionary import Dictionary
from sync.errors import (
    AnswerCutShort,
    DeviceUnknown,
    KeyNotHere,
    OfficeFeedRewritten,
    SyncError,
)
from sync.flights import Flight, Flights
from sync.hello import hello
from sync.keys import DeviceCertificate, DeviceKeys, OfficeCard, Random
from sync.message import (
    MOST_DOWN_BYTES,
    NONCE_BYTES,
    Answer,
    Request,
    decode_answer,
    decode_request,
)
from sync.outbound import Outbound
from sync.pace import Pace
from sync.progress import Outcome, Progress, Tally
from sync.segment import parse
from sync.stop import Stop
from sync.storage import DeviceStorage, Marks, Standing

__all__ = ["LANES", "Engine", "Outcome", "Post", "Progress", "Stop"]

LANES = 2
"""Requests that a laptop keeps under way at once (decisions A9)."""
_DOWN_PER_UP = 2
_MOST_STALLS = 3


class Post(Protocol):
    """A way to the office: HTTP in `sync.client`, something else in tests."""

    def post(self, request: bytes) -> bytes:
        """Return the answer's bytes; with two lanes it is called from two threads at once.

        Raises:
            SyncError: `LinkProblem` when trying again may help.
        """


class Engine:
    """Exchanges for one device.

    Args:
        storage: of the device; each call may go through another thread's queue.
        keys: of the device.
        office: pinned card.
        post: the way to the office; its method `abort`, if it has one, cuts what is under way.
        now_ms: the device's clock.
        random: for nonces.
        codec: of own segments; the office may ask for the plain one.
        codecs: that segments of the office may use, by number.
        dictionary: that the office published, for own segments.
        anew: called when the office cannot open what was sealed to it, after what it had to tell
            was stored; returns the card with the key that it announced since.
        certificate: to introduce the device to an office that was restored from a backup taken
            before it was enrolled.
        pace: of this link, kept by the caller so that the next run knows it.
        lanes: requests under way at once.
        monotonic_s: for rates only.
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
        dictionary: Dictionary | None = None,
        anew: Callable[[], OfficeCard] | None = None,
        certificate: DeviceCertificate | None = None,
        pace: Pace | None = None,
        lanes: int = 1,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage, self._keys, self._office, self._post = storage, keys, office, post
        self._now_ms, self._random, self._monotonic_s = now_ms, random, monotonic_s
        known = {PLAIN: PlainCodec()} | dict(codecs or {})
        self._arrivals = Arrivals(storage, keys, office, known)
        self._pace, self._lanes = pace or Pace(), lanes
        self._certificate = certificate
        self._anew = anew or (lambda: office)
        self._outbound = Outbound(
            storage, keys, office, self._pace, codec or PlainCodec(), dictionary
        )

    def run_once(
        self, report: Callable[[Progress], None] | None = None, stop: Stop | None = None
    ) -> Outcome:
        """Exchange until both sides have everything; return what was done.

        Args:
            report: called after each exchange, on this thread.
            stop: when set, the run ends soon with `stopped` and the next one goes on.

        Raises:
            SyncError: what stopped it; whatever was acknowledged before stays so.
        """
        try:
            return self._run_once(report, stop or Stop())
        except DeviceUnknown:
            if self._certificate is None:
                raise
            self._post.post(hello(self._certificate))
            return self._run_once(report, stop or Stop())

    def _run_once(self, report: Callable[[Progress], None] | None, stop: Stop) -> Outcome:
        abort: Callable[[], None] = getattr(self._post, "abort", lambda: None)
        run = _Run(self, report, stop)
        with stop.calling(abort), Flights(self._post.post, self._lanes, self._monotonic_s) as air:
            try:
                if not self._nothing_new(run):
                    run.exchange(air)
            except AnswerCutShort:
                if not stop.asked:
                    raise
        return run.outcome()

    def _nothing_new(self, run: _Run) -> bool:
        """Ask shortly when all is sent; return whether the office has nothing new either."""
        storage, office = self._storage, self._office
        marks, head = storage.marks(), storage.head()
        settled = marks.office_epoch and marks.acknowledged == head.number
        if not settled or storage.standing() is not Standing.ACTIVE or self._pace.unsure:
            return False
        key = quiet.quiet_key(
            self._keys.sealing_seed, office.sealing_key, office.office_id, storage.feed_id
        )
        cursors = {f.feed_id: f.head for f in storage.followed()}
        state = quiet.state_digest(office.office_id, head, marks, cursors)
        nonce = self._random(quiet.NONCE_BYTES)
        ask = quiet.QuietAsk(storage.feed_id, self._now_ms(), nonce).signed(key, state).encode()
        answer = self._post.post(ask)
        run.tally.add(len(ask), len(answer), 0)
        time_ms = quiet.office_time_ms(key, ask, answer)
        if time_ms is None:
            return False
        storage.record_contact(Standing.ACTIVE, self._offset_s(time_ms))
        run.tell()
        return True

    def _seal_anew(self) -> None:
        """Take the key that the office announced since.

        Raises:
            KeyNotHere: it announced none; nothing is lost, somebody at the office must.
        """
        office = self._anew()
        if office.sealing_key_id == self._outbound.key_id:
            raise KeyNotHere("the office has not announced another key")
        self._office = office
        self._outbound.seal_to(office)

    def _offset_s(self, office_ms: int) -> int:
        return round((office_ms - self._now_ms()) / 1000)

    def _request(self, segment: bytes, *, asks: bool) -> bytes:
        storage = self._storage
        most = min(MOST_DOWN_BYTES, self._pace.segment_bytes * _DOWN_PER_UP)
        return Request(
            storage.feed_id,
            self._office.office_id,
            storage.head(),
            self._now_ms(),
            {f.feed_id: f.head for f in storage.followed()} if asks else {},
            self._random(NONCE_BYTES),
            segment,
            most if asks else 0,
        ).encode(self._keys.sign)


class _Run:
    """One run: what is under way, and what came of it."""

    def __init__(
        self, engine: Engine, report: Callable[[Progress], None] | None, stop: Stop
    ) -> None:
        self._engine, self._report, self._stop = engine, report, stop
        self._storage = engine._storage
        self._marks: Marks = self._storage.marks()
        self._head = self._storage.head().number
        self.tally = Tally(self._marks.acknowledged, engine._monotonic_s)
        self._sent_to = self._marks.acknowledged
        self._held: tuple[int, int] | None = None
        self._ask_now = self._ask_last = True  # for the office's feeds
        self._stalls = 0
        self._ended = self._wrong_key = False
        self._rewritten = b""

    def exchange(self, air: Flights) -> None:
        """Keep requests under way until nothing is left, or until stopped."""
        try:
            while not self._ended and not self._stop.asked:
                while air.room and self._submit(air):
                    pass
                if not air.under_way:
                    return
                self._land(air.next_landed())
        except SyncError:
            self._land_rest(air)
            raise
        self._land_rest(air)

    def _land_rest(self, air: Flights) -> None:
        """Take in what else arrives after an end, so that it is not sent again."""
        while air.under_way:
            with suppress(SyncError):
                self._land(air.next_landed())

    def outcome(self) -> Outcome:
        """Return what the run did."""
        standing, marks = self._storage.standing(), self._storage.marks()
        outcome = self.tally.outcome(
            self._storage.head().number, marks.acknowledged, standing, stopped=self._stop.asked
        )
        return replace(outcome, rewritten=self._rewritten)

    def _submit(self, air: Flights) -> bool:
        """Send the next request if there is one to send now."""
        engine = self._engine
        if (self._stalls or self._wrong_key) and air.under_way:
            return False  # the office did not move: see first what it says to the other
        if self._wrong_key or (engine._pace.unsure and not air.under_way):
            segment = None  # ask first what arrived: it costs less than sending it again
        else:
            segment = engine._outbound.next(self._sent_to, self._held[0] if self._held else None)
        last = segment.last if segment else 0
        ends = segment is None or last >= self._head
        asks = (self._ask_now and not air.asking) or (self._ask_last and ends)
        asks = asks and not self._rewritten
        if segment is None and (air.under_way or not asks):
            return False
        self._sent_to = max(self._sent_to, last)
        if self._held and last + 1 == self._held[0]:
            self._sent_to = self._held[1]
        self._ask_now = self._ask_now and not asks
        self._ask_last = self._ask_last and not (asks and ends)
        request = engine._request(segment.data if segment else b"", asks=asks)
        air.start(request, last, asks=asks)
        return True

    def _land(self, flight: Flight) -> None:
        """Take in the answer to a request."""
        engine = self._engine
        try:
            reply = flight.reply()
        except SyncError as error:
            if isinstance(error, AnswerCutShort):
                engine._pace.cut()
            raise
        engine._pace.went(len(flight.request) + len(reply), flight.seconds)
        answer = decode_answer(reply, flight.request, engine._office.signing_key)
        before = self._marks
        new = self._take(answer)
        self._marks, self._head = self._storage.marks(), self._storage.head().number
        self.tally.add(len(flight.request), len(reply), new)
        self._steer(answer, flight, moved=self._marks != before or new > 0)
        self.tell()

    def _take(self, answer: Answer) -> int:
        engine = self._engine
        try:
            return engine._arrivals.take(answer, engine._offset_s(answer.time_ms))
        except OfficeFeedRewritten as error:
            self._rewritten = error.feed_id  # what is said goes on, what is heard ends here
            return 0

    def tell(self) -> None:
        """Report how far the run is."""
        if self._report:
            self._report(self.tally.progress(self._head, self._marks.acknowledged))

    def _steer(self, answer: Answer, flight: Flight, *, moved: bool) -> None:
        """Decide what goes next."""
        if answer.plain_please:
            self._engine._outbound.plain()
        if answer.seal_anew and _sealed_to(flight) == self._engine._outbound.key_id:
            self._wrong_key = self._ask_now = True
            # It is told of no key any more; that, not the key, is what its officer must hear.
            self._ended = answer.standing is not Standing.ACTIVE
        if self._wrong_key and not self._ended and flight.asks and not answer.more:
            self._engine._seal_anew()
            self._wrong_key, moved = False, True
        acknowledged = self._marks.acknowledged
        self._held = answer.held if answer.held and answer.held[0] > acknowledged + 1 else None
        if flight.alone or answer.plain_please or answer.seal_anew:
            self._sent_to = acknowledged
        self._sent_to = max(self._sent_to, acknowledged)
        # What the office thinks of the last entries comes with an answer made after them.
        self._ask_now = self._ask_now or answer.more
        if flight.asks and answer.receipt.number < self._head:
            self._ask_last = True
        again = answer.plain_please or answer.seal_anew
        self._stalls = 0 if moved or again else self._stalls + 1
        if answer.standing is Standing.FROZEN or self._stalls >= _MOST_STALLS:
            self._ended = True


def _sealed_to(flight: Flight) -> bytes:
    """Return the id of the key that a request's segment was sealed to."""
    request, _, _ = decode_request(flight.request)
    return parse(request.segment).outer.key_id
