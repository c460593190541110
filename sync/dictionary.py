"""A zstd dictionary, named in the outer header by four bytes (decisions A11).

It is trained on synthetic data only and comes from the office's signed broadcast feed, so no real
record can be read out of it and no stranger can choose it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import zstandard

MAX_DICTIONARY_BYTES = 128 * 2**10
_ID = b"outreach/dictionary/1"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary; equal bytes have an equal id.

    Attributes:
        data: as zstd trained it.
        dictionary_id: 1 to 2**32 - 1, as the outer header names it.
    """

    data: bytes = field(repr=False)
    dictionary_id: int = field(init=False)
    _trained: zstandard.ZstdCompressionDict = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute the id.

        Raises:
            ValueError: too large.
        """
        if not 8 <= len(self.data) <= MAX_DICTIONARY_BYTES:
            raise ValueError("not a dictionary of a sensible size")
        named = int.from_bytes(hashlib.sha256(_ID + self.data).digest()[:4]) or 1
        object.__setattr__(self, "dictionary_id", named)
        object.__setattr__(self, "_trained", zstandard.ZstdCompressionDict(self.data))

    def compressor(self, level: int) -> zstandard.ZstdCompressor:
        """Return a compressor with this dictionary."""
        return zstandard.ZstdCompressor(level=level, dict_data=self._trained, write_dict_id=False)

    def decompressor(self) -> zstandard.ZstdDecompressor:
        """Return a decompressor with this dictionary."""
        return zstandard.ZstdDecompressor(dict_data=self._trained)


def train(samples: Sequence[bytes], size: int) -> Dictionary:
    """Return a dictionary of at most `size` bytes, trained on synthetic samples.

    Raises:
        ValueError: too few or too small samples.
    """
    try:
        return Dictionary(zstandard.train_dictionary(size, list(samples), level=19).as_bytes())
    except zstandard.ZstdError as error:
        raise ValueError("too little to learn from") from error
