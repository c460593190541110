"""The office's end of courier files: messages inside go to the same ends that answer links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sync.blob_courier import asks_of, split
from sync.blob_message import piece_blob
from sync.blob_office import BlobEnd
from sync.courier_errors import CourierRefused, Why
from sync.courier_file import CourierFile, Way
from sync.entry import Head
from sync.errors import (
    BlobDamaged,
    BlobQuotaFull,
    DeviceUnknown,
    RequestRefused,
    SegmentRefused,
    TooLarge,
)
from sync.hello import introduced
from sync.message import Answer, decode_answer, decode_request
from sync.office import OfficeEnd
from sync.segment import parse
from sync.storage import Standing

_MOST_ANSWERS = 10_000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What the office has of a device after a file.

    Attributes:
        new: entries that were new.
        number: entries 1 to this number are stored.
        question: signed by the device; its answers go back.
        standing: of the device.
        old_key: something in it was sealed to a key that is gone; the reply says to which one the
            device seals it anew.
        documents: how many documents are whole since this file.
        asks: questions about documents; their answers go back, too.
    """

    new: int
    number: int
    question: bytes
    standing: Standing
    old_key: bool = False
    documents: int = 0
    asks: tuple[bytes, ...] = ()


class OfficeCourier:
    """The office's end: hands the messages inside to the same ends that answer links.

    Args:
        end: of the exchange.
        blobs: of documents; None where the office keeps none.
    """

    def __init__(self, end: OfficeEnd, blobs: BlobEnd | None = None) -> None:
        self._end, self._blobs = end, blobs

    def take(self, file: CourierFile) -> TakenIn:
        """Take in what a device sent; doing it again changes nothing.

        Raises:
            CourierRefused: with the reason; what was stored before a bad piece is good and stays.
            OfficeBusy: try again.
        """
        keys = self._end.keys()
        if file.office_id != keys.office_id:
            raise CourierRefused(Why.OTHER_OFFICE)
        if file.way is not Way.TO_OFFICE or not file.pieces:
            raise CourierRefused(Why.WRONG_WAY)
        question = file.pieces[-1]
        hellos = [piece for piece in file.pieces if introduced(piece)]
        before = self._known(question, hellos)
        requests, documents = split([p for p in file.pieces[:-1] if p not in hellos])
        answers = [self._ask(piece) for piece in requests]
        old_key = any(answer.seal_anew for answer in answers)
        now = self._ask(question)
        new = now.receipt.number - before.receipt.number
        late = now.receipt.number < file.last and now.standing is Standing.ACTIVE
        if late and not old_key:
            raise CourierRefused(Why.EARLIER_FIRST, after=now.receipt.number)
        whole = sum(self._take_piece(piece) for piece in documents)
        asks = asks_of(documents)
        number, standing = now.receipt.number, now.standing
        return TakenIn(new, number, question, standing, late and old_key, whole, asks)

    def _known(self, question: bytes, hellos: Sequence[bytes]) -> Answer:
        """Answer the question of a device; one that the office lost may introduce itself first."""
        try:
            return self._ask(question)
        except CourierRefused as refused:
            if refused.why is not Why.UNKNOWN_DEVICE or not hellos:
                raise
        with suppress(DeviceUnknown, RequestRefused):
            self._end.handle(hellos[0])
        return self._ask(question)

    def _take_piece(self, piece: bytes) -> bool:
        """Store a piece; tell whether it made its document whole."""
        blob_id = piece_blob(piece)
        if self._blobs is None or blob_id is None:
            return False
        before = self._blobs.blobs.whole(blob_id)
        with suppress(BlobQuotaFull):  # the answer says how much is here; the rest comes again
            self._document(piece)
        return not before and self._blobs.blobs.whole(blob_id)

    def _document(self, piece: bytes) -> bytes:
        if self._blobs is None:
            raise CourierRefused(Why.NOT_SIGNED)
        try:
            return self._blobs.handle(piece)
        except DeviceUnknown as error:
            raise CourierRefused(Why.UNKNOWN_DEVICE) from error
        except BlobDamaged as error:
            raise CourierRefused(Why.CANNOT_BE_OPENED) from error
        except (RequestRefused, TooLarge) as error:
            raise CourierRefused(Why.NOT_SIGNED) from error

    def _ask(self, piece: bytes) -> Answer:
        try:
            answer = self._end.handle(piece)
        except DeviceUnknown as error:
            raise CourierRefused(Why.UNKNOWN_DEVICE) from error
        except RequestRefused as error:
            raise CourierRefused(Why.NOT_SIGNED) from error
        except (SegmentRefused, TooLarge) as error:
            raise CourierRefused(Why.CANNOT_BE_OPENED) from error
        return decode_answer(answer, piece, self._end.keys().card.signing_key)

    def reply(
        self, question: bytes, file_id: bytes, device_number: int, asks: Sequence[bytes] = ()
    ) -> CourierFile:
        """Return the file for the way back: every answer to `question`, until nothing is left.

        Args:
            question: as `TakenIn` holds it; may be days old.
            file_id: of the file that brought it.
            device_number: 7 for D007.
            asks: questions about documents that came with it.

        Raises:
            CourierRefused: it is no question of an enrolled device.
        """
        request, _, _ = decode_request(question)
        answers: list[bytes] = []
        last = self._ask(question)
        cursors = dict(request.cursors)
        while len(answers) < _MOST_ANSWERS:
            answers.append(self._end.answer_from(question, cursors))
            last = decode_answer(answers[-1], question, self._end.keys().card.signing_key)
            if not last.more or not last.segments:
                break
            for outer in (parse(segment).outer for segment in last.segments):
                cursors[outer.feed_id] = Head(outer.last, outer.head)
        return CourierFile(
            Way.BACK,
            self._end.keys().office_id,
            request.feed_id,
            device_number,
            file_id,
            self._end.now_ms(),
            0,
            last.receipt.number,
            (question, *answers, *self._told(asks)),
        )

    def _told(self, asks: Sequence[bytes]) -> Iterator[bytes]:
        if self._blobs is not None:
            for ask in asks:
                yield from (ask, self._document(ask))
