"""Satisfaction index (IKM) of the national survey, in decimal arithmetic throughout.

NRR of an element = sum of its scores / respondents; weighted = NRR x weight; index = sum of the
weighted x 25, rounded half up to two places. Only complete questionnaires count. Source:
PermenPANRB 14/2017 (domain.md 6); weight, categories and sample are data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from outreach_app import resources
from outreach_app.i18n import Language

ELEMENTS = tuple(f"U{n}" for n in range(1, 10))
SCORES = ("1", "2", "3", "4")
LOWEST = 3
"""So many elements are named as the lowest."""
LEAST = 5
"""No rule may show the scores of fewer people (UU 27/2022)."""
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Category:
    """One of A to D.

    Attributes:
        lowest: the index from which it holds, rounded to two places.
    """

    letter: str
    lowest: Decimal
    name_id: str
    name_en: str

    def name(self, language: Language) -> str:
        """Return its words."""
        return self.name_id if language == "id" else self.name_en


@dataclass(frozen=True, slots=True)
class Rule:
    """How an index is made on a day.

    Attributes:
        weight: as written, `1/9` or `0.111`; a report prints it.
        categories: the best first.
        least_shown: complete answers below which a group's are not shown.
        chi_square, proportion, margin: of the minimum sample (Krejcie and Morgan).
    """

    valid_from: date
    legal_basis: str
    weight: str
    least_shown: int
    categories: tuple[Category, ...]
    chi_square: Decimal
    proportion: Decimal
    margin: Decimal

    def minimum_sample(self, population: int) -> int:
        """Return how many of `population` must have answered; rounded to the nearest."""
        spread = self.chi_square * self.proportion * (1 - self.proportion)
        below = self.margin**2 * (population - 1) + spread
        wanted = spread * population / below
        return int(wanted.quantize(Decimal(1), ROUND_HALF_UP)) if population > 0 else 0

    def category(self, index: Decimal) -> Category:
        """Return the category of an index, rounded to two places."""
        found = (c for c in self.categories if index >= c.lowest)
        return next(found, self.categories[-1])


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a group of answers.

    Attributes:
        respondents: complete questionnaires, the only ones that count.
        incomplete: left out.
        sums, means: by element, `U1` to `U9`; means are NRR, exact.
        value: 25.00 to 100.00; None without a complete questionnaire (never 0.00).
        category: of `value`.
        lowest: the elements with the lowest NRR, the lowest first.
        weight: as the rule writes it.
    """

    respondents: int
    incomplete: int
    sums: dict[str, int]
    means: dict[str, Decimal]
    value: Decimal | None
    category: Category | None
    lowest: tuple[str, ...]
    weight: str


def index(answers: Iterable[Mapping[str, str]], rule: Rule) -> Index:
    """Return the index of questionnaires, each `{"U1": "3", …}`; other keys are passed over."""
    complete: list[Mapping[str, str]] = []
    incomplete = 0
    for one in answers:
        if is_complete(one):
            complete.append(one)
        else:
            incomplete += 1
    sums = {u: sum(int(one[u]) for one in complete) for u in ELEMENTS}
    if not complete:
        return Index(0, incomplete, sums, {}, None, None, (), rule.weight)
    count = len(complete)
    means = {u: _decimal(Fraction(total, count)) for u, total in sums.items()}
    value = _value(Fraction(sum(sums.values()), count), rule.weight)
    lowest = tuple(sorted(ELEMENTS, key=lambda u: (sums[u], u))[:LOWEST])
    return Index(count, incomplete, sums, means, value, rule.category(value), lowest, rule.weight)


def is_complete(answers: Mapping[str, str]) -> bool:
    """Tell whether all nine elements have a score of 1 to 4."""
    return all(answers.get(u, "") in SCORES for u in ELEMENTS)


@dataclass(frozen=True, slots=True)
class Rules:
    """Every version of the rule, the oldest first; a period is counted by that of its last day."""

    versions: tuple[Rule, ...]

    @classmethod
    def load(cls, text: str) -> Rules:
        """Read a table: the bundled one, or the text that the office published.

        Raises:
            ValueError: something is missing, or out of its range.
        """
        try:
            rules = [_rule(row) for row in tomllib.loads(text)["version"]]
        except (KeyError, TypeError, ArithmeticError) as error:
            raise ValueError(f"{error}: missing or no number") from error
        days = {rule.valid_from for rule in rules}
        if not rules or len(days) < len(rules):
            raise ValueError("version: each needs a valid_from of its own")
        for rule in rules:
            if not 0 < Fraction(rule.weight) <= Fraction(1, 9) or rule.least_shown < LEAST:
                raise ValueError(f"weight: at most 1/9, least_shown: at least {LEAST}")
        return cls(tuple(sorted(rules, key=lambda rule: rule.valid_from)))

    def on(self, day: date) -> Rule:
        """Return the rule that holds on `day`, else the oldest."""
        found = (rule for rule in reversed(self.versions) if rule.valid_from <= day)
        return next(found, self.versions[0])


def element(code: str, language: Language) -> str:
    """Return an element's name, `Persyaratan` for `U1`."""
    return str(resources.toml("citizen/satisfaction.toml")["elements"][code][language])


def _value(total_mean: Fraction, weight: str) -> Decimal:
    # 88.245 must round up: a fraction keeps what binary floats and early rounding lose.
    exact = total_mean * Fraction(weight) * 25
    return _decimal(exact).quantize(_CENT, ROUND_HALF_UP)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _rule(row: dict[str, Any]) -> Rule:
    sample = {name: Decimal(value) for name, value in row["sample"].items()}
    listed = [Category(c["letter"], Decimal(c["from"]), c["id"], c["en"]) for c in row["category"]]
    categories = tuple(sorted(listed, key=lambda c: c.lowest, reverse=True))
    basis, least = row["legal_basis"], row["least_shown"]
    return Rule(row["valid_from"], basis, row["weight"], least, categories, **sample)
