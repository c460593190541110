"""Entries of synthetic people's files, made by the real casework; for dictionary, bench."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from outreach_app.casework import Laptop
from outreach_app.clock import SystemClock
from outreach_app.domain import entries as e
from outreach_app.practice import office_day
from outreach_app.practice.answers import fill
from outreach_app.practice.people import People, Person
from outreach_app.practice.village_day import PEKON
from outreach_app.settings import Profile
from outreach_app.store import Store
from sync.client import Transport
from sync.entry import Entry

_PEOPLE_A_DAY = 200


def capture(
    folder: Path,
    count: int,
    seed: int,
    random: Callable[[int], bytes],
    wanted: Callable[[Person], bool] = lambda _: True,
) -> Sequence[Entry]:
    """Return the entries of `count` finished files of a practice laptop.

    Args:
        folder: empty; the practice office and laptop are made in it.
        count: of files.
        seed: of the people.
        random: of keys and ids.
        wanted: chooses among the people.
    """
    office = office_day.start_office(folder / "office", SystemClock(), random)
    post = Transport(office.url)
    laptop = office_day.new_laptop(
        Profile(folder / "laptop"), office.url, clock=SystemClock(), random=random
    )
    try:
        laptop.sync_now(post)
        _serve(laptop, count, seed, wanted)
        return laptop.place.run(_finished)
    finally:
        laptop.lock()
        post.close()
        office.stop()


def _serve(laptop: Laptop, count: int, seed: int, wanted: Callable[[Person], bool]) -> None:
    laptop.open_day(PEKON, (laptop.officer.initials,))
    today = laptop.place.today()
    days = (People(seed + day, today, PEKON).draw(_PEOPLE_A_DAY) for day in range(count))
    chosen = (person for day in days for person in day if wanted(person))
    for index in range(count):
        file = laptop.start_file((person := next(chosen)).service)
        fill(file, person, today, missing_papers=index % 10 == 0)
        file.finish(similar_reason="Sudah dibandingkan, orang lain")


def _finished(store: Store) -> Sequence[Entry]:
    entries = store.feed.entries_after(0, store.feed.head().number)
    return [entry for entry in entries if entry.kind == e.RECORD_FINISHED]
