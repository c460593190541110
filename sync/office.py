"""The office's end of the exchange: check, store, receipt, and give back its own feeds.

Idempotent: the same request, sent again after a lost reply, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from sync import quiet
from sync.audit import NOBODY, RefusalAudit
from sync.codec import PLAIN, Codec, PlainCodec
from sync.dictionary import Dictionary
from sync.entry import Entry, Head, next_entry
from sync.errors import (
    CodecFailed,
    DeviceUnknown,
    KeyNotHere,
    RequestRefused,
    SegmentRefused,
    SyncError,
)
from sync.hello import WELCOME, introduced
from sync.keys import DeviceCertificate, OfficeKeys, Random, verify
from sync.message import Answer, Request, decode_request
from sync.receipt import Receipt
from sync.segment import FROM_DEVICE, FROM_OFFICE, check_signature, pack, parse, unpack
from sync.storage import (
    Device,
    DeviceFeed,
    Evidence,
    Marks,
    OfficeStorage,
    OfficeTransaction,
    Standing,
)
from sync.waiting import WaitingRoom, WaitingRun

_ENTRIES_AT_ONCE = 500
_BYTES_AT_ONCE = 2 * 2**20
_SHRINKS = 4
"""Bodies become smaller by this at least; a device says how many bytes it wants on its link."""
_SLOW_LINK_BYTES = 64 * 2**10


class _Again(Enum):
    """How a segment must come again."""

    NO = auto()
    PLAIN = auto()
    SEALED_ANEW = auto()


@dataclass(slots=True)
class OfficeEnd:
    """Handles requests of devices.

    Attributes:
        storage: the ledger.
        keys: of the office; asked anew at each request, so that they may rotate.
        now_ms: the office's clock.
        stored: called after new entries were committed, with the feed id; projects them.
        called: told of every request whose signature holds, before it is answered.
        codecs: by number; the plain one is always there.
        dictionaries: that were published, by id; asked at each segment that names one.
        refusals_a_minute: that are written down.
        admit: takes back a device whose certificate this office signed, or says that it may not.
    """

    storage: OfficeStorage
    keys: Callable[[], OfficeKeys]
    now_ms: Callable[[], int]
    stored: Callable[[bytes], None] = lambda _: None
    called: Callable[[Request], None] = lambda _: None
    codecs: Mapping[int, Codec] | None = None
    dictionaries: Callable[[], Mapping[int, Dictionary]] = dict
    refusals_a_minute: int = 60
    admit: Callable[[DeviceCertificate], bool] = lambda _: False
    _waiting: WaitingRoom = field(default_factory=WaitingRoom)
    _audit: RefusalAudit = field(init=False)

    def __post_init__(self) -> None:
        """Set up the audit."""
        self._audit = RefusalAudit(self.storage, self.now_ms, self.refusals_a_minute)

    def handle(self, data: bytes) -> bytes:
        """Return the answer to a request, or to the short question of `sync.quiet`.

        Raises:
            DeviceUnknown, RequestRefused, SegmentRefused, TooLarge: nothing was stored.
        """
        if ask := quiet.decode_ask(data):
            return self._quiet(ask, data)
        if certificate := introduced(data):
            return self._welcome(certificate)
        request, keys, device = self._checked(data)
        self.called(request)
        again = _Again.NO
        if request.segment:
            again = self._take(keys, device, request)
        with self.storage.transaction() as tx:
            return self._answer(tx, keys, device, request, again).encode(data, keys.sign)

    def answer_from(self, data: bytes, cursors: Mapping[bytes, Head]) -> bytes:
        """Return a further answer to a question: what follows `cursors`, not those inside.

        A courier file carries all answers at once, so nobody comes back with newer cursors.

        Args:
            data: a request; its segment is not stored here.
            cursors: office feed id -> head that the device will have.

        Raises:
            DeviceUnknown, RequestRefused, TooLarge.
        """
        request, keys, device = self._checked(data)
        request = replace(request, cursors=dict(cursors))
        with self.storage.transaction() as tx:
            return self._answer(tx, keys, device, request, _Again.NO).encode(data, keys.sign)

    def _welcome(self, certificate: DeviceCertificate) -> bytes:
        if not certificate.is_from(self.keys().card) or not self.admit(certificate):
            error = DeviceUnknown("this device is not enrolled here")
            self._audit.record(NOBODY, error)
            raise error
        return WELCOME

    def _checked(self, data: bytes) -> tuple[Request, OfficeKeys, Device]:
        feed_id = NOBODY
        try:
            request, signed, signature = decode_request(data)
            feed_id = request.feed_id
            return request, *self._owner(request, signed, signature)
        except SyncError as error:
            self._audit.record(feed_id, error)
            raise

    def _owner(
        self, request: Request, signed: bytes, signature: bytes
    ) -> tuple[OfficeKeys, Device]:
        keys = self.keys()
        if request.office_id != keys.office_id:
            raise RequestRefused("for another office")
        device = self._device(request.feed_id)
        if not verify(device.signing_key, signature, signed):
            raise RequestRefused("not signed by this device")
        return keys, device

    def _quiet(self, ask: quiet.QuietAsk, data: bytes) -> bytes:
        """Say that nothing is new if that is proved on both sides, else to ask in full."""
        keys = self.keys()
        device = self._device(ask.feed_id)
        seen = self._seen(keys, device)
        for seed in reversed(keys.sealing_seeds):
            key = quiet.quiet_key(seed, device.sealing_key, keys.office_id, device.feed_id)
            if seen is None or not ask.fits(key, seen[1]):
                continue
            head, _, cursors = seen
            nonce, office_id = ask.nonce, keys.office_id
            self.called(Request(ask.feed_id, office_id, head, ask.time_ms, cursors, nonce, b""))
            # What was due went out just now, so the state may be another.
            again = self._seen(keys, device)
            if again and ask.fits(key, again[1]):
                return quiet.same(key, data, self.now_ms())
        return quiet.IN_FULL

    def _seen(
        self, keys: OfficeKeys, device: Device
    ) -> tuple[Head, bytes, dict[bytes, Head]] | None:
        """Return head, state and cursors of a device that has everything; None: no such state."""
        with self.storage.transaction() as tx:
            feed = tx.lock_feed(device.feed_id)
            feeds = tx.office_feeds(device.feed_id)
        if feed.standing is not Standing.ACTIVE:
            return None
        marks = Marks(keys.card.office_epoch, feed.head.number, feed.safe)
        cursors = {one.feed_id: one.head for one in feeds if one.head.number}
        return feed.head, quiet.state_digest(keys.office_id, feed.head, marks, cursors), cursors

    def _device(self, feed_id: bytes) -> Device:
        with self.storage.transaction() as tx:
            device = tx.device(feed_id)
        if device is None:
            raise DeviceUnknown("this feed is not enrolled here")
        return device

    def _take(self, keys: OfficeKeys, device: Device, request: Request) -> _Again:
        """Store the request's segment; return how it must come again instead."""
        codecs = {PLAIN: PlainCodec()} | dict(self.codecs or {})
        try:
            segment = parse(request.segment)
            if segment.outer.feed_id != device.feed_id or segment.outer.office_id != keys.office_id:
                raise SegmentRefused("of another feed or for another office")
            check_signature(segment, device.signing_key, FROM_DEVICE)
            known = self.dictionaries() if segment.outer.dictionary else None
            entries = unpack(segment, keys.sealing_by_id, codecs, known)
        except CodecFailed:
            return _Again.PLAIN
        except KeyNotHere as error:
            self._audit.record(device.feed_id, error)
            return _Again.SEALED_ANEW
        except SyncError as error:
            self._audit.record(device.feed_id, error)
            raise
        evidence = Evidence(segment.outer_bytes, segment.sealed_digest, segment.signature)
        run = WaitingRun(entries, evidence, len(request.segment))
        if self._ingest_in_turn(device.feed_id, run):
            self.stored(device.feed_id)
        return _Again.NO

    def _ingest_in_turn(self, feed_id: bytes, run: WaitingRun) -> int:
        """Store a run and those that waited for it; one that comes too early waits itself."""
        new = 0
        with self.storage.transaction() as tx:
            feed = tx.lock_feed(feed_id)
            if feed.forked_at is None and run.before.number > feed.head.number:
                self._waiting.hold(feed_id, run)
                return 0
            next_run: WaitingRun | None = run
            while next_run is not None:
                new += ingest(tx, feed_id, next_run.entries, next_run.evidence)
                reached = tx.lock_feed(feed_id).head
                next_run = self._waiting.after(feed_id, reached) if reached != feed.head else None
                feed = replace(feed, head=reached)
        self._waiting.drop(feed_id, feed.head.number + 1)
        return new

    def _answer(
        self,
        tx: OfficeTransaction,
        keys: OfficeKeys,
        device: Device,
        request: Request,
        again: _Again,
    ) -> Answer:
        feed = tx.lock_feed(device.feed_id)
        receipt = Receipt(
            keys.office_id,
            keys.card.office_epoch,
            device.feed_id,
            feed.head.number,
            feed.head.hash,
            feed.safe,
        )
        receipt = replace(receipt, signature=keys.sign(receipt.signed_part()))
        segments: list[bytes] = []
        more = False
        if feed.standing is Standing.ACTIVE and request.most:
            segments, more = self._down(tx, keys, device, request)
        held = self._waiting.first(device.feed_id)
        now = self.now_ms()
        plain, anew = again is _Again.PLAIN, again is _Again.SEALED_ANEW
        return Answer(receipt, feed.standing, now, plain, more, tuple(segments), held, anew)

    def _down(
        self, tx: OfficeTransaction, keys: OfficeKeys, device: Device, request: Request
    ) -> tuple[list[bytes], bool]:
        segments: list[bytes] = []
        more = False
        budget = min(_BYTES_AT_ONCE, request.most * _SHRINKS)
        for feed in tx.office_feeds(device.feed_id):
            cursor = request.cursors.get(feed.feed_id, Head(0, feed.feed_id))
            entries = tx.office_entries_after(feed.feed_id, cursor.number, _ENTRIES_AT_ONCE)
            taken = _within(entries, budget)
            more = more or len(taken) < len(entries) or len(entries) == _ENTRIES_AT_ONCE
            if not taken:
                continue
            budget -= sum(len(e.body or b"") for e in taken)
            segments.append(
                pack(
                    taken,
                    office_id=keys.office_id,
                    seal_to=device.sealing_key if feed.audience else None,
                    sign=keys.sign,
                    prefix=FROM_OFFICE,
                    codec=PlainCodec(),
                    level=19 if request.most <= _SLOW_LINK_BYTES else 9,
                )
            )
        return segments, more


