"""The clerk's home."""

from __future__ import annotations

import msgspec

from outreach_app.officeapi.messages.base import Message


class Worklist(Message, frozen=True, kw_only=True):
    """The clerk's home: how much of what waits, and since when (ux M1).

    Attributes:
        oldest_ms: kind of work -> arrival of its oldest item.
        silent: laptops without contact for five days or more.
        threads: complaints and questions, seen by this clerk, that wait for an answer.
        unopened: forms of citizens for which the key is not here; the root opens them.
        threads_late: how many of them are past their limit.
        threads_told: role that must know -> how many late ones.
    """

    unbalanced: int
    held: int
    documents_missing: int
    undecided: int
    pending: int
    ready: int
    oldest_ms: dict[str, int] = msgspec.field(default_factory=dict)
    silent: tuple[str, ...] = ()
    last_arrival_ms: int = 0
    threads: int = 0
    unopened: int = 0
    threads_late: int = 0
    threads_told: dict[str, int] = msgspec.field(default_factory=dict)
