"""What the office tells those who hold number and check code of a report, on every laptop.

Sealed with a key that only number and code give, so a laptop carries answers that it cannot read.
"""

from __future__ import annotations

import hashlib

import msgspec

from outreach_app.domain.entries import Body

THREAD_TOLD = "thread.told"
WORD_USE, WORD_ID_USE = b"outreach/thread-word/1", b"outreach/thread-word-id/1"
"""Uses of the key that number and code give."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Something the office said, on an ISO date."""

    on: str
    text: str


class ThreadWord(Body, frozen=True, kw_only=True):
    """Where a report stands.

    Attributes:
        told_on: ISO date on which the office said so.
        answer_by: ISO date.
    """

    number: str
    state: str
    told_on: str
    answer_by: str
    said: tuple[Said, ...] = ()


class ThreadTold(Body, frozen=True, kw_only=True):
    """A `ThreadWord`, sealed; a later one under the same id replaces it.

    Attributes:
        word_id: hex, from number and code.
    """

    word_id: str
    nonce: bytes
    sealed: bytes


AGAIN = "~"
"""Between a number and the count of another report that came under it with another code."""


def plain_number(number: str) -> str:
    """Return a number as it stands on the slip."""
    return number.partition(AGAIN)[0]


def code_hash(number: str, code: str) -> str:
    """Return what is kept of a check code: it is worth nothing without its number."""
    return hashlib.sha256(f"outreach/code/1 {number} {code}".encode()).hexdigest()


def bare_code(typed: str) -> str:
    """Return a check code as typed, without case, blanks and dashes."""
    return typed.upper().replace(" ", "").replace("-", "")
