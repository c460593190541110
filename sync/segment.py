"""What travels: a run of entries, compressed, sealed and signed (decisions A4).

    segment   = outer ‖ sealed ‖ signature
    sealed    = HPKE(info = SHA-256(outer), padded)     suite 1
              = padded                                  suite 0, for feeds that all may read
    padded    = u32 length ‖ zstd(run) ‖ zeros to a multiple of 256
    signature = Ed25519(prefix ‖ outer ‖ SHA-256(sealed))

The receiver's order: size limit, signature, unseal, bounded decompression, re-hash, compare head.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from sync.bounded import decompressed
from sync.codec import Codec
from sync.dictionary import Dictionary
from sync.entry import Entry, Head
from sync.errors import CodecFailed, KeyNotHere, SegmentRefused, TooLarge
from sync.keys import key_id, sealing_public_key, verify
from sync.run_bytes import pack_run, unpack_run
from sync.wire import Reader

FROM_DEVICE = b"outreach/segment/1"
FROM_OFFICE = b"outreach/office-segment/1"
MAX_SEGMENT_BYTES = 8 * 2**20
MAX_RUN_BYTES = 32 * 2**20
OPEN, SEALED = 0, 1
_MAGIC = b"OUTRSEG\x01"
_OUTER = struct.Struct(">8s32s16s8sBBIQQ32s32sI")
OUTER_BYTES = _OUTER.size
_SIGNATURE = 64
_PAD = 256
_SEAL_OVERHEAD = 48
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class Outer:
    """The header that anyone may read.

    Attributes:
        key_id: of the key it is sealed to; zeros when it is open.
        suite: 1 sealed, 0 open.
        codec: number of the codec of its bodies.
        dictionary: id of the zstd dictionary, 0 for none.
        first: number of the first entry; `last` of the last.
        previous: hash before the first entry; `head` of the last.
    """

    feed_id: bytes
    office_id: bytes
    key_id: bytes
    suite: int
    codec: int
    dictionary: int
    first: int
    last: int
    previous: bytes
    head: bytes
    sealed_bytes: int

    def encode(self) -> bytes:
        """Return the 154 bytes that are signed and kept as evidence."""
        return _OUTER.pack(
            _MAGIC,
            self.feed_id,
            self.office_id,
            self.key_id,
            self.suite,
            self.codec,
            self.dictionary,
            self.first,
            self.last,
            self.previous,
            self.head,
            self.sealed_bytes,
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment in its three parts; nothing of it is checked yet."""

    outer: Outer
    outer_bytes: bytes
    sealed: bytes
    signature: bytes

    @property
    def sealed_digest(self) -> bytes:
        """Return SHA-256 of the sealed bytes."""
        return hashlib.sha256(self.sealed).digest()


def pack(
    entries: Sequence[Entry],
    *,
    office_id: bytes,
    seal_to: bytes | None,
    sign: Callable[[bytes], bytes],
    prefix: bytes,
    codec: Codec,
    level: int = 9,
    dictionary: Dictionary | None = None,
) -> bytes:
    """Return a segment of entries that follow one another.

    Args:
        entries: at least one.
        office_id: 16 bytes.
        seal_to: X25519 public key of the receiver, None for a feed that all may read.
        sign: Ed25519 of the sender.
        prefix: `FROM_DEVICE` or `FROM_OFFICE`.
        codec: of the bodies.
        level: of zstd, 1 to 19.
        dictionary: that the receiver has too.
    """
    run = pack_run(entries, codec)
    plain = zstandard.ZstdCompressor(level=level)
    compressed = (dictionary.compressor(level) if dictionary else plain).compress(run)
    framed = struct.pack(">I", len(compressed)) + compressed
    padded = framed + bytes(-len(framed) % _PAD)
    outer = Outer(
        entries[0].feed_id,
        office_id,
        key_id(seal_to) if seal_to else bytes(8),
        SEALED if seal_to else OPEN,
        codec.number,
        dictionary.dictionary_id if dictionary else 0,
        entries[0].number,
        entries[-1].number,
        entries[0].previous,
        entries[-1].hash,
        len(padded) + (_SEAL_OVERHEAD if seal_to else 0),
    ).encode()
    sealed = padded
    if seal_to:
        info = hashlib.sha256(outer).digest()
        sealed = _SUITE.encrypt(padded, sealing_public_key(seal_to), info=info)
    signature = sign(prefix + outer + hashlib.sha256(sealed).digest())
    return outer + sealed + signature


