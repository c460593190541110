"""The one request and the one answer (README, "Exchange").

A request is signed by the device over everything in it; an answer by the office over everything in
it and the digest of the request, so no answer fits another question.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass

from sync.entry import Head
from sync.errors import AnswerRefused, RequestRefused, TooLarge
from sync.keys import verify
from sync.receipt import RECEIPT_BYTES, Receipt, decode_receipt
from sync.storage import Standing
from sync.wire import Reader

MAX_MESSAGE_BYTES = 16 * 2**20
NONCE_BYTES = 16
SEALED_AHEAD = 0
"""`Request.time_ms` of a request that travels later than it was made: no clock is compared."""
_ASK = b"outreach/exchange/1"
_ANSWER = b"outreach/answer/1"
_STANDINGS = (Standing.ACTIVE, Standing.FROZEN, Standing.REVOKED)
_PLAIN_PLEASE, _MORE, _HELD, _SEAL_ANEW = 1, 2, 4, 8
MOST_DOWN_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Request:
    """Here is my feed from N on; give me yours from M on.

    Attributes:
        head: of the device's own feed.
        time_ms: the device's clock, or `SEALED_AHEAD`.
        cursors: office feed id -> head that the device has of it.
        nonce: 16 random bytes.
        segment: bytes of a segment, empty when there is nothing to send.
        most: bytes that the answer should have at most, about; 0: a receipt is enough, and the
            cursors are not told.
    """

    feed_id: bytes
    office_id: bytes
    head: Head
    time_ms: int
    cursors: dict[bytes, Head]
    nonce: bytes
    segment: bytes
    most: int = MOST_DOWN_BYTES

    def _unsigned(self) -> bytes:
        cursors = b"".join(
            feed + struct.pack(">Q", head.number) + head.hash for feed, head in self.cursors.items()
        )
        return b"".join(
            (
                _ASK,
                self.feed_id,
                self.office_id,
                struct.pack(">Q", self.head.number) + self.head.hash,
                struct.pack(">q", self.time_ms),
                self.nonce,
                struct.pack(">I", self.most),
                struct.pack(">B", len(self.cursors)) + cursors,
                struct.pack(">I", len(self.segment)) + self.segment,
            )
        )

    def encode(self, sign: Callable[[bytes], bytes]) -> bytes:
        """Return the signed request."""
        body = self._unsigned()
        return body + sign(body)


def decode_request(data: bytes) -> tuple[Request, bytes, bytes]:
    """Return the request, the bytes that are signed, and the signature, unchecked.

    Raises:
        RequestRefused: not a request of this version.
        TooLarge: more than `MAX_MESSAGE_BYTES`.
    """
    if len(data) > MAX_MESSAGE_BYTES:
        raise TooLarge("a request is too large")
    reader = Reader(data)
    try:
        reader.expect(_ASK)
        feed_id, office_id = reader.take(32), reader.take(16)
        head = Head(reader.u64(), reader.take(32))
        time_ms, nonce, most = reader.i64(), reader.take(NONCE_BYTES), reader.u32()
        cursors = {reader.take(32): Head(reader.u64(), reader.take(32)) for _ in range(reader.u8())}
        segment = reader.take(reader.u32())
        signed = reader.at
        signature = reader.take(64)
        reader.end()
    except ValueError as error:
        raise RequestRefused("not a request of this version") from error
    request = Request(feed_id, office_id, head, time_ms, cursors, nonce, segment, most)
    return request, data[:signed], signature


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office has of the device, and the next of its own feeds.

    Attributes:
        receipt: up to where the office stores the device's feed.
        standing: the office's word on the device.
        time_ms: the office's clock.
        plain_please: the last segment's codec failed; send it again with the plain one.
        more: the office has more than fits into this answer.
        segments: of office feeds, each follows the cursor that was sent.
        held: first and last number of a run that waits for the one before it, so the device
            need not send it again; no receipt for it.
        seal_anew: the last segment was sealed to a key that the office does not have (any more);
            its feeds tell which one it has.
    """

    receipt: Receipt
    standing: Standing
    time_ms: int
    plain_please: bool
    more: bool
    segments: tuple[bytes, ...]
    held: tuple[int, int] | None = None
    seal_anew: bool = False

    def encode(self, request: bytes, sign: Callable[[bytes], bytes]) -> bytes:
        """Return the signed answer to the bytes of a request."""
        flags = _PLAIN_PLEASE * self.plain_please | _MORE * self.more
        flags |= _HELD * (self.held is not None) | _SEAL_ANEW * self.seal_anew
        body = b"".join(
            (
                _ANSWER,
                hashlib.sha256(request).digest(),
                self.receipt.encode(),
                struct.pack(">BqB", _STANDINGS.index(self.standing), self.time_ms, flags),
                struct.pack(">B", len(self.segments)),
                *(struct.pack(">I", len(s)) + s for s in self.segments),
                struct.pack(">QQ", *self.held) if self.held else b"",
            )
        )
        return body + sign(body)


def decode_answer(data: bytes, request: bytes, office_signing_key: bytes) -> Answer:
    """Return the answer to `request`, its signature checked.

    Raises:
        AnswerRefused: damaged, to another question, or not signed by our office.
    """
    reader = Reader(data)
    try:
        reader.expect(_ANSWER)
        digest, receipt = reader.take(32), decode_receipt(reader.take(RECEIPT_BYTES))
        standing, time_ms, flags = _STANDINGS[reader.u8()], reader.i64(), reader.u8()
        segments = tuple(reader.take(reader.u32()) for _ in range(reader.u8()))
        held = (reader.u64(), reader.u64()) if flags & _HELD else None
        signed = reader.at
        signature = reader.take(64)
        reader.end()
    except (ValueError, IndexError) as error:
        raise AnswerRefused("not an answer of this version") from error
    if not verify(office_signing_key, signature, data[:signed]):
        raise AnswerRefused("not signed by our office")
    if digest != hashlib.sha256(request).digest():
        raise AnswerRefused("an answer to another question")
    plain, more = bool(flags & _PLAIN_PLEASE), bool(flags & _MORE)
    anew = bool(flags & _SEAL_ANEW)
    return Answer(receipt, standing, time_ms, plain, more, segments, held, anew)
