"""Signing a mark of a checkpoint, and telling a true one from a forged one."""

from __future__ import annotations

import struct

import msgspec

from outreach_app.domain.checkpoint_entries import FeedMark
from sync.keys import OfficeKeys, verify

_USE = b"outreach/checkpoint/1"
_FIXED = struct.Struct(">16s32sQ32sQq")


def signed(mark: FeedMark, keys: OfficeKeys) -> FeedMark:
    """Return a mark with the office's signature."""
    return msgspec.structs.replace(mark, signature=keys.sign(_message(mark, keys.office_id)))


def is_true(mark: FeedMark, office_id: bytes, signing_key: bytes) -> bool:
    """Tell whether the office signed a mark."""
    return verify(signing_key, mark.signature, _message(mark, office_id))


def _message(mark: FeedMark, office_id: bytes) -> bytes:
    facts = (office_id, mark.feed_id, mark.number, mark.hash, mark.erased, mark.made_ms)
    return _USE + _FIXED.pack(*facts)
