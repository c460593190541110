"""The bytes of a courier file (`.outreach`): the exchange's own messages, carried by hand.

    file = "OUTRCOU" ‖ u8 version ‖ u64 size of the whole file ‖ u8 way (1 to the office, 2 back)
         ‖ office_id 16 ‖ feed_id 32 ‖ u32 device number ‖ file id 16 ‖ i64 time_ms
         ‖ u64 first ‖ u64 last ‖ u32 count ‖ count × (u32 length ‖ piece) ‖ SHA-256 of all before

To the office, pieces are signed requests, then pieces of documents, last a question without a
segment. Back, pieces are that question, the office's signed answers to it, then each question about
a document with its answer. Everything that matters is under those
signatures; the header serves lists and names a file before it is opened, the digest tells a
truncated or damaged file from a whole one.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from enum import IntEnum

from sync.blob_courier import documents_of
from sync.courier_errors import CourierRefused, Why
from sync.wire import Reader

VERSION = 1
ENDING = ".outreach"
MAX_FILE_BYTES = 64 * 2**20
"""No file we write comes near; FAT ends at 4 GiB."""
_MAGIC = b"OUTRCOU"
_HEADER = struct.Struct(">B16s32sI16sqQQI")
_START = len(_MAGIC) + 1 + 8
_DIGEST = 32


class Way(IntEnum):
    """Where a file goes."""

    TO_OFFICE = 1
    BACK = 2


@dataclass(frozen=True, slots=True)
class CourierFile:
    """One courier file, read; its pieces are not yet checked.

    Attributes:
        feed_id: of the device it comes from or goes to.
        device_number: 7 for D007; for people only.
        file_id: 16 random bytes; the way back carries that of the question.
        time_ms: the writer's clock; for people only.
        first: number of the first entry inside (to the office); 0 when it holds none.
        last: of the last entry inside; on the way back, the receipt's number.
        pieces: messages, in order.
    """

    way: Way
    office_id: bytes
    feed_id: bytes
    device_number: int
    file_id: bytes
    time_ms: int
    first: int
    last: int
    pieces: tuple[bytes, ...]

    @property
    def documents(self) -> frozenset[bytes]:
        """Return the ids of documents of which bytes are inside."""
        return documents_of(self.pieces)

    def encode(self) -> bytes:
        """Return the file's bytes."""
        header = _HEADER.pack(
            self.way,
            self.office_id,
            self.feed_id,
            self.device_number,
            self.file_id,
            self.time_ms,
            self.first,
            self.last,
            len(self.pieces),
        )
        pieces = b"".join(struct.pack(">I", len(p)) + p for p in self.pieces)
        size = _START + len(header) + len(pieces) + _DIGEST
        body = _MAGIC + struct.pack(">BQ", VERSION, size) + header + pieces
        return body + hashlib.sha256(body).digest()


def decode_file(data: bytes) -> CourierFile:
    """Return the file in `data`, its digest checked.

    Raises:
        CourierRefused: NOT_OURS, NEWER, TRUNCATED, DAMAGED.
    """
    if not data.startswith(_MAGIC):
        raise CourierRefused(Why.TRUNCATED if _MAGIC.startswith(data) else Why.NOT_OURS)
    if len(data) < _START:
        raise CourierRefused(Why.TRUNCATED)
    if data[len(_MAGIC)] != VERSION:
        raise CourierRefused(Why.NEWER, version=data[len(_MAGIC)])
    size = int.from_bytes(data[_START - 8 : _START])
    if len(data) < size:
        raise CourierRefused(Why.TRUNCATED)
    if len(data) != size or hashlib.sha256(data[:-_DIGEST]).digest() != data[-_DIGEST:]:
        raise CourierRefused(Why.DAMAGED)
    try:
        return _read(Reader(data[_START:-_DIGEST]))
    except ValueError as error:
        raise CourierRefused(Why.DAMAGED) from error


def _read(reader: Reader) -> CourierFile:
    fields = _HEADER.unpack(reader.take(_HEADER.size))
    way, office_id, feed_id, device, file_id, time_ms, first, last, count = fields
    pieces = tuple(reader.take(reader.u32()) for _ in range(count))
    reader.end()
    return CourierFile(Way(way), office_id, feed_id, device, file_id, time_ms, first, last, pieces)
