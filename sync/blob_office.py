"""The office's end of blobs: checks a piece, stores it, says how much is here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sync.audit import NOBODY, RefusalAudit
from sync.blob_message import (
    BlobState,
    Piece,
    PieceAnswer,
    decode_piece,
    joined,
    whole_pieces,
)
from sync.errors import BlobDamaged, DeviceUnknown, RequestRefused, SyncError
from sync.keys import OfficeKeys, verify
from sync.storage import BlobStorage, OfficeStorage


@dataclass(slots=True)
class BlobEnd:
    """Handles pieces of blobs; idempotent, so any piece may come again.

    Attributes:
        storage: the ledger, for devices and refusals.
        blobs: where the bytes go.
        keys: of the office.
        now_ms: the office's clock.
        wanted: tells of (device feed id, blob id) whether the office still wants it; an erased
            one it does not.
        admit: counts a piece that would be stored, or raises `TooLarge` or `BlobQuotaFull`.
        arrived: told of a blob that is whole, with the device's feed id, each time that a device
            hears so: what failed once is made good when the piece comes again.
    """

    storage: OfficeStorage
    blobs: BlobStorage
    keys: Callable[[], OfficeKeys]
    now_ms: Callable[[], int]
    wanted: Callable[[bytes, bytes], bool] = lambda _feed_id, _blob_id: True
    admit: Callable[[Piece], None] = lambda _piece: None
    arrived: Callable[[bytes, bytes], None] = lambda _feed_id, _blob_id: None
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _audit: RefusalAudit = field(init=False)

    def __post_init__(self) -> None:
        """Set up the audit."""
        self._audit = RefusalAudit(self.storage, self.now_ms)

    def handle(self, data: bytes) -> bytes:
        """Return the answer to a piece, or to several of one document that follow one another.

        Raises:
            DeviceUnknown, RequestRefused, TooLarge, BlobDamaged, BlobQuotaFull: nothing of it was
                kept.
        """
        feed_id = NOBODY
        try:
            parts = whole_pieces(data)
            if sum(map(len, parts)) != len(data) or not parts:
                parts = [data]  # which is no piece: decoding says why not
            pieces = [decode_piece(part) for part in parts]
            feed_id = pieces[0][0].feed_id
            answer = self._answer(pieces)
        except SyncError as error:
            self._audit.record(feed_id, error)
            raise
        return answer.encode(data, self.keys().sign)

    def cut_short(self, data: bytes) -> None:
        """Keep the whole pieces at the front of a request that was cut; nobody hears an answer."""
        if parts := whole_pieces(data):
            with suppress(SyncError):
                self.handle(b"".join(parts))

    def _answer(self, pieces: Sequence[tuple[Piece, bytes, bytes]]) -> PieceAnswer:
        keys = self.keys()
        piece = joined([one for one, _, _ in pieces])
        if piece.office_id != keys.office_id:
            raise RequestRefused("for another office")
        with self.storage.transaction() as tx:
            device = tx.device(piece.feed_id)
        if device is None:
            raise DeviceUnknown("this feed is not enrolled here")
        if not all(verify(device.signing_key, mark, signed) for _, signed, mark in pieces):
            raise RequestRefused("not signed by this device")
        if not self.wanted(piece.feed_id, piece.blob_id):
            return PieceAnswer(0, BlobState.UNWANTED)
        if piece.data and not self.blobs.whole(piece.blob_id):
            self.admit(piece)
        with self._turn:
            answer = self._store(piece)
        if answer.state is BlobState.WHOLE:
            self.arrived(piece.feed_id, piece.blob_id)
        return answer

    def _store(self, piece: Piece) -> PieceAnswer:
        had = self.blobs.have(piece.blob_id)
        have = self.blobs.extend(piece.blob_id, piece.size, piece.offset, piece.data)
        whole = self.blobs.whole(piece.blob_id)
        # A last piece that came before its turn is passed over; it says nothing of the others.
        joins = piece.offset <= had and piece.offset + len(piece.data) == piece.size
        if joins and not whole and not have:
            raise BlobDamaged("a document does not have the digest it is named by")
        return PieceAnswer(have, BlobState.WHOLE if whole else BlobState.PARTIAL)
