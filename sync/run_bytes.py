"""A run of entries without what the receiver can compute: numbers run on, hashes chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sync.codec import Codec
from sync.entry import HASH_SIZE, MAX_BODY_BYTES, SALT_SIZE, Entry, Head, commit, entry_hash
from sync.errors import CodecFailed
from sync.wire import Reader, label, signed_varint, varint

_MOST_ENTRIES = 100_000


def pack_run(entries: Sequence[Entry], codec: Codec) -> bytes:
    """Return the bytes of a run (README, "Run")."""
    parts = [varint(len(entries))]
    before_ms = 0
    for entry in entries:
        parts.append(signed_varint(entry.time_ms - before_ms))
        before_ms = entry.time_ms
        parts.append(signed_varint(entry.clock_offset_s))
        parts.append(label(entry.author) + label(entry.kind))
        parts.append(b"\0" + entry.commitment if entry.salt is None else b"\1" + entry.salt)
    whole = [e for e in entries if e.body is not None]
    bodies = [e.body for e in whole if e.body is not None]
    return b"".join(parts) + codec.encode([e.kind for e in whole], bodies)


def unpack_run(data: bytes, feed_id: bytes, before: Head, codec: Codec) -> list[Entry]:
    """Return the entries that follow `before`, with their hashes computed here.

    Raises:
        ValueError: damaged.
        CodecFailed: the bodies could not be read back.
    """
    reader = Reader(data)
    count = reader.varint()
    if count > _MOST_ENTRIES:
        raise ValueError("too many entries")
    headers = []
    time_ms = 0
    for _ in range(count):
        time_ms += reader.signed_varint()
        offset_s = reader.signed_varint()
        author, kind = reader.label(), reader.label()
        has_body = reader.u8() == 1
        secret = reader.take(SALT_SIZE if has_body else HASH_SIZE)
        headers.append((time_ms, offset_s, author, kind, has_body, secret))
    kinds = [h[3] for h in headers if h[4]]
    bodies = iter(_decoded(codec, kinds, reader.take(reader.left)))
    entries: list[Entry] = []
    for header in headers:
        entries.append(_chained(feed_id, before, header, bodies))
        before = entries[-1].head
    return entries


def _decoded(codec: Codec, kinds: list[str], data: bytes) -> list[bytes]:
    try:
        bodies = codec.decode(kinds, data)
    except (ValueError, KeyError, IndexError) as error:
        raise CodecFailed("the bodies cannot be read back") from error
    if len(bodies) != len(kinds):
        raise CodecFailed("the bodies are not as many as the entries")
    return bodies


def _chained(
    feed_id: bytes,
    before: Head,
    header: tuple[int, int, str, str, bool, bytes],
    bodies: Iterator[bytes],
) -> Entry:
    time_ms, offset_s, author, kind, has_body, secret = header
    body = next(bodies) if has_body else None
    if body is not None and len(body) > MAX_BODY_BYTES:
        raise ValueError("a body is too long")
    commitment = secret if body is None else commit(secret, body)
    number = before.number + 1
    digest = entry_hash(
        feed_id,
        number,
        before.hash,
        time_ms=time_ms,
        clock_offset_s=offset_s,
        author=author,
        kind=kind,
        commitment=commitment,
    )
    salt = secret if has_body else None
    return Entry(
        feed_id,
        number,
        before.hash,
        time_ms,
        offset_s,
        author,
        kind,
        salt,
        body,
        commitment,
        digest,
    )
