"""The exchange by hand: what both ends write into courier files and take from them.

    device  DeviceCourier.files   everything the office has not acknowledged, and a question
    office  OfficeCourier.take    the requests inside, one by one, as if they came over a link
            OfficeCourier.reply   the answers to the question: receipt, decisions, publications
    device  DeviceCourier.take    the same checks as over a link

A file may come late, twice, in any order or never: requests are idempotent, marks only rise, and
the laptop keeps everything until a receipt names it. The question travels back with its answers,
so the device knows by its own signature that they answer a question of its own; nothing has to be
remembered meanwhile. Bodies use the plain codec: a second trip costs more than bytes do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sync.arrivals import Arrivals
from sync.blob_courier import BlobsByHand, split
from sync.codec import PLAIN, Codec, PlainCodec
from sync.courier_errors import CourierRefused, Why
from sync.courier_file import ENDING, CourierFile, Way
from sync.dictionary import Dictionary
from sync.entry import Entry
from sync.errors import (
    AnswerRefused,
    DeviceSetBack,
    OfficeFeedRewritten,
    ReceiptRefused,
    RequestRefused,
    SegmentRefused,
)
from sync.hello import hello
from sync.keys import DeviceCertificate, DeviceKeys, OfficeCard, Random, verify
from sync.message import (
    MOST_DOWN_BYTES,
    NONCE_BYTES,
    SEALED_AHEAD,
    Answer,
    Request,
    decode_answer,
    decode_request,
)
from sync.segment import FROM_DEVICE, pack
from sync.storage import DeviceStorage, Standing

PART_BYTES = 6 * 2**20
"""A larger pile becomes several files, each complete in itself; a desk can upload each."""
_RUN_BYTES, _RUN_ENTRIES = 512 * 2**10, 500


def file_name(file: CourierFile) -> str:
    """Return a name that FAT can hold and a person can read: laptop, way, entries, id."""
    device = f"D{file.device_number:03d}"
    short = file.file_id[:3].hex().upper()
    if file.way is Way.TO_OFFICE and file.documents:
        return f"{device}-PINDAI-{file.last:06d}-{short}{ENDING}"
    if file.way is Way.TO_OFFICE:
        span = f"{file.first:06d}-{file.last:06d}"
        return f"{device}-KIRIM-{span}-{short}{ENDING}"
    return f"{device}-BALAS-{file.last:06d}-{short}{ENDING}"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file from the office brought to the device.

    Attributes:
        acknowledged: own entries that a receipt covers now.
        risen: how many more than before.
        received: entries of office feeds that were new.
        standing: the office's word on the device.
        documents: how many documents wait no more.
    """

    acknowledged: int
    risen: int
    received: int
    standing: Standing
    documents: int = 0


