"""A piece of a blob on its way, signed by the device, and the office's signed answer."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from sync.blob import ID_BYTES, MAX_BLOB_BYTES
from sync.errors import AnswerRefused, RequestRefused, TooLarge
from sync.keys import verify
from sync.wire import Reader

_PIECE = b"outreach/blob/1"
_ANSWER = b"outreach/blob-answer/1"
MAX_PIECE_BYTES = 2**20
_HEADS = 64 * 2**10
_SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of one blob from an offset on; none: "how much of it do you have?".

    Attributes:
        feed_id: of the device.
        office_id: 16 bytes.
        blob_id: SHA-256 of the whole sealed blob.
        size: of the whole sealed blob.
        offset: of the first byte of `data`.
    """

    feed_id: bytes
    office_id: bytes
    blob_id: bytes
    size: int
    offset: int
    data: bytes

    def encode(self, sign: Callable[[bytes], bytes]) -> bytes:
        """Return the signed piece."""
        numbers = struct.pack(">III", self.size, self.offset, len(self.data))
        body = _PIECE + self.feed_id + self.office_id + self.blob_id + numbers + self.data
        return body + sign(body)


def decode_piece(data: bytes) -> tuple[Piece, bytes, bytes]:
    """Return the piece, the bytes that are signed, and the signature, unchecked.

    Raises:
        RequestRefused: not a piece, or it does not fit its blob.
        TooLarge: the piece or the blob.
    """
    reader = Reader(data)
    try:
        reader.expect(_PIECE)
        feed_id, office_id = reader.take(32), reader.take(16)
        blob_id, size, offset = reader.take(ID_BYTES), reader.u32(), reader.u32()
        body = reader.take(reader.u32())
        signed, signature = reader.at, reader.take(_SIGNATURE)
        reader.end()
    except ValueError as error:
        raise RequestRefused("not a piece of a document") from error
    if len(body) > MAX_PIECE_BYTES or size > MAX_BLOB_BYTES + _HEADS:
        raise TooLarge("a document is too large")
    if size == 0 or offset + len(body) > size:
        raise RequestRefused("a piece does not fit its document")
    piece = Piece(feed_id, office_id, blob_id, size, offset, body)
    return piece, data[:signed], signature


_BLOB_AT = len(_PIECE) + 32 + 16
_DATA_AT = _BLOB_AT + ID_BYTES + 12


def is_piece(data: bytes) -> bool:
    """Tell whether a message is a piece of a document."""
    return data.startswith(_PIECE)


def piece_blob(data: bytes) -> bytes | None:
    """Return the document of which a piece holds bytes; None when it holds none. Unchecked."""
    if not is_piece(data) or len(data) <= _DATA_AT + _SIGNATURE:
        return None
    return data[_BLOB_AT : _BLOB_AT + ID_BYTES]


def whole_pieces(data: bytes) -> list[bytes]:
    """Return the pieces that stand one after the other in a request, unchecked.

    What is after the last whole one is left out: a piece that was cut, or anything else.
    """
    pieces, at = [], 0
    while data.startswith(_PIECE, at):
        start = at + _DATA_AT
        end = start + int.from_bytes(data[start - 4 : start]) + _SIGNATURE
        if end > len(data):
            break
        pieces.append(data[at:end])
        at = end
    return pieces


def joined(pieces: Sequence[Piece]) -> Piece:
    """Return pieces that follow one another as one.

    Raises:
        RequestRefused: they do not.
    """
    first = pieces[0]
    at = first.offset
    for piece in pieces:
        if replace(piece, offset=0, data=b"") != replace(first, offset=0, data=b""):
            raise RequestRefused("pieces of several documents")
        if piece.offset != at:
            raise RequestRefused("pieces do not follow one another")
        at += len(piece.data)
    return replace(first, data=b"".join(piece.data for piece in pieces))


class BlobState(IntEnum):
    """How a blob stands at the office."""

    PARTIAL = 0
    WHOLE = 1
    UNWANTED = 2


@dataclass(frozen=True, slots=True)
class PieceAnswer:
    """The office's word on a blob.

    Attributes:
        have: bytes from the front that are durable at the office.
        state: WHOLE only after the whole was hashed; UNWANTED when nothing refers to it any more.
    """

    have: int
    state: BlobState

    def encode(self, piece: bytes, sign: Callable[[bytes], bytes]) -> bytes:
        """Return the signed answer to the bytes of a piece."""
        digest = hashlib.sha256(piece).digest()
        body = _ANSWER + digest + struct.pack(">IB", self.have, self.state)
        return body + sign(body)


def decode_piece_answer(data: bytes, piece: bytes, office_signing_key: bytes) -> PieceAnswer:
    """Return the answer to a piece, its signature checked.

    Raises:
        AnswerRefused: damaged, to another piece, or not signed by our office.
    """
    reader = Reader(data)
    try:
        reader.expect(_ANSWER)
        digest = reader.take(32)
        answer = PieceAnswer(reader.u32(), BlobState(reader.u8()))
        signed, signature = reader.at, reader.take(_SIGNATURE)
        reader.end()
    except ValueError as error:
        raise AnswerRefused("not an answer of this version") from error
    if not verify(office_signing_key, signature, data[:signed]):
        raise AnswerRefused("not signed by our office")
    if digest != hashlib.sha256(piece).digest():
        raise AnswerRefused("an answer to another question")
    return answer
