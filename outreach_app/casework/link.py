"""The laptop's link to the office: send and fetch once, and say honestly how things stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from outreach_app.casework import news
from outreach_app.casework.workplace import Workplace
from outreach_app.errors import EnvironmentProblem
from outreach_app.store import Store, device_storage
from outreach_app.store.rows import Places
from sync.engine import Engine, Outcome, Post, Progress
from sync.errors import SyncError

_CONTACT = "last_contact_ms"


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the status sentence is made of (ux section 5).

    Attributes:
        places: how many files stand where; `unsent_bytes` counts every waiting entry.
        unsent_entries: entries of any kind that the office has not acknowledged.
        last_contact_ms: laptop clock, 0 when there was none.
        offset_s: office minus laptop clock as last learnt.
        standing: the office's word on this laptop: `active`, `frozen`, `revoked`.
    """

    places: Places
    unsent_entries: int
    last_contact_ms: int
    offset_s: int
    standing: str


def state(place: Workplace) -> SyncState:
    """Return where everything stands now."""

    def job(store: Store) -> SyncState:
        return SyncState(
            places=store.records.counts(),
            unsent_entries=store.feed.head().number - store.feed.marks().acknowledged,
            last_contact_ms=int(store.settings.get(_CONTACT, "0")),
            offset_s=store.feed.clock_offset_s(),
            standing=str(store.feed.standing()),
        )

    return place.run(job)


@dataclass(frozen=True, slots=True)
class Synced:
    """What one sync did: what `sync` says, and what was projected of what came back."""

    outcome: Outcome
    applied: news.Applied


def sync_now(
    place: Workplace, post: Post, report: Callable[[Progress], None] | None = None
) -> Synced:
    """Exchange with the office until nothing is left either way, then apply what came.

    What arrived before a failure is applied too.

    Raises:
        EnvironmentProblem: the code of the `SyncError`, with how many entries still wait.
    """
    feed = device_storage(place.thread)
    engine = Engine(
        feed,
        place.unlocked.device_keys,
        place.unlocked.office_card,
        post,
        now_ms=place.clock.now_ms,
        random=place.random,
    )
    try:
        outcome = engine.run_once(report)
    except SyncError as error:
        place.run(news.apply_pending)
        waiting = state(place).unsent_entries
        raise EnvironmentProblem(
            error.code, retry=error.retry, count=waiting, **error.facts
        ) from error
    applied = place.run(news.apply_pending)
    now_ms = place.clock.now_ms()
    place.run(lambda store: store.settings.put(_CONTACT, str(now_ms)))
    place.offset_s = feed.clock_offset_s()
    return Synced(outcome, applied)
