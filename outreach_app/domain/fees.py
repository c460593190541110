"""What a service costs, as told to the applicant; no money is taken in the field.

Source: PP 45/2024 and older tables in `resources/services/fees.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fee:
    """What an applicant will be asked to pay to the state.

    Attributes:
        idr: rupiah; None when the table does not say (ask the office).
        legal_basis: the regulation.
        version: name of the table used.
    """

    idr: int | None
    legal_basis: str
    version: str


@dataclass(frozen=True, slots=True)
class Fees:
    """Fee tables with their time of force."""

    tables: tuple[dict[str, object], ...]

    @classmethod
    def load(cls, text: str) -> Fees:
        """Return the tables in TOML `text`."""
        return cls(tuple(tomllib.loads(text)["table"]))

    def fee(
        self, rule: str, day: date, *, years: int = 10, electronic: bool = True, force: bool = False
    ) -> Fee:
        """Return the fee for a service's rule on `day`.

        Args:
            rule: of the service: `passport`, `passport5`, `passport+lost`, `free`, `ask` …
            day: the day the applicant is told.
            years: validity asked for, 5 or 10.
            electronic: an e-passport.
            force: keadaan kahar with an official letter: the extra charge falls away.
        """
        table = self._in_force(day)
        amounts = table["fee"]
        assert isinstance(amounts, dict)  # noqa: S101 - shape of our own data, held by a test
        basis, version = str(table["legal_basis"]), str(table["version"])
        if rule == "free":
            return Fee(0, basis, version)
        keys = _keys(rule, years, electronic=electronic, force=force)
        known = bool(keys) and all(key in amounts for key in keys)
        return Fee(sum(amounts[key] for key in keys) if known else None, basis, version)

    def _in_force(self, day: date) -> dict[str, object]:
        def holds(table: dict[str, object]) -> bool:
            start, end = table["valid_from"], table.get("valid_to")
            return (not isinstance(start, date) or start <= day) and (
                not isinstance(end, date) or day <= end
            )

        return next(table for table in self.tables if holds(table))


def _keys(rule: str, years: int, *, electronic: bool, force: bool) -> list[str]:
    book, _, extra = rule.partition("+")
    if not book.startswith("passport"):
        return []
    years = 5 if book == "passport5" else years
    keys = [f"passport.{'e' if electronic else 'plain'}.{years}"]
    return keys + ([f"passport.{extra}"] if extra and not force else [])
