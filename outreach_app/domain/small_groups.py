"""Which answers of a survey are counted, so that no two figures differ by a few people.

A group of few answers is not shown. That alone hides nobody: one asks twice, for two groups or on
two days, and subtracts. So answers are counted in steps, in the order in which they arrived: a
further step only when it is full, in all and in each group of it. Whatever is subtracted, then,
is of nobody or of a step of people at least.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Group = TypeVar("Group", bound=Hashable)

FEW = "few"
"""Fewer answers than a step."""
BESIDE = "beside"
"""Enough of them, but another group shown has nearly the same people."""
PERIOD = "period"
"""Asked for days that no report is made of (`periods.is_reported`)."""


@dataclass(frozen=True, slots=True)
class Counted(Generic[Group]):
    """The answers of one reporting period that count, by their ids.

    Attributes:
        all: in the order of arrival.
        groups: those shown -> their answers, part of `all`.
        hidden: those not shown -> `FEW` or `BESIDE`.
    """

    all: tuple[str, ...]
    groups: Mapping[Group, tuple[str, ...]]
    hidden: Mapping[Group, str]


def counted(
    arrived: Sequence[str], groups: Mapping[Group, Iterable[str]], step: int
) -> Counted[Group]:
    """Return what is counted of the answers `arrived`.

    Args:
        arrived: ids in the order of arrival; later ones are only ever added behind.
        groups: group -> the ids of its answers; groups may overlap (a day and its pekon).
        step: answers come into the count so many at a time; at least 1.
    """
    all_ = _steps(arrived, step)
    shown: dict[Group, tuple[str, ...]] = {}
    hidden: dict[Group, str] = {}
    for group, members in groups.items():
        inside = set(members)
        mine = _steps([one for one in all_ if one in inside], step)
        if not mine:
            hidden[group] = FEW
        elif any(0 < len({*mine} ^ {*other}) < step for other in shown.values()):
            hidden[group] = BESIDE
        else:
            shown[group] = mine
    return Counted(all_, shown, hidden)


def _steps(ids: Sequence[str], step: int) -> tuple[str, ...]:
    return tuple(ids[: len(ids) // step * step])
