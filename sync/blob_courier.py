"""Sealed documents in courier files, after the entries: the pieces of `sync.blob_message` by hand.

A file to the office holds pieces with bytes, and for every document that waits a piece without any:
"how much of it do you have?". Back come these questions with the office's signed answers, so each
answer is checked against a question under the device's own signature, and nothing need be
remembered. Next time a document goes on from where the office was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sync.blob_intact import intact
from sync.blob_message import (
    BlobState,
    Piece,
    decode_piece,
    decode_piece_answer,
    is_piece,
    piece_blob,
)
from sync.courier_errors import CourierRefused, Why
from sync.errors import AnswerRefused, RequestRefused, TooLarge
from sync.keys import DeviceKeys, OfficeCard, verify
from sync.storage import BlobQueue, WaitingBlob

_PIECE_BYTES = 256 * 2**10


class BlobsByHand:
    """The device's end of documents in courier files.

    Args:
        queue: of the device.
        feed_id: of the device.
    """

    def __init__(
        self, queue: BlobQueue, feed_id: bytes, keys: DeviceKeys, office: OfficeCard
    ) -> None:
        self._queue, self._feed_id, self._keys, self._office = queue, feed_id, keys, office

    def asks(self) -> tuple[bytes, ...]:
        """Return a question for every document that waits."""
        return tuple(self._piece(blob, 0, b"") for blob in self._queue.waiting())

    def waiting(self) -> tuple[WaitingBlob, ...]:
        """Return what waits, the oldest first."""
        return tuple(self._queue.waiting())

    def parts(self, part_bytes: int) -> Iterator[tuple[bytes, ...]]:
        """Yield the pieces of what waits, from where the office was, file by file.

        A document that is damaged or missing here is noted as lost, and none of it is written.
        """
        part, size = list[bytes](), 0
        for piece in self._pieces():
            if part and size + len(piece) > part_bytes:
                yield tuple(part)
                part, size = [], 0
            part.append(piece)
            size += len(piece)
        if part:
            yield tuple(part)

    def _pieces(self) -> Iterator[bytes]:
        for blob in self._queue.waiting():
            whole = intact(self._queue, blob)
            if whole is None:
                continue
            for at in range(blob.have, blob.size, _PIECE_BYTES):
                yield self._piece(blob, at, whole[at : at + _PIECE_BYTES])

    def _piece(self, blob: WaitingBlob, offset: int, data: bytes) -> bytes:
        office_id = self._office.office_id
        piece = Piece(self._feed_id, office_id, blob.blob_id, blob.size, offset, data)
        return piece.encode(self._keys.sign)

    def take(self, pieces: Sequence[bytes]) -> int:
        """Take questions with their answers; return how many documents wait no more.

        Raises:
            CourierRefused: NOT_SIGNED; what was noted before is true and stays.
        """
        waiting = {blob.blob_id for blob in self._queue.waiting()}
        done = 0
        for ask, reply in zip(pieces[::2], pieces[1::2], strict=False):
            try:
                piece, signed, signature = decode_piece(ask)
                if not verify(self._keys.signing_key, signature, signed):
                    raise CourierRefused(Why.NOT_SIGNED)
                answer = decode_piece_answer(reply, ask, self._office.signing_key)
            except (RequestRefused, TooLarge, AnswerRefused) as error:
                raise CourierRefused(Why.NOT_SIGNED) from error
            if piece.blob_id not in waiting:
                continue
            if answer.state is BlobState.PARTIAL:
                self._queue.heard(piece.blob_id, answer.have)
            else:
                self._queue.done(piece.blob_id)
                done += 1
        return done


def split(pieces: Sequence[bytes]) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Return the messages of the exchange and those about documents, each in order."""
    mine = next((at for at, piece in enumerate(pieces) if is_piece(piece)), len(pieces))
    return tuple(pieces[:mine]), tuple(pieces[mine:])


def asks_of(pieces: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the questions about documents."""
    return tuple(piece for piece in pieces if is_piece(piece) and piece_blob(piece) is None)


def documents_of(pieces: Sequence[bytes]) -> frozenset[bytes]:
    """Return the ids of documents of which there are bytes."""
    return frozenset(found for piece in pieces if (found := piece_blob(piece)) is not None)
