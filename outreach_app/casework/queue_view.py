"""The queue with its times: forecast for each ticket, waiting so far, bars of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from outreach_app.casework.tickets import QueueView, view
from outreach_app.casework.workplace import Workplace
from outreach_app.clock import at_office
from outreach_app.domain import queue, queue_times
from outreach_app.domain.queue_times import Bar, Forecast, Stamp
from outreach_app.store import Store
from outreach_app.store.rows import Moment

_GONE = (queue.CALLED, queue.SERVED, queue.ELSEWHERE, queue.ABSENT, queue.LEFT)


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """What the queue page and the home show.

    Attributes:
        forecasts: ticket -> when it will probably be called.
        finish: when the last who waits will probably have been served.
        pace_min: minutes from call to call.
        median_min: waiting so far, None while nothing is known.
        unknown: tickets whose waiting nobody can measure.
    """

    queue: QueueView
    forecasts: Mapping[str, Forecast]
    finish: datetime
    pace_min: float
    median_min: float | None
    unknown: int
    bars: tuple[Bar, ...]


def queue_facts(place: Workplace) -> QueueFacts:
    """Return the open day's queue with its times; empty when no day is open."""
    now = place.now()

    def job(store: Store) -> QueueFacts:
        shown, day = view(store), store.days.current()
        moments = list(store.tickets.moments(day.day_id)) if day else []
        stamps = [Stamp(m.ticket, m.state, m.start_id, m.since_start_ms) for m in moments]
        pace, waited = queue_times.pace_min(stamps), queue_times.waiting(stamps)
        return QueueFacts(
            shown,
            {
                ticket.ticket: queue_times.forecast(at, pace, now)
                for at, ticket in enumerate(shown.following)
            },
            queue_times.finish(shown.waiting, pace, now),
            pace,
            waited.median_min,
            len(waited.unknown),
            _bars(moments, place.offset_s),
        )

    return place.run(job)


def _bars(moments: list[Moment], offset_s: int) -> tuple[Bar, ...]:
    """Return the picture's bars; times of day are the laptop's, good enough to look at."""
    first: dict[tuple[str, str], datetime] = {}
    for moment in moments:
        kind = "gone" if moment.state in _GONE else moment.state
        first.setdefault((moment.ticket, kind), at_office(moment.at_ms, offset_s))
    taken = [(at, t) for (t, kind), at in first.items() if kind == queue.WAITING]
    gone = [at for (_, kind), at in first.items() if kind == "gone"]
    served = [at for (_, kind), at in first.items() if kind == queue.DONE]
    return queue_times.bars(taken, gone, served)
