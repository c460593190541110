"""The office's end of blobs: checks a piece, stores it, says how much is here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sync.blob_message import BlobState, Piece, PieceAnswer, decode_piece
from sync.errors import BlobDamaged, DeviceUnknown, RequestRefused
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
        arrived: told of every blob that became whole, with the device's feed id.
    """

    storage: OfficeStorage
    blobs: BlobStorage
    keys: Callable[[], OfficeKeys]
    now_ms: Callable[[], int]
    wanted: Callable[[bytes, bytes], bool] = lambda _feed_id, _blob_id: True
    arrived: Callable[[bytes, bytes], None] = lambda _feed_id, _blob_id: None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def handle(self, data: bytes) -> bytes:
        """Return the answer to a piece.

        Raises:
            DeviceUnknown, RequestRefused, TooLarge, BlobDamaged: nothing of it was kept.
        """
        piece, signed, signature = decode_piece(data)
        keys = self.keys()
        if piece.office_id != keys.office_id:
            raise RequestRefused("for another office")
        with self.storage.transaction() as tx:
            device = tx.device(piece.feed_id)
        if device is None:
            raise DeviceUnknown("this feed is not enrolled here")
        if not verify(device.signing_key, signature, signed):
            raise RequestRefused("not signed by this device")
        if not self.wanted(piece.feed_id, piece.blob_id):
            return PieceAnswer(0, BlobState.UNWANTED).encode(data, keys.sign)
        with self._turn:
            answer = self._store(piece)
        return answer.encode(data, keys.sign)

    def _store(self, piece: Piece) -> PieceAnswer:
        before = self.blobs.whole(piece.blob_id)
        have = self.blobs.extend(piece.blob_id, piece.size, piece.offset, piece.data)
        whole = self.blobs.whole(piece.blob_id)
        if whole and not before:
            self.arrived(piece.feed_id, piece.blob_id)
        if not whole and not have and piece.offset + len(piece.data) == piece.size:
            self._refuse(piece)
        return PieceAnswer(have, BlobState.WHOLE if whole else BlobState.PARTIAL)

    def _refuse(self, piece: Piece) -> None:
        reason = "a document does not have the digest it is named by"
        with self.storage.transaction() as tx:
            tx.record_refusal(piece.feed_id, reason, self.now_ms())
        raise BlobDamaged(reason)
