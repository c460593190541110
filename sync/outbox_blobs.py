"""Signed pieces of documents on disk, so that a device whose keys are locked away sends them too.

Beside the requests of `sync.outbox`, after them: a file for each document, its pieces one after the
other. They are what goes over the line anyway: ciphertext, its id and size, a signature; the key of
a document is in the database only. An answer counts for the office's signature over the very
request, and the office answers what this device signed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sync.blob_intact import intact
from sync.blob_message import (
    BlobState,
    Piece,
    PieceAnswer,
    decode_piece,
    decode_piece_answer,
    whole_pieces,
)
from sync.blob_sender import BlobPost
from sync.errors import SyncError
from sync.keys import DeviceKeys, OfficeCard
from sync.outbox import write_whole
from sync.stop import Stop
from sync.storage import BlobQueue

MOST_BYTES = 16 * 2**20
"""Of all documents in the folder; what is more goes after unlocking."""
_PIECE_BYTES, _AT_ONCE = 2 * 2**10, 8
_PIECES, _ANSWER = ".scan", ".heard"


def sealed_pieces(
    queue: BlobQueue, feed_id: bytes, keys: DeviceKeys, office: OfficeCard
) -> Iterator[bytes]:
    """Yield the signed pieces of each document that waits, from where the office was."""
    size = 0
    for blob in queue.waiting():
        size += blob.size
        if size > MOST_BYTES:
            return
        whole = intact(queue, blob)
        if whole is None:
            continue
        of = feed_id, office.office_id, blob.blob_id, blob.size
        yield b"".join(
            Piece(*of, at, whole[at : at + _PIECE_BYTES]).encode(keys.sign)
            for at in range(blob.have, blob.size, _PIECE_BYTES)
        )


class BlobOutbox:
    """Documents in the folder of an `Outbox`; emptied with it.

    Args:
        folder: of the outbox.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fill(self, documents: Iterable[bytes]) -> None:
        """Write what `sealed_pieces` gave."""
        for number, pieces in enumerate(documents, start=1):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._folder / f"{number:04d}{_PIECES}", pieces)

    def send(self, post: BlobPost, signing_key: bytes, stop: Stop) -> int:
        """Post each document from where the office is; return how many bytes went both ways.

        Args:
            post: the way to the office.
            signing_key: of the office; an answer of anybody else is not kept.
            stop: ends it after the piece under way.

        Raises:
            SyncError: what stopped it; answers before it are kept.
        """
        moved = 0
        for file in self._files():
            parts = whole_pieces(file.read_bytes())
            answer = self._heard(file, parts, signing_key)
            while not stop.asked and (at := _next(parts, answer)) < len(parts):
                request = b"".join(parts[at : at + _AT_ONCE])
                reply = post.post_blob(request)
                answer = decode_piece_answer(reply, request, signing_key)
                write_whole(file.with_suffix(_ANSWER), struct.pack(">I", at) + reply)
                moved += len(request) + len(reply)
                if answer.state is BlobState.PARTIAL and _next(parts, answer) <= at:
                    break  # the office does not take it; after unlocking it says why
        return moved

    def take_in(self, queue: BlobQueue, signing_key: bytes) -> None:
        """Note what the office said of each document."""
        for file in self._files():
            parts = whole_pieces(file.read_bytes())
            answer = self._heard(file, parts, signing_key)
            if answer is None:
                continue
            blob_id = decode_piece(parts[0])[0].blob_id
            if answer.state is BlobState.PARTIAL:
                queue.heard(blob_id, answer.have)
            else:
                queue.done(blob_id)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{_PIECES}"))

    def _heard(self, file: Path, parts: list[bytes], signing_key: bytes) -> PieceAnswer | None:
        with suppress(OSError, SyncError, struct.error):
            data = file.with_suffix(_ANSWER).read_bytes()
            (at,) = struct.unpack_from(">I", data)
            request = b"".join(parts[at : at + _AT_ONCE])
            return decode_piece_answer(data[4:], request, signing_key)
        return None


def _next(parts: list[bytes], answer: PieceAnswer | None) -> int:
    """Return the first piece that the office does not have, their count when it needs none."""
    if answer is None:
        return 0
    if answer.state is not BlobState.PARTIAL:
        return len(parts)
    ends = (one.offset + len(one.data) for one, _, _ in map(decode_piece, parts))
    return next((at for at, end in enumerate(ends) if end > answer.have), len(parts))
