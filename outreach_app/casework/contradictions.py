"""The office's feeds, as they are stored here, held to what the office says later.

Two ways it shows that somebody wrote a feed of the office anew: a checkpoint names another hash
than stands here, or entries come that do not follow what is here. Both stories stay, the office
is told by an entry, the officer in words; nothing waits for it.
"""

from __future__ import annotations

import msgspec

from outreach_app.casework.workplace import Workplace
from outreach_app.domain.checkpoint_entries import FeedMark
from outreach_app.domain.contradiction_entries import OFFICE_CONTRADICTED, OfficeContradicted
from outreach_app.store import Store
from sync.entry import Head

_MARKS, _SINCE = "checkpoint_marks", "office_contradicted"


def note_mark(store: Store, mark: FeedMark) -> None:
    """Keep a mark of an office feed until its entry is here too, in the caller's transaction.

    It came in the office's signed feed, so it is the office's word, whatever its own signature.
    """
    waiting = _waiting(store)
    if mark not in waiting:
        _keep(store, [*waiting, mark])


def compare(place: Workplace) -> int:
    """Hold each mark whose entry is here to it, once; return how many say otherwise."""

    def job(store: Store) -> int:
        with store.transaction():
            waiting = _waiting(store)
            here = {mark: _hash_at(store, mark) for mark in waiting}
            _keep(store, [mark for mark in waiting if not here[mark]])
            found = 0
            for mark, digest in here.items():
                if digest == mark.hash:
                    _settle(store, mark.feed_id)
                elif digest:
                    _tell(place, store, mark.feed_id, Head(mark.number, digest), mark)
                    found += 1
            return found

    return place.run(job)


def note_rewritten(place: Workplace, feed_id: bytes) -> bool:
    """Tell the office, once, that its feed does not follow what is here; return whether it was now.

    Args:
        place: of the laptop.
        feed_id: of the office's feed, empty for none.
    """

    def job(store: Store) -> bool:
        with store.transaction():
            heads = {followed.feed_id: followed.head for followed in store.feed.followed()}
            if feed_id not in heads or feed_id.hex() in _since(store):
                return False
            _tell(place, store, feed_id, heads[feed_id], None)
            return True

    return place.run(job)


def contradicted_at(store: Store) -> int:
    """Return since when a feed of the office is not what the office says now; 0 for never."""
    return min(_since(store).values(), default=0)


def _tell(
    place: Workplace, store: Store, feed_id: bytes, kept: Head, mark: FeedMark | None
) -> None:
    body = OfficeContradicted(feed=feed_id, number=kept.number, hash=kept.hash, mark=mark)
    place.append(store, OFFICE_CONTRADICTED, body)
    known = _since(store)
    known.setdefault(feed_id.hex(), place.clock.now_ms())
    store.settings.put(_SINCE, msgspec.json.encode(known).decode())


def _settle(store: Store, feed_id: bytes) -> None:
    """Forget a contradiction: the office signs again what is stored here."""
    known = _since(store)
    if known.pop(feed_id.hex(), 0):
        store.settings.put(_SINCE, msgspec.json.encode(known).decode())


def _hash_at(store: Store, mark: FeedMark) -> bytes:
    found = store.feed.incoming_after(mark.feed_id, mark.number - 1, 1)
    return found[0].hash if found and found[0].number == mark.number else b""


def _waiting(store: Store) -> list[FeedMark]:
    return msgspec.json.decode(store.settings.get(_MARKS, "[]"), type=list[FeedMark])


def _keep(store: Store, marks: list[FeedMark]) -> None:
    store.settings.put(_MARKS, msgspec.json.encode(marks).decode())


def _since(store: Store) -> dict[str, int]:
    return msgspec.json.decode(store.settings.get(_SINCE, "{}"), type=dict[str, int])
