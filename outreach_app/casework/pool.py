"""From the sealed pool into the feed: shuffled, by the device, with a date and no time.

Source: decisions B22. So an officer who knows who came when learns nothing from the feed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from outreach_app.casework.workplace import Workplace
from outreach_app.clock import WIB
from outreach_app.domain.citizen_entries import CITIZEN_SEALED
from outreach_app.store import Store
from sync.entry import SALT_SIZE, next_entry


def waiting(place: Workplace) -> Mapping[str, int]:
    """Return service -> how many sealed forms wait for the close of the day."""
    return place.run(lambda store: store.sealed_pool.counts())


def drain(place: Workplace, store: Store) -> None:
    """Append what is in the pool, in the caller's transaction."""
    feed = store.feed
    day_ms = int(midnight(place).timestamp() * 1000)
    for body in store.sealed_pool.take():
        entry = next_entry(
            feed.feed_id,
            feed.head(),
            time_ms=day_ms,
            clock_offset_s=0,
            author=place.device,
            kind=CITIZEN_SEALED,
            body=body,
            salt=place.random(SALT_SIZE),
        )
        feed.append(entry)


def midnight(place: Workplace) -> datetime:
    """Return the beginning of the office's day; all that a citizen's form knows of time."""
    return datetime.combine(place.today(), time(), WIB)
