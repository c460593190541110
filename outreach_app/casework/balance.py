"""The balance of a day on the laptop: its own table beside the one that the office told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from outreach_app.casework.workplace import Workplace
from outreach_app.domain import balance_table as table
from outreach_app.domain import balance_words
from outreach_app.domain import entries as e
from outreach_app.domain.balance import Held
from outreach_app.domain.balance_table import Arrived, BalanceCounted, LostScan
from outreach_app.domain.citizen_entries import CITIZEN_SEALED
from outreach_app.domain.intake import ASIDE
from outreach_app.store import Store
from outreach_app.store.rows import Day, Record

if TYPE_CHECKING:
    from outreach_app.casework.news import Applied

_PAGE = 500


@dataclass(frozen=True, slots=True)
class DayBalance:
    """Both tables of a closed day.

    Attributes:
        own: as receipts and judgements say.
        office: as the office counted; None while it has told nothing.
        unsent: entries up to the manifest, and it, that the office has not receipted.
    """

    day: Day
    own: BalanceCounted
    office: BalanceCounted | None
    unsent: int

    @property
    def differences(self) -> tuple[balance_words.Difference, ...]:
        """Return where they differ; empty when both agree."""
        return balance_words.differences(self.own, self.office, self.unsent)


def closed_days(place: Workplace) -> tuple[Day, ...]:
    """Return the days of this laptop that have a manifest, the newest first."""
    days = place.run(lambda store: store.days.all())
    return tuple(day for day in reversed(days) if day.manifest_entry)


def day_balance(place: Workplace, day_id: str) -> DayBalance | None:
    """Return both tables of a day, None while it has no manifest."""

    def job(store: Store) -> DayBalance | None:
        day = store.days.get(day_id)
        entry = store.own_feeds.entry(day.manifest_feed, day.manifest_entry) if day else None
        if day is None or entry is None or entry.body is None:
            return None
        manifest = e.decode(entry.body, e.DayClosed)
        own = _own(store, place.device, day, manifest)
        unsent = max(0, day.manifest_entry - store.own_feeds.acknowledged(day.manifest_feed))
        return DayBalance(day, own, store.balances.of_day(day_id), unsent)

    return place.run(job)


def _own(store: Store, device: str, day: Day, manifest: e.DayClosed) -> BalanceCounted:
    acknowledged = store.own_feeds.acknowledged(day.manifest_feed)
    files = _files(store, day, manifest)
    arrived = _arrived(store, day, manifest, min(acknowledged, manifest.last))
    own = table.count(device, manifest, day.manifest_entry, files, arrived)
    return msgspec.structs.replace(own, lost_scans=_lost_scans(store, device, manifest))


def _lost_scans(store: Store, device: str, manifest: e.DayClosed) -> tuple[LostScan, ...]:
    return tuple(
        LostScan(number=scan.number, paper=scan.paper, device=device, why=scan.lost)
        for scan in store.scans.lost()
        if scan.number in manifest.numbers
    )


def _files(store: Store, day: Day, manifest: e.DayClosed) -> Iterable[Held]:
    feed, acknowledged = store.feed.row, store.feed.marks().acknowledged
    last = (day.manifest_feed, manifest.last)
    void = set(manifest.cancelled)
    for number in dict.fromkeys(
        [*manifest.numbers, *(r.number for r in store.records.of_day(day.day_id))]
    ):
        revisions = [
            (row, r)
            for row, r in store.records.with_feeds(number)
            if row != feed or r.entry_number <= acknowledged
        ]
        ours = [r for _, r in revisions if r.day_id == day.day_id]
        covered = [
            r
            for row, r in revisions
            if r.day_id == day.day_id and r.entry_number and (row, r.entry_number) <= last
        ]
        if number in void or not ours:
            continue
        own = (covered or ours)[-1]
        shown = _shown(own, [r for _, r in revisions])
        yield Held(number, own.form_id, own.form_version, shown.intake_state)


def _shown(own: Record, revisions: list[Record]) -> Record:
    """Return the revision whose judgement counts, as the office chooses it."""
    if own.intake_reason in ASIDE:
        return own
    standing = [r for r in revisions if r.intake_reason not in ASIDE]
    return standing[-1] if standing else own


def _arrived(store: Store, day: Day, manifest: e.DayClosed, last: int) -> Arrived:
    """Count what receipts cover of the day's entries, day by day as the office does."""
    found = _Counts(day.day_id)
    for row in store.own_feeds.before(day.manifest_feed):
        acknowledged = store.own_feeds.acknowledged(row)
        found.walk(store, row, 0, acknowledged, "")
    found.sealed = 0  # a manifest declares those of its own feed
    found.walk(store, day.manifest_feed, manifest.first - 1, last, day.day_id)
    scans = store.scans.counts(manifest.numbers, day.closed_ms or None, arrived=True)
    return Arrived(Counter(found.slips.values()), len(found.tickets), found.sealed, scans)


@dataclass(slots=True)
class _Counts:
    """What was found of a day; keyed, because a day emitted again stands in two feeds."""

    day_id: str
    slips: dict[tuple[str, int], str] = field(default_factory=dict)
    tickets: set[str] = field(default_factory=set)
    sealed: int = 0

    def walk(self, store: Store, row: int, at: int, last: int, open_day: str) -> None:
        """Take a feed's entries above `at` up to `last`."""
        entries = store.own_feeds.entries_after
        while page := [n for n in entries(row, at, _PAGE) if n.number <= last]:
            at = page[-1].number
            for entry in page:
                if entry.body is None:
                    continue
                if entry.kind == e.DAY_OPENED:
                    open_day = e.decode(entry.body, e.DayOpened).day_id
                self.sealed += entry.kind == CITIZEN_SEALED
                if open_day == self.day_id:
                    self._take(entry.kind, entry.body)

    def _take(self, kind: str, body: bytes) -> None:
        if kind == e.SLIP_PRINTED:
            slip = e.decode(body, e.SlipPrinted)
            self.slips[slip.number, slip.copy] = slip.size
        elif kind == e.TICKET_CHANGED:
            self.tickets.add(e.decode(body, e.TicketChanged).ticket)


def _counted(store: Store, data: bytes, _done: Applied) -> None:
    store.balances.put(e.decode(data, BalanceCounted))


PROJECTORS: dict[str, Callable[[Store, bytes, Applied], None]] = {
    table.BALANCE_COUNTED: _counted,
}
"""The office's count, as laptops learn it."""
