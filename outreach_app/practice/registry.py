"""The population registry of a practice office: the synthetic people, with what is never tidy.

Some are spelled otherwise there, one is not active, some are missing; the same people give the same
registry. Nobody real is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outreach_app.practice.people import Person

ACTIVE, DECEASED, INACTIVE, DUPLICATE = "active", "deceased", "inactive", "duplicate"
_EVERY = 12
_ODD = {3: INACTIVE, 5: DUPLICATE, 7: DECEASED}
_SPELLED, _MISSING = 1, 9
"""Of every twelve people: which are not as their file says."""


def registered(people: Iterable[Person]) -> dict[str, dict[str, str]]:
    """Return NIK -> row of the registry, as `registry_simulator` reads it."""
    found: dict[str, dict[str, str]] = {}
    for at, person in enumerate(people):
        if at % _EVERY != _MISSING and person.nik not in found:
            found[person.nik] = _row(person, at % _EVERY)
    return found


def _row(person: Person, place: int) -> dict[str, str]:
    return {
        "nik": person.nik,
        "kk": person.kk,
        "name": _otherwise(person.name) if place == _SPELLED else person.name,
        "birth_date": person.birth_date.isoformat(),
        "birth_place": person.birth_place,
        "sex": person.sex,
        "standing": _ODD.get(place, ACTIVE),
    }


def _otherwise(name: str) -> str:
    """Return a name as another clerk would have written it."""
    return name.replace("i", "y", 1) if "i" in name else f"{name}h"


def settings(url: str) -> str:
    """Return the text of `connectors.toml` for a registry at `url`."""
    return f'[population_registry]\nurl = "{url}"\nuser = "latihan"\n'


People = Mapping[str, Mapping[str, str]]
"""NIK -> row."""
