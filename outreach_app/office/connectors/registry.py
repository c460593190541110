"""The port to the population registry: is this person in it as the file says?

The registry's own description is not public (domain.md 12), so everything that is specific to it
stands in `registry_wire`. Only the office asks, and every question is logged by
`office.disclosures` before it goes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

MATCH, MISMATCH, DECEASED, DUPLICATE = "match", "mismatch", "deceased", "duplicate"
INACTIVE, NOT_FOUND, BAD_FORMAT, UNAVAILABLE = "inactive", "not_found", "bad_format", "unavailable"
RESULTS = (
    *(MATCH, MISMATCH, DECEASED, DUPLICATE),
    *(INACTIVE, NOT_FOUND, BAD_FORMAT, UNAVAILABLE),
)


@dataclass(frozen=True, slots=True)
class Person:
    """What is asked about; empty means: not asked.

    Attributes:
        birth_date: ISO.
        sex: `L` or `P`.
    """

    nik: str
    name: str
    birth_date: str
    kk: str = ""
    birth_place: str = ""
    sex: str = ""

    def fields(self) -> tuple[str, ...]:
        """Return the names of what is handed over."""
        named = ("nik", "kk", "name", "birth_date", "birth_place", "sex")
        return tuple(name for name in named if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The registry's word.

    Attributes:
        result: one of `RESULTS`.
        fields: what differs, for `mismatch`.
    """

    result: str
    fields: tuple[str, ...] = ()


class Registry(Protocol):
    """A way to the registry."""

    def verify(self, person: Person) -> Verdict:
        """Return the registry's word; `unavailable` when it does not answer, never an error."""


class NoRegistry:
    """An office without an agreement: nothing is asked."""

    def verify(self, person: Person) -> Verdict:
        """Return `unavailable`."""
        del person
        return Verdict(UNAVAILABLE)