class DeviceCourier:
    """The device's end.

    Args:
        storage: of the device.
        keys: of the device.
        office: its card, with the sealing key in force.
        device_number: 7 for D007.
        now_ms: the device's clock.
        random: for nonces and file ids.
        blobs: documents of the device; None when it has none.
        certificate: introduces the device to an office restored from before its enrolment; None
            leaves that to the link.
        codec, dictionary: of what it writes; plain on a stick, which a second trip costs more.
    """

    def __init__(
        self,
        storage: DeviceStorage,
        keys: DeviceKeys,
        office: OfficeCard,
        *,
        device_number: int,
        now_ms: Callable[[], int],
        random: Random,
        blobs: BlobsByHand | None = None,
        certificate: DeviceCertificate | None = None,
        codec: Codec | None = None,
        dictionary: Dictionary | None = None,
    ) -> None:
        self._blobs = blobs
        self._first = (hello(certificate),) if certificate else ()
        self._codec, self._dictionary = codec or PlainCodec(), dictionary
        self._storage, self._keys, self._office = storage, keys, office
        self._number, self._now_ms, self._random = device_number, now_ms, random
        self._arrivals = Arrivals(storage, keys, office, {PLAIN: PlainCodec()})

    def files(self, part_bytes: int = PART_BYTES) -> Iterator[CourierFile]:
        """Yield what the office has not acknowledged, one file at least: the question."""
        done, end = self._storage.marks().acknowledged, self._storage.head().number
        while True:
            first, pieces, size = done + 1, [*self._first], 0
            while size < part_bytes and (run := self._run(done, end)):
                pieces.append(self._request(run))
                done, size = run[-1].number, size + len(pieces[-1])
            pieces += [*self._asks(), self._request([])]
            span = (first, done) if done >= first else (0, done)
            yield self._file(span, tuple(pieces))
            if done >= end:
                return

    def requests(self, run_bytes: int, most_down: int) -> Iterator[bytes]:
        """Yield the same as requests for a link that may be poor: small runs, then the question.

        Args:
            run_bytes: of bodies in one run, so that a cut costs no more than that.
            most_down: bytes that the answer to the question may have; runs get a receipt only.
        """
        done, end = self._storage.marks().acknowledged, self._storage.head().number
        while run := self._run(done, end, run_bytes):
            yield self._request(run, most_down=0)
            done = run[-1].number
        yield self._request([], most_down=most_down)

    def document_files(self, part_bytes: int = PART_BYTES) -> Iterator[CourierFile]:
        """Yield files with what the office has not of the documents; none when nothing waits.

        The office takes them after the entries that tell of them.
        """
        last, asks = self._storage.head().number, self._asks()
        for part in self._blobs.parts(part_bytes) if self._blobs else ():
            yield self._file((0, last), (*self._first, *part, *asks, self._request([])))

    def _asks(self) -> tuple[bytes, ...]:
        return self._blobs.asks() if self._blobs else ()

    def _run(self, after: int, end: int, budget: int = _RUN_BYTES) -> list[Entry]:
        run: list[Entry] = []
        for entry in self._storage.entries_after(after, _RUN_ENTRIES):
            budget -= len(entry.body or b"") + 64
            if entry.number > end or (run and budget < 0):
                break
            run.append(entry)
        return run

    def _request(self, run: list[Entry], most_down: int = MOST_DOWN_BYTES) -> bytes:
        office, storage = self._office, self._storage
        segment = b""
        if run:
            segment = pack(
                run,
                office_id=office.office_id,
                seal_to=office.sealing_key,
                sign=self._keys.sign,
                prefix=FROM_DEVICE,
                codec=self._codec,
                dictionary=self._dictionary,
            )
        cursors = {f.feed_id: f.head for f in storage.followed()}
        return Request(
            storage.feed_id,
            office.office_id,
            storage.head(),
            SEALED_AHEAD,
            cursors,
            self._random(NONCE_BYTES),
            segment,
            most_down,
        ).encode(self._keys.sign)

    def _file(self, span: tuple[int, int], pieces: tuple[bytes, ...]) -> CourierFile:
        return CourierFile(
            Way.TO_OFFICE,
            self._office.office_id,
            self._storage.feed_id,
            self._number,
            self._random(16),
            self._now_ms(),
            *span,
            pieces,
        )

    def why_not(self, file: CourierFile) -> Why | None:
        """Return why a file is not one to take here, without storing anything; None if it is."""
        if file.office_id != self._office.office_id:
            return Why.OTHER_OFFICE
        if file.feed_id != self._storage.feed_id:
            return Why.OTHER_DEVICE
        return None if file.way is Way.BACK else Why.WRONG_WAY

    def take(self, file: CourierFile) -> Brought:
        """Store what a file from the office brings; doing it again changes nothing.

        Raises:
            CourierRefused: with the reason; what was stored before a bad piece is good and stays.
        """
        if why := self.why_not(file):
            raise CourierRefused(why)
        answers = self._answers(file)
        before = self._storage.marks().acknowledged
        received = 0
        rewritten: OfficeFeedRewritten | None = None
        try:
            for answer in answers:
                # The clocks were not compared: a file is hours or days old.
                offset_s = self._storage.clock_offset_s()
                try:
                    received += self._arrivals.take(answer, offset_s)
                except OfficeFeedRewritten as error:
                    rewritten = error  # the receipts count all the same
        except (ReceiptRefused, DeviceSetBack) as error:
            raise CourierRefused(Why.OTHER_HISTORY) from error
        except (SegmentRefused, AnswerRefused) as error:
            raise CourierRefused(Why.CANNOT_BE_OPENED) from error
        if rewritten is not None:
            raise CourierRefused(Why.REWRITTEN) from rewritten
        receipt = answers[-1].receipt
        if self._storage.hash_at(receipt.number) != receipt.hash:  # frozen on the other branch
            raise CourierRefused(Why.OTHER_HISTORY)
        now = self._storage.marks().acknowledged
        documents = self._blobs.take(split(file.pieces)[1]) if self._blobs else 0
        return Brought(now, now - before, received, answers[-1].standing, documents)

    def _answers(self, file: CourierFile) -> list[Answer]:
        """Return the answers, each checked to be the office's answer to a question of ours."""
        question, *answers = split(file.pieces)[0] or (b"",)
        try:
            request, signed, signature = decode_request(question)
            if request.feed_id != self._storage.feed_id:
                raise CourierRefused(Why.OTHER_DEVICE)
            if not verify(self._keys.signing_key, signature, signed) or not answers:
                raise CourierRefused(Why.NOT_SIGNED)
            return [decode_answer(a, question, self._office.signing_key) for a in answers]
        except (RequestRefused, AnswerRefused) as error:
            raise CourierRefused(Why.NOT_SIGNED) from error
