"""The office's checkpoint on the laptop: taken once it is true, and where a walk begins.

A mark that the office signed but that says otherwise than what stands here is another story: one of
the two sides was changed. A walk then says `checkpoint`; nothing is taken away by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from outreach_app.casework.contradictions import note_mark
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain.checkpoint_entries import FEEDS_CHECKPOINTED, FeedMark, FeedsCheckpointed
from outreach_app.identity.checkpoints import is_true
from outreach_app.store import Store
from sync.entry import Entry, commit, rehash

if TYPE_CHECKING:
    from outreach_app.casework.news import Applied

_KEY = "checkpoint"
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk over the own feed found.

    Attributes:
        since: number of the checkpoint that it began at, 0 for the first entry.
        number: of the last entry that is as it must be.
        broken_at: the first that is not, 0 when all are.
        why: `checkpoint`, `previous`, `commitment`, `hash`, `gap` or `head`.
    """

    since: int
    number: int
    broken_at: int = 0
    why: str = ""


def _take(store: Store, data: bytes, _done: Applied) -> None:
    """Keep the newest mark of the own feed, whoever uses it checks it; those of the office wait."""
    for mark in e.decode(data, FeedsCheckpointed).marks:
        if mark.feed_id != store.feed.feed_id:
            note_mark(store, mark)
            continue
        former = _mark(store)
        if former is None or former.feed_id != mark.feed_id or former.number < mark.number:
            store.settings.put(_KEY, msgspec.json.encode(mark).decode())


PROJECTORS: dict[str, Callable[[Store, bytes, Applied], None]] = {FEEDS_CHECKPOINTED: _take}


def walk(place: Workplace, *, whole: bool = False) -> Walked:
    """Walk the own feed from the newest checkpoint, with `whole` from its first entry."""
    card = place.unlocked.office_card

    def job(store: Store) -> Walked:
        mark = _mark(store)
        if whole or mark is None or mark.feed_id != store.feed.feed_id:
            return _walk(store, 0, store.feed.feed_id)
        true = is_true(mark, card.office_id, card.signing_key)
        if not true or store.feed.hash_at(mark.number) != mark.hash:
            return Walked(0, 0, mark.number, "checkpoint")
        return _walk(store, mark.number, mark.hash)

    return place.run(job)


def _mark(store: Store) -> FeedMark | None:
    known = store.settings.get(_KEY)
    return msgspec.json.decode(known, type=FeedMark) if known else None


def _walk(store: Store, since: int, start: bytes) -> Walked:
    number, previous = since, start
    while page := store.feed.entries_after(number, _PAGE):
        number, previous, why = _page(page, number, previous)
        if why:
            return Walked(since, number, number + 1, why)
    if store.feed.head().hash != previous:
        return Walked(since, number, number + 1, "head")
    return Walked(since, number)


def _page(page: Sequence[Entry], number: int, previous: bytes) -> tuple[int, bytes, str]:
    for one in page:
        if why := _wrong(one, number + 1, previous):
            return number, previous, why
        number, previous = one.number, one.hash
    return number, previous, ""


def _wrong(one: Entry, expected: int, previous: bytes) -> str:
    if one.number != expected:
        return "gap"
    if one.previous != previous:
        return "previous"
    if one.body is not None and commit(one.salt or b"", one.body) != one.commitment:
        return "commitment"
    return "" if rehash(one) == one.hash else "hash"
