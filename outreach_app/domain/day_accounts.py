"""What a day must account for on closing: tickets, slips, paper and stock, money.

Each line is a sum that must hold; a difference needs a reason and never blocks (ux L10). Items,
thresholds and reasons stand in `resources/services/stock.toml`. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from outreach_app import resources
from outreach_app.i18n import Language


class Item(msgspec.Struct, frozen=True):
    """One thing a team takes along.

    Attributes:
        low: a warning stands from this amount down.
        start: usual amount when the plan says nothing.
        counted: it is counted on closing.
    """

    id: str
    en: str
    unit_id: str
    unit_en: str
    low: int
    start: int = 0
    counted: bool = True

    def title(self, language: Language) -> str:
        """Return its name with the unit."""
        return f"{self.id} ({self.unit_id})" if language == "id" else f"{self.en} ({self.unit_en})"


class Rules(msgspec.Struct, frozen=True):
    """Stock and money as data.

    Attributes:
        budget_warn_percent: from this share of the budget on there is a warning.
        reasons: why a count may differ.
    """

    budget_warn_percent: int
    reasons: dict[str, dict[str, str]]
    items: dict[str, Item]
    spending: dict[str, dict[str, str]]


@cache
def rules() -> Rules:
    """Return `resources/services/stock.toml`."""
    return msgspec.convert(resources.toml("services/stock.toml"), Rules)


def reason_title(reason: str, language: Language) -> str:
    """Return why a count differs, for people."""
    return rules().reasons.get(reason, {}).get(language, reason)


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the closing page.

    Attributes:
        what: `tiket`, `slip`, `uang`, or an item.
        expected: by what was recorded.
        counted: by the team; None when it was not counted.
        parts: what the expected number is made of, in order.
    """

    what: str
    expected: int
    counted: int | None
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def difference(self) -> int:
        """Return counted less expected, 0 when nothing was counted."""
        return 0 if self.counted is None else self.counted - self.expected

    @property
    def holds(self) -> bool:
        """Tell whether the line needs no reason."""
        return self.difference == 0


def tickets(counts: Mapping[str, int], issued: int) -> Sum:
    """Return the line of tickets: given = served + left + absent + to another laptop."""
    parts = tuple(
        (state, counts.get(state, 0))
        for state in ("selesai", "pulang", "tidak_hadir", "dialihkan")
        if counts.get(state, 0) or state != "dialihkan"
    )
    return Sum("tiket", issued, sum(number for _, number in parts), parts)


def slips(files: int, reprints: int, spoilt: int, used: int | None) -> Sum:
    """Return the line of slips: used = files + reprints + spoilt."""
    parts = (("berkas", files), ("ulang", reprints), ("rusak", spoilt))
    return Sum("slip", files + reprints + spoilt, used, parts)


def stock(item: str, opening: int, changes: Iterable[int], counted: int | None) -> Sum:
    """Return the line of an item: at hand = at the opening, and what was recorded since."""
    moved = sum(changes)
    return Sum(item, opening + moved, counted, (("awal", opening), ("catatan", moved)))


def cash(advance_idr: int, spent_idr: int, counted: int | None) -> Sum:
    """Return the line of operating cash: at hand = handed out - spent."""
    parts = (("uang_muka", advance_idr), ("belanja", -spent_idr))
    return Sum("uang", advance_idr - spent_idr, counted, parts)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something runs out or over.

    Attributes:
        what: an item, or `anggaran`.
        level: `low` or `over`.
    """

    what: str
    level: str
    amount: int
    limit: int


def warnings(at_hand: Mapping[str, int], spent_idr: int, budget_idr: int) -> tuple[Alarm, ...]:
    """Return what is low and whether the budget is near its end or over it."""
    found = [
        Alarm(name, "low", at_hand[name], item.low)
        for name, item in rules().items.items()
        if name in at_hand and at_hand[name] <= item.low
    ]
    limit = budget_idr * rules().budget_warn_percent // 100
    if budget_idr and spent_idr > budget_idr:
        found.append(Alarm("anggaran", "over", spent_idr, budget_idr))
    elif budget_idr and spent_idr >= limit:
        found.append(Alarm("anggaran", "low", spent_idr, budget_idr))
    return tuple(found)
