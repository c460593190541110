"""What the office published, on this laptop: listed, found, read, with its standing said."""

from __future__ import annotations

from dataclasses import dataclass

from outreach_app.casework.workplace import Workplace
from outreach_app.domain import publications as pub
from outreach_app.domain import publishing_entries as pe
from outreach_app.domain.publications import Edition, Standing
from outreach_app.errors import UserProblem
from outreach_app.store import Store
from outreach_app.store.rows import Reading

MAX_SECONDS = 3600
SHORTEST_S = 3
"""Less than this is opening by mistake, not reading."""


@dataclass(frozen=True, slots=True)
class Material:
    """A text as a reader is shown it.

    Attributes:
        versions: how many there are.
    """

    edition: Edition
    standing: Standing
    versions: int

    @property
    def body(self) -> pe.PublicationPublished:
        """Return the text itself."""
        return self.edition.body


def listed(place: Workplace, words: str = "", kind: str = "") -> tuple[Material, ...]:
    """Return the texts, by kind and title; with `words`, those that hold all of them, best first.

    Expired and withdrawn ones are there, too, marked by their standing.
    """

    def job(store: Store) -> tuple[Material, ...]:
        found = {key: _shown(place, all_) for key, all_ in store.materials.all().items()}
        if words.strip():
            return tuple(found[key] for key in store.materials.search(words))
        return tuple(sorted(found.values(), key=_order))

    return tuple(one for one in place.run(job) if kind in ("", one.body.kind))


def _order(one: Material) -> tuple[int, str]:
    # A kind of a newer office comes last.
    kinds = [*pub.KINDS, one.body.kind]
    return kinds.index(one.body.kind), one.edition.title("id")


def _shown(place: Workplace, editions: list[Edition]) -> Material:
    today = place.today()
    edition = pub.current(editions, today)
    if edition is None:
        raise LookupError("a text without a version")
    return Material(edition, edition.standing(today), len(editions))


def material(place: Workplace, publication_id: str) -> Material:
    """Return one text.

    Raises:
        UserProblem: PUBLISH_033 it is not on this laptop.
    """
    found = place.run(lambda store: store.materials.versions(publication_id))
    if not found:
        raise UserProblem("PUBLISH_033", text=publication_id)
    return _shown(place, found)


def in_force(place: Workplace, store: Store, kind: str) -> tuple[Edition, ...]:
    """Return the texts of a kind that hold today, the newest first; on the store thread."""
    today = place.today()
    shown = (pub.current(editions, today) for editions in store.materials.all().values())
    found = [
        one
        for one in shown
        if one and one.body.kind == kind and one.standing(today) is Standing.IN_FORCE
    ]
    return tuple(sorted(found, key=lambda one: one.body.valid_from, reverse=True))


def read(place: Workplace, one: Material, seconds: float, *, finished: bool) -> bool:
    """Record that the officer had a text open; tell whether it was long enough to count."""
    spent = min(int(seconds), MAX_SECONDS)
    if spent < SHORTEST_S:
        return False
    body = pe.PublicationRead(
        publication_id=one.body.publication_id,
        version=one.body.version,
        seconds=spent,
        finished=finished,
    )
    reading = Reading(
        publication_id=body.publication_id,
        version=body.version,
        officer=place.author,
        seconds=spent,
        read_on=place.today().isoformat(),
        finished=int(finished),
    )

    def job(store: Store) -> None:
        with store.transaction():
            place.append(store, pe.PUBLICATION_READ, body)
            store.materials.add_reading(reading)

    place.run(job)
    return True
