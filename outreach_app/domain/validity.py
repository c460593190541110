"""Rules with a time of force: which version holds on a day, and that no two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Something that holds from a day, perhaps to a day; both days belong to it."""

    @property
    def valid_from(self) -> date:
        """Return the first day."""

    @property
    def valid_to(self) -> date | None:
        """Return the last day, None while it is open."""


T = TypeVar("T", bound=Dated)


def holds(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Tell whether `day` lies within; both ends belong to it."""
    return valid_from <= day and (valid_to is None or day <= valid_to)


def check_versions(name: str, versions: Iterable[T]) -> list[T]:
    """Return the versions of one rule, oldest first.

    Raises:
        ValueError: two hold on the same day, or one ends before it begins.
    """
    ordered = sorted(versions, key=lambda version: version.valid_from)
    for version in ordered:
        if version.valid_to is not None and version.valid_to < version.valid_from:
            raise ValueError(f"{name}: valid_to {version.valid_to} is before its valid_from")
    for former, later in pairwise(ordered):
        if former.valid_to is None or former.valid_to >= later.valid_from:
            raise ValueError(f"{name}: two versions hold on {later.valid_from}")
    return ordered
