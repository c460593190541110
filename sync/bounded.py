"""Decompressing what somebody else made: the size that a frame claims is never trusted."""

from __future__ import annotations

import io

import zstandard


def decompressed(data: bytes, most: int, tool: zstandard.ZstdDecompressor | None = None) -> bytes:
    """Return at most `most` + 1 bytes of what is in `data`.

    Args:
        data: a zstd frame.
        most: the caller refuses a result that is longer.
        tool: with a dictionary, say.

    Raises:
        zstandard.ZstdError: it is no whole frame.
    """
    made = tool or zstandard.ZstdDecompressor()
    return made.stream_reader(io.BytesIO(data)).read(most + 1)
