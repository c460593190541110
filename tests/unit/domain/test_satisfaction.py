"""The index by the worked examples of domain.md 6."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from outreach_app.domain import bundled
from outreach_app.domain.satisfaction import ELEMENTS, Rules, element, index

TABLE = bundled.text("satisfaction")
RULE = Rules.load(TABLE).on(date(2026, 11, 24))
TEN = """3 3 3 4 3 4 4 3 4 | 4 3 3 4 4 4 4 3 4 | 3 4 2 4 3 3 4 3 4 | 3 3 3 4 3 4 3 2 3 |
 4 4 4 4 4 4 4 4 4 | 2 3 2 4 3 3 3 2 3 | 3 3 3 4 3 4 4 3 4 | 4 4 3 4 4 4 4 3 4 |
 3 3 2 4 3 3 4 3 3 | 3 3 3 4 3 3 4 3 4"""
ANSWERS = [dict(zip(ELEMENTS, row.split(), strict=True)) for row in TEN.split("|")]


def test_ten_respondents():
    found = index(ANSWERS, RULE)
    assert list(found.sums.values()) == [32, 33, 28, 40, 33, 36, 38, 29, 37]
    assert found.means["U3"] == Decimal("2.8")
    assert (found.value, found.category.letter) == (Decimal("85.00"), "B")
    assert found.lowest == ("U3", "U8", "U1")
    assert found.respondents == 10


@pytest.mark.parametrize(
    ("weight", "value", "letter"),
    [("1/9", "85.00", "B"), ("0.111", "84.92", "B"), ("0.11", "84.15", "B")],
)
def test_the_weight_is_configured(weight, value, letter):
    found = index(ANSWERS, replace(RULE, weight=weight))
    assert (found.value, found.category.letter) == (Decimal(value), letter)
    assert found.weight == weight


@pytest.mark.parametrize(
    ("weight", "value", "letter"),
    [("1/9", "88.33", "A"), ("0.111", "88.25", "B"), ("0.11", "87.45", "B")],
)
def test_boundary_rounds_half_up(weight, value, letter):
    # Ten respondents with a sum of means of 31.8: nine fours and threes in the right number.
    flat = ["4"] * 48 + ["3"] * 42
    rows = [dict(zip(ELEMENTS, flat[at : at + 9], strict=True)) for at in range(0, 90, 9)]
    found = index(rows, replace(RULE, weight=weight))
    assert (found.value, found.category.letter) == (Decimal(value), letter)


@pytest.mark.parametrize(("weight", "value"), [("1/9", 100), ("0.111", "99.90"), ("0.11", 99)])
def test_all_fours(weight, value):
    rows = [dict.fromkeys(ELEMENTS, "4")]
    assert index(rows, replace(RULE, weight=weight)).value == Decimal(value)


def test_incomplete_questionnaires_do_not_count():
    half = {**ANSWERS[0], "U9": ""}
    wrong = {**ANSWERS[0], "U1": "5"}
    found = index([*ANSWERS, half, wrong], RULE)
    assert (found.respondents, found.incomplete) == (10, 2)
    assert found.value == Decimal("85.00")


def test_without_answers_there_is_no_index():
    found = index([], RULE)
    assert (found.value, found.category, found.lowest) == (None, None, ())


@pytest.mark.parametrize(
    ("population", "sample"),
    [
        (10, 10), (15, 14), (20, 19), (25, 24), (30, 28), (40, 36), (50, 44), (60, 52), (70, 59),
        (80, 66), (90, 73), (100, 80), (120, 92), (150, 108), (200, 132), (250, 152), (300, 169),
        (400, 196), (500, 217), (600, 234), (700, 248), (800, 260), (900, 269), (1000, 278),
        (1200, 291), (1500, 306), (2000, 322), (3000, 341), (5000, 357), (10000, 370),
        (50000, 381), (0, 0),
    ],
)  # fmt: skip
def test_minimum_sample_by_krejcie_and_morgan(population, sample):
    assert RULE.minimum_sample(population) == sample


def test_categories_at_their_limits():
    letters = {"88.31": "A", "88.30": "B", "76.61": "B", "76.60": "C", "65.00": "C", "64.99": "D"}
    for value, letter in letters.items():
        assert RULE.category(Decimal(value)).letter == letter


def test_elements_have_names_in_both_languages():
    assert element("U1", "id") == "Persyaratan"
    assert all(element(u, "en") for u in ELEMENTS)


def test_a_later_decree_holds_from_its_day():
    head, _, rest = TABLE.partition("[elements]")
    part = head[head.index("[[version]]") :].replace("2017-05-17", "2027-01-01")
    rules = Rules.load(f"{head}{part.replace('1/9', '0.111')}[elements]{rest}")
    assert rules.on(date(2026, 12, 31)).weight == "1/9"
    assert rules.on(date(2027, 1, 1)).weight == "0.111"
    assert index(ANSWERS, rules.on(date(2027, 3, 31))).value == Decimal("84.92")
    with pytest.raises(ValueError, match="valid_from"):
        Rules.load(f"{head}{head[head.index('[[version]]') :]}[elements]{rest}")  # one day twice


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("least_shown = 5", "least_shown = 4"),
        ('weight = "1/9"', 'weight = "1"'),
        ('margin = "0.05"', ""),
    ],
)
def test_what_would_tell_single_answers_or_has_gaps_is_no_rule(before, after):
    with pytest.raises(ValueError):
        Rules.load(TABLE.replace(before, after, 1))
