"""Two things the sync panel says beside the link: what waits on a stick, and a restored office."""

from __future__ import annotations

from outreach_app.store import Store

SET_BACK = "feed_set_back"
"""A setting; 1 after an older state of this laptop was restored."""
_STICK = "stick_saved"
_RESTORED = "office_restored_ms"


def note_stick(store: Store, now_ms: int) -> None:
    """Remember that everything up to the newest entry stands on a stick."""
    head = store.feed.head()
    store.settings.put(_STICK, f"{store.feed.feed_id.hex()} {head.number} {now_ms}")


def on_stick_since(store: Store) -> int:
    """Return since when entries wait on a stick for the office's word; 0 for none."""
    feed_id, _, rest = store.settings.get(_STICK, "").partition(" ")
    last, _, at_ms = rest.partition(" ")
    if feed_id != store.feed.feed_id.hex() or int(last) <= store.feed.marks().acknowledged:
        return 0
    return int(at_ms)


def note_restored(store: Store, now_ms: int) -> None:
    """Remember that the office was restored from its backup, in the caller's transaction."""
    store.settings.put(_RESTORED, str(now_ms))


def restored_at(store: Store) -> int:
    """Return when this laptop learnt of the office's newest restore; 0 for never."""
    return int(store.settings.get(_RESTORED, "0"))
