"""The laptop's link to the office: send and fetch once, and say honestly how things stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from outreach_app.casework import contradictions, news, office_life
from outreach_app.casework.link_notes import SET_BACK, on_stick_since, restored_at
from outreach_app.casework.purge import note_contact
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain import wire_dictionary
from outreach_app.domain.record_columns import ColumnCodec
from outreach_app.domain.time_entries import CLOCK_CORRECTED, SKEW_S, ClockCorrected
from outreach_app.errors import EnvironmentProblem
from outreach_app.store import Store, device_storage
from outreach_app.store.rows import Place, Places, Record
from sync.dictionary import Dictionary
from sync.engine import LANES, Engine, Outcome, Post, Progress, Stop
from sync.errors import DeviceSetBack, SyncError
from sync.keys import OfficeCard

_CONTACT = "last_contact_ms"

FILES, CITIZENS, SCANS, OTHER = "files", "citizens", "scans", "other"
_SORTS = {"citizen": CITIZENS, "scan": OTHER}
"""First word of an entry's kind -> what the officer calls it; the rest is bookkeeping."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the status sentence and the sync panel are made of (ux section 5).

    Attributes:
        places: how many files stand where; `unsent_bytes` counts every waiting entry.
        unsent_entries: entries of any kind that the office has not acknowledged.
        last_contact_ms: laptop clock, 0 when there was none.
        offset_s: office minus laptop clock as last learnt.
        standing: the office's word on this laptop: `active`, `frozen`, `revoked`.
        waiting: `files`, `citizens` (sealed reports and surveys), `other` -> entries not
            acknowledged; `scans` -> scans that the office does not have.
        held: files that the office holds or rejected, with its reason.
        set_back: frozen because an older state of this laptop was restored; else by a copy.
        on_stick_ms: since when entries wait on a stick for the office's word, 0 for none.
        office_restored_ms: when this laptop learnt that the office was restored, 0 for never.
        contradicted_ms: since when a feed of the office is another than is kept here, 0 for never.
        scan_bytes: of the waiting scans, as far as the office has not said that it has them.
        lost_scans: numbers of files with a scan that is damaged or missing here and not there.
    """

    places: Places
    unsent_entries: int
    last_contact_ms: int
    offset_s: int
    standing: str
    waiting: Mapping[str, int] = field(default_factory=dict)
    held: tuple[Record, ...] = ()
    set_back: bool = False
    on_stick_ms: int = 0
    office_restored_ms: int = 0
    contradicted_ms: int = 0
    scan_bytes: int = 0
    lost_scans: tuple[str, ...] = ()

    @property
    def clock_is_off(self) -> bool:
        """Tell whether the laptop's clock differs from the office's by more than is usual."""
        return abs(self.offset_s) > SKEW_S


def state(place: Workplace) -> SyncState:
    """Return where everything stands now."""

    def job(store: Store) -> SyncState:
        contact_ms, offset_s = int(store.settings.get(_CONTACT, "0")), place.offset_s
        return SyncState(
            places=store.records.counts(),
            unsent_entries=store.feed.head().number - store.feed.marks().acknowledged,
            last_contact_ms=contact_ms and contact_ms - offset_s * 1000,
            offset_s=offset_s,
            standing=str(store.feed.standing()),
            waiting=_waiting(store),
            held=_held(store),
            on_stick_ms=on_stick_since(store),
            office_restored_ms=restored_at(store),
            contradicted_ms=contradictions.contradicted_at(store),
            set_back=store.settings.get(SET_BACK, "") == "1",
            scan_bytes=sum(max(0, scan.size - scan.have) for scan in store.scans.waiting()),
            lost_scans=tuple(dict.fromkeys(scan.number for scan in store.scans.lost())),
        )

    return place.run(job)


def _waiting(store: Store) -> dict[str, int]:
    found = {FILES: 0, CITIZENS: 0, OTHER: 0, SCANS: len(store.scans.waiting())}
    for kind, count in store.feed.waiting_kinds().items():
        sort = FILES if kind == e.RECORD_FINISHED else _SORTS.get(kind.partition(".")[0], OTHER)
        found[sort] += count
    return found


def _held(store: Store) -> tuple[Record, ...]:
    numbers = [n for n, p in store.records.places().items() if p in (Place.HELD, Place.REJECTED)]
    found = (store.records.get(number) for number in numbers)
    return tuple(record for record in found if record is not None)


@dataclass(frozen=True, slots=True)
class Synced:
    """What one sync did: what `sync` says, and what was projected of what came back."""

    outcome: Outcome
    applied: news.Applied


def exchange(
    place: Workplace,
    post: Post,
    report: Callable[[Progress], None] | None = None,
    stop: Stop | None = None,
) -> Synced:
    """Exchange with the office until nothing is left either way, then apply what came.

    What arrived before a failure or a stop is applied too.

    Raises:
        SyncError: what stopped it.
    """
    feed = device_storage(place.thread)

    def anew() -> OfficeCard:
        place.run(news.apply_pending)
        return office_life.office_card(place)

    engine = Engine(
        feed,
        place.unlocked.device_keys,
        office_life.office_card(place),
        post,
        anew=anew,
        certificate=place.unlocked.certificate,
        now_ms=place.clock.now_ms,
        random=place.random,
        codec=ColumnCodec(),
        dictionary=place.run(dictionary),
        pace=place.pace,
        lanes=LANES,
        monotonic_s=place.clock.monotonic_s,
    )

    heard = learnt = False

    def learn_time() -> bool:
        nonlocal learnt
        if not heard or learnt:
            return False
        learnt = True
        return _learn_time(place)

    def answered(progress: Progress) -> None:
        nonlocal heard
        heard = True
        if report is not None:
            report(progress)

    try:
        outcome = engine.run_once(answered, stop)
        applied = place.run(news.apply_pending)
        more = contradictions.note_rewritten(place, outcome.rewritten)
        more = office_life.answer(place) > 0 or more
        more = learn_time() or more
        if more and not outcome.stopped:
            # The office was restored or rewritten, or the clock was wrong: it learns so at once.
            outcome = outcome.then(engine.run_once(answered, stop))
    except DeviceSetBack:
        place.run(lambda store: store.settings.put(SET_BACK, "1"))
        raise
    finally:
        learn_time()  # when something stopped it before
        if heard:
            note_contact(place, place.offset_s)
        rest = office_life.apply(place)
    return Synced(outcome, applied.plus(rest))


def _learn_time(place: Workplace) -> bool:
    """Take the office's time from the last answer; return whether entries were stamped wrongly.

    What was stamped is corrected on both sides: here, and by an entry that tells the office.
    """

    def job(store: Store) -> bool:
        with store.transaction():
            wrong = place.time.learn(store, store.feed.clock_offset_s())
            contact_ms = place.clock.now_ms() + place.offset_s * 1000
            store.settings.put(_CONTACT, str(contact_ms))
            if wrong is None:
                return False
            first, last, by_s = wrong
            store.records.correct_times(first, last, by_s * 1000)
            body = ClockCorrected(first=first, last=last, by_s=by_s)
            place.append(store, CLOCK_CORRECTED, body)
            return True

    return place.run(job)


def dictionary(store: Store) -> Dictionary | None:
    """Return what the office published; none before that, and none that cannot be read."""
    published = store.resources.get(wire_dictionary.NAME)
    return wire_dictionary.from_text(published.text) if published else None


def problem_of(error: SyncError, waiting: int) -> EnvironmentProblem:
    """Return what to tell a person of an error of `sync`, with how many entries still wait."""
    return EnvironmentProblem(error.code, retry=error.retry, count=waiting, **error.facts)


def sync_now(
    place: Workplace, post: Post, report: Callable[[Progress], None] | None = None
) -> Synced:
    """Do `exchange` once, for callers without a runner.

    Raises:
        EnvironmentProblem: the code of the `SyncError`, with how many entries still wait.
    """
    try:
        return exchange(place, post, report)
    except SyncError as error:
        raise problem_of(error, state(place).unsent_entries) from error
