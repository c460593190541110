"""After an enrolment again: what never arrived is emitted into the new feed (decisions A1).

Same bodies, same revision ids, so nothing doubles wherever the office has it already. One
transaction, with the note that it was done. A manifest is the one body that names numbers of its
feed: it is made anew, and its day is emitted whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from outreach_app.casework.link_notes import SET_BACK
from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain.again_entries import ENROLLED_AGAIN, EnrolledAgain
from outreach_app.domain.time_entries import CLOCK_CORRECTED, ClockCorrected
from outreach_app.store import Store
from sync.entry import SALT_SIZE, Entry, next_entry

_TOLD = "again.told"


def emit_again(place: Workplace) -> int:
    """Emit what former feeds hold beyond the office's word; return how many entries."""

    def job(store: Store) -> int:
        with store.transaction():
            _say_what_it_was(place, store)
            left = store.former_feeds.left_over(place.unlocked.again_after)
            _emit(place, store, left)
            store.former_feeds.done()
            store.settings.put(SET_BACK, "")
            return len(left)

    return place.run(job)


def _say_what_it_was(place: Workplace, store: Store) -> None:
    """Tell in the new feed, before all else and once, which laptop this was."""
    unlocked, here = place.unlocked, store.feed.feed_id.hex()
    if not unlocked.again_proof or store.settings.get(_TOLD) == here:
        return
    keys = unlocked.device_keys
    body = EnrolledAgain(
        former=unlocked.again_former,
        signing_key=keys.signing_key,
        sealing_key=keys.sealing_key,
        proof=unlocked.again_proof,
    )
    place.append(store, ENROLLED_AGAIN, body)
    store.settings.put(_TOLD, here)


def emit_lost(place: Workplace, store: Store, backup_ms: int) -> int:
    """Emit what a restored office lost of former feeds, in the caller's transaction.

    It takes each revision in once, so what it still has does no harm. Return how many entries.
    """
    lost = store.former_feeds.beyond_backup(backup_ms)
    _emit(place, store, lost)
    return len(lost)


def _emit(place: Workplace, store: Store, left: Sequence[Entry]) -> None:
    emission = _Emission(place, store, _corrections(left))
    for entry in left:
        emission.take(entry)


def _corrections(left: Sequence[Entry]) -> list[tuple[bytes, ClockCorrected]]:
    """Return what is said about times; a correction comes after all that it corrects."""
    return [
        (one.feed_id, e.decode(one.body, ClockCorrected))
        for one in left
        if one.kind == CLOCK_CORRECTED and one.body is not None
    ]


@dataclass(slots=True)
class _Emission:
    """One emission; knows where each day begins now."""

    place: Workplace
    store: Store
    corrections: Sequence[tuple[bytes, ClockCorrected]] = ()
    first: dict[str, int] = field(default_factory=dict)

    def take(self, former: Entry) -> None:
        """Emit one entry; an erased one has nothing left to say."""
        if former.body is None or former.kind == CLOCK_CORRECTED:
            return  # a correction names numbers of its feed: what it corrects is written right now
        if former.kind == e.DAY_CLOSED:
            self._manifest(former, e.decode(former.body, e.DayClosed))
            return
        written = self._write(former, former.body)
        if former.kind == e.DAY_OPENED:
            day_id = e.decode(former.body, e.DayOpened).day_id
            if self.first.setdefault(day_id, written.number) == written.number:
                self.store.days.emitted_again(day_id, first_entry=written.number)
        elif former.kind == e.RECORD_FINISHED:
            instance_id = e.decode(former.body, e.RecordFinished).instance_id
            self.store.records.emitted_again(instance_id, written.number, written.hash.hex())

    def _by_s(self, former: Entry) -> int:
        """Return what later corrections say of an entry's time."""
        return sum(
            one.by_s
            for feed_id, one in self.corrections
            if feed_id == former.feed_id and one.first <= former.number <= one.last
        )

    def _manifest(self, former: Entry, body: e.DayClosed) -> None:
        head = self.store.feed.head()
        first = self.first.get(body.day_id, head.number + 1)
        here = msgspec.structs.replace(
            body, first=first, last=head.number, head=head.hash.hex(), supersedes=0
        )
        written = self._write(former, e.encode(here))
        self.store.days.emitted_again(body.day_id, manifest_entry=written.number)

    def _write(self, former: Entry, body: bytes) -> Entry:
        """Append under the former author, time and kind: only feed and number are new."""
        feed = self.store.feed
        entry = next_entry(
            feed.feed_id,
            feed.head(),
            time_ms=former.time_ms,
            clock_offset_s=former.clock_offset_s + self._by_s(former),
            author=former.author,
            kind=former.kind,
            body=body,
            salt=self.place.random(SALT_SIZE),
        )
        feed.append(entry)
        return entry