def parse_outer(data: bytes) -> Outer:
    """Return the header in the bytes that an office keeps as evidence.

    Raises:
        ValueError: of another length.
    """
    if len(data) != OUTER_BYTES:
        raise ValueError(f"a header has {OUTER_BYTES} bytes")
    return Outer(*_OUTER.unpack(data)[1:])


def parse(data: bytes) -> Segment:
    """Return the parts of a segment.

    Raises:
        TooLarge: more than `MAX_SEGMENT_BYTES`.
        SegmentRefused: not of this shape.
    """
    if len(data) > MAX_SEGMENT_BYTES:
        raise TooLarge("a segment is too large")
    reader = Reader(data)
    try:
        outer_bytes = reader.take(OUTER_BYTES)
        magic, outer = outer_bytes[: len(_MAGIC)], parse_outer(outer_bytes)
        sealed, signature = reader.take(outer.sealed_bytes), reader.take(_SIGNATURE)
        reader.end()
    except ValueError as error:
        raise SegmentRefused("damaged: the bytes do not add up") from error
    if magic != _MAGIC:
        raise SegmentRefused("not a segment of this version")
    if not 1 <= outer.first <= outer.last or outer.suite not in (OPEN, SEALED):
        raise SegmentRefused("its numbers make no sense")
    return Segment(outer, outer_bytes, sealed, signature)


def check_signature(segment: Segment, signing_key: bytes, prefix: bytes) -> None:
    """Let a segment pass that `signing_key` signed.

    Raises:
        SegmentRefused: foreign, or changed on the way.
    """
    if not verify(
        signing_key, segment.signature, prefix + segment.outer_bytes + segment.sealed_digest
    ):
        raise SegmentRefused("not signed by its owner, or changed on the way")


def unpack(
    segment: Segment,
    sealing_seeds: Mapping[bytes, bytes],
    codecs: Mapping[int, Codec],
    dictionaries: Mapping[int, Dictionary] | None = None,
) -> list[Entry]:
    """Return the entries of a segment whose signature was checked.

    Args:
        segment: as `parse` returned it.
        sealing_seeds: private X25519 keys by key id.
        codecs: by number.
        dictionaries: by id.

    Raises:
        KeyNotHere: sealed to another key.
        SegmentRefused: cannot be opened, is damaged, or its hashes do not lead to its head.
        CodecFailed: the bodies cannot be read back; the plain codec may help.
        TooLarge: it unpacks to more than `MAX_RUN_BYTES`.
    """
    outer = segment.outer
    codec = codecs.get(outer.codec)
    dictionary = (dictionaries or {}).get(outer.dictionary)
    if codec is None or (outer.dictionary and dictionary is None):
        raise CodecFailed("the codec or dictionary is not known here")
    run = _decompressed(_opened(segment, sealing_seeds), dictionary)
    try:
        entries = unpack_run(run, outer.feed_id, Head(outer.first - 1, outer.previous), codec)
    except (ValueError, UnicodeDecodeError) as error:
        raise SegmentRefused("damaged: the run cannot be read") from error
    if not entries or entries[-1].number != outer.last or entries[-1].hash != outer.head:
        raise SegmentRefused("its hashes do not lead to its head")
    return entries


def _opened(segment: Segment, sealing_seeds: Mapping[bytes, bytes]) -> bytes:
    if segment.outer.suite == OPEN:
        return segment.sealed
    seed = sealing_seeds.get(segment.outer.key_id)
    if seed is None:
        raise KeyNotHere("sealed to a key that is not here")
    info = hashlib.sha256(segment.outer_bytes).digest()
    try:
        private = X25519PrivateKey.from_private_bytes(seed)
        return bytes(_SUITE.decrypt(segment.sealed, private, info=info))
    except (InvalidTag, ValueError) as error:
        raise SegmentRefused("cannot be opened") from error


def _decompressed(padded: bytes, dictionary: Dictionary | None) -> bytes:
    """Return the run; the size that the frame claims is never trusted."""
    try:
        reader = Reader(padded)
        compressed = reader.take(reader.u32())
        tool = dictionary.decompressor() if dictionary else None
        run = decompressed(compressed, MAX_RUN_BYTES, tool)
    except (ValueError, zstandard.ZstdError) as error:
        raise SegmentRefused("damaged: cannot be decompressed") from error
    if len(run) > MAX_RUN_BYTES:
        raise TooLarge("it unpacks to too much")
    return run
