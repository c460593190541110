"""Sealing what the office tells about a report to those who hold its number and check code.

The key comes from the hash of both (80 random bits), which the office keeps instead of the code.
"""

from __future__ import annotations

import msgspec

from outreach_app.domain import entries as e
from outreach_app.domain import thread_word_entries as w
from outreach_app.identity.keyfile import Wrapped
from outreach_app.identity.wrapping import DoesNotOpen, derived, unwrap, wrap
from sync.keys import Random


def word_id(code_hash: str) -> str:
    """Return the id under which a report's word stands; it tells neither number nor code."""
    return derived(bytes.fromhex(code_hash), w.WORD_ID_USE)[:16].hex()


def seal_word(word: w.ThreadWord, code_hash: str, random: Random) -> w.ThreadTold:
    """Return a word that only number and code open."""
    id_ = word_id(code_hash)
    key = derived(bytes.fromhex(code_hash), w.WORD_USE)
    wrapped = wrap(key, e.encode(word), id_.encode(), random)
    return w.ThreadTold(word_id=id_, nonce=wrapped.nonce, sealed=wrapped.sealed)


def open_word(told: w.ThreadTold, code_hash: str) -> w.ThreadWord | None:
    """Return the word, None when number or code is another one."""
    key = derived(bytes.fromhex(code_hash), w.WORD_USE)
    try:
        opened = unwrap(key, Wrapped(told.nonce, told.sealed), told.word_id.encode())
        return e.decode(opened, w.ThreadWord)
    except (DoesNotOpen, msgspec.MsgspecError):
        return None