def _within(entries: Sequence[Entry], budget: int) -> list[Entry]:
    """Return entries from the front that fit the budget, one at least if any budget is left."""
    taken: list[Entry] = []
    for entry in entries:
        if budget <= 0:
            break
        budget -= len(entry.body or b"")
        if budget < 0 and taken:
            break
        taken.append(entry)
    return taken


def ingest(
    tx: OfficeTransaction, feed_id: bytes, entries: Sequence[Entry], evidence: Evidence
) -> int:
    """Store a verified run of a device's feed; return how many entries were new.

    Already stored ones are skipped; a gap stores nothing (the receipt tells from where to send);
    a second hash at one number freezes the feed and keeps both branches (decisions A1).
    """
    feed = tx.lock_feed(feed_id)
    first = entries[0]
    if feed.forked_at is None and first.number > feed.head.number + 1:
        return 0
    fork = _fork(tx, feed, entries)
    if feed.forked_at is None and fork is not None:
        feed = replace(feed, forked_at=fork)
        tx.set_feed(feed_id, feed)
    if feed.forked_at is not None:
        return tx.store(feed_id, entries, evidence, held=True)
    fresh = [e for e in entries if e.number > feed.head.number]
    if not fresh:
        return 0
    new = tx.store(feed_id, fresh, evidence, held=feed.revoked_at is not None)
    tx.set_feed(feed_id, replace(feed, head=fresh[-1].head))
    return new


def _fork(tx: OfficeTransaction, feed: DeviceFeed, entries: Sequence[Entry]) -> int | None:
    """Return the first number of `entries` at which the feed holds another hash."""
    first = entries[0]
    before = first.number - 1
    if before <= feed.head.number and first.previous not in tx.hashes_at(first.feed_id, before):
        return max(before, 1)
    for entry in entries:
        if entry.number > feed.head.number:
            break  # nothing is stored beyond the head of a feed that is not frozen
        stored = tx.hashes_at(entry.feed_id, entry.number)
        if stored and entry.hash not in stored:
            return entry.number
    return None


def append_to_feed(
    tx: OfficeTransaction,
    feed_id: bytes,
    *,
    time_ms: int,
    author: str,
    kind: str,
    body: bytes,
    random: Random,
) -> Entry:
    """Append to an office feed inside the deciding transaction: lock the head, add, move it.

    Raises:
        ChainBroken: there is no such feed.
    """
    head = tx.lock_office_feed(feed_id)
    entry = next_entry(
        feed_id,
        head,
        time_ms=time_ms,
        clock_offset_s=0,
        author=author,
        kind=kind,
        body=body,
        salt=random(16),
    )
    tx.append_office(entry)
    return entry
