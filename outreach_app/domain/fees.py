"""What a service costs, as told to the applicant; no money is taken in the field.

Source: PP 45/2024 and older tables in `resources/services/fees.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

import msgspec

from outreach_app.domain.validity import check_versions, holds


@dataclass(frozen=True, slots=True)
class Fee:
    """What an applicant will be asked to pay to the state.

    Attributes:
        idr: rupiah; None when the table does not say (ask the office).
        legal_basis: the regulation.
        version: name of the table used; empty when none is in force.
        parts: what `idr` is the sum of, e.g. `(("passport.e.10", 950000), …)`.
        offered: whether the office issues it now; plain passports are switched off in the data.
    """

    idr: int | None
    legal_basis: str
    version: str
    parts: tuple[tuple[str, int], ...] = ()
    offered: bool = True


class Table(msgspec.Struct, frozen=True):
    """One tariff with its time of force.

    Attributes:
        fee: key -> rupiah; keys are `passport.e.10`, `itk.30H`, `imk.1T` …
        off: keys that are lawful and not offered at this office.
    """

    version: str
    valid_from: date
    legal_basis: str
    fee: dict[str, int]
    valid_to: date | None = None
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fees:
    """Fee tables with their time of force, oldest first."""

    tables: tuple[Table, ...]

    @classmethod
    def load(cls, text: str) -> Fees:
        """Return the tables in TOML `text`.

        Raises:
            ValueError: it cannot be read, or two tables hold on the same day.
        """
        tables = msgspec.convert(tomllib.loads(text).get("table"), list[Table])
        return cls(tuple(check_versions("fees", tables)))

    def fee(
        self,
        rule: str,
        day: date,
        *,
        years: int = 10,
        electronic: bool = True,
        force: bool = False,
        period: str = "",
    ) -> Fee:
        """Return the fee for a service's rule on `day`.

        Args:
            rule: of the service: `passport`, `passport5`, `passport+lost`, `itk`, `free`, `ask` …
            day: the day the applicant is told.
            years: validity asked for, 5 or 10.
            electronic: an e-passport.
            force: keadaan kahar with an official letter: the extra charge falls away.
            period: length asked for, in the form's code: `30H`, `1T`; for `itk` and `imk`.
        """
        found = (t for t in self.tables if holds(t.valid_from, t.valid_to, day))
        table = next(found, None)
        if table is None:
            return Fee(None, "", "")
        if rule == "free":
            return Fee(0, table.legal_basis, table.version)
        keys = _keys(rule, years, period, electronic=electronic, force=force)
        parts = tuple((key, table.fee[key]) for key in keys if key in table.fee)
        known = bool(keys) and len(parts) == len(keys)
        total = sum(idr for _, idr in parts) if known else None
        offered = not set(keys) & set(table.off)
        return Fee(total, table.legal_basis, table.version, parts if known else (), offered)


def _keys(rule: str, years: int, period: str, *, electronic: bool, force: bool) -> list[str]:
    """Return the keys of a tariff that a rule adds up; empty when the office has to say."""
    book, _, extra = rule.partition("+")
    if book.startswith("splp."):
        return [book]
    if not book.startswith("passport"):
        return [f"{book}.{period}"] if period and book != "ask" else []
    years = 5 if book == "passport5" else years
    keys = [f"passport.{'e' if electronic else 'plain'}.{years}"]
    return keys + ([f"passport.{extra}"] if extra and not force else [])
