"""The quiet purge: what the office has had safe long enough leaves this laptop (decisions C34).

It goes by the office's clock as last learnt at a contact, never by the laptop's own: a clock that
jumps a year ahead takes nothing. Nothing goes that was not sent, is not safe, is open as a draft or
has a scan under way.
"""

from __future__ import annotations

from outreach_app.casework.workplace import Workplace
from outreach_app.domain import entries as e
from outreach_app.domain.keeping import Kept, due_ms
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.keeping import Candidate
from outreach_app.store.removals import PURGED
from outreach_app.store.rows import Record

_CONTACT, _DONE, _TOLD = "purge.office_ms", "purge.day", "purge.told"
_DAY_MS = 86_400_000


def note_contact(place: Workplace, offset_s: int) -> None:
    """Note the office's time after a contact over the link, and how far entries are safe."""
    office_ms = place.clock.now_ms() + offset_s * 1000

    def job(store: Store) -> None:
        with store.transaction():
            store.settings.put(_CONTACT, str(office_ms))
            store.keeping.note_safe(office_ms)

    place.run(job)


def purge(place: Workplace) -> int:
    """Take the content of every file whose time has come; return of how many.

    Looked at once a day by the office's clock.
    """

    def job(store: Store) -> int:
        now_ms = int(store.settings.get(_CONTACT, "0"))
        day = str(now_ms // _DAY_MS)
        if day == store.settings.get(_DONE, "0"):
            return 0
        with store.transaction():
            store.settings.put(_DONE, day)
            numbers = [
                one.number
                for one in store.keeping.candidates()
                if (due := _due(place, store, one)) is not None and due <= now_ms
            ]
            store.removals.remove(numbers, PURGED, now_ms)
            if numbers:
                before = int(store.settings.get(_TOLD, "0"))
                store.settings.put(_TOLD, str(before + len(numbers)))
        return len(numbers)

    return place.run(job)


def take_told(place: Workplace) -> int:
    """Return how many files were purged since this was asked last, to say it once."""

    def job(store: Store) -> int:
        count = int(store.settings.get(_TOLD, "0"))
        if count:
            store.settings.put(_TOLD, "0")
        return count

    return place.run(job)


def _due(place: Workplace, store: Store, one: Candidate) -> int | None:
    record = store.records.get(one.number)
    day = store.days.get(record.day_id) if record else None
    if record is None or one.busy or (day is not None and not day.closed_ms):
        return None
    since = [store.keeping.safe_since(feed, number) for feed, number in one.spans.items() if number]
    known = [ms for ms in since if ms is not None]
    safe_ms = max(known) if known and len(known) == len(since) else None
    try:
        decides, final_ms = _decides(place, record), _final_ms(place, store, record)
    except UserProblem:  # of a service that is offered no more: as if it were never decided
        decides, final_ms = True, None
    return due_ms(Kept(safe_ms, final_ms, decides))


def _decides(place: Workplace, record: Record) -> bool:
    """Tell whether a decision is awaited."""
    if record.cancelled or record.intake_state == e.REJECTED:
        return False
    return place.rules.service(record.service).opens_case


def _final_ms(place: Workplace, store: Store, record: Record) -> int | None:
    """Return when the case came into a state in which nobody has to do anything any more."""
    moves = store.cases.of(record.number)
    if not moves:
        return None
    machine = place.rules.machine(record.service)
    if not machine.state(moves[-1].state).closed:
        return None
    return moves[-1].at_ms
