"""Telephone numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain import phones


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "62 812 3456 7890",
        "+6281234567890",
        "+62 (0)812 3456 7890",
        "0062 812.3456.7890",
        "81234567890",
    ],
)
def test_one_number_however_it_is_written(text: str) -> None:
    assert phones.e164(text) == "+6281234567890"


@pytest.mark.parametrize(
    ("text", "number"),
    [("0728 21234", "+6272821234"), ("+60 12-345 6789", "+60123456789"), ("0060123456789", None)],
)
def test_landlines_and_other_countries(text: str, number: str | None) -> None:
    assert phones.e164(text) == (number or "+60123456789")


@pytest.mark.parametrize(
    "text", ["", "+", "tidak ada", "123", "0812345678901234567", "１２３４５６７８"]
)
def test_what_is_no_number(text: str) -> None:
    assert phones.e164(text) is None


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("0812345678", True),
        ("0812345678901", True),
        ("081234567", False),
        ("0728211234", True),
        ("+60123456789", False),
    ],
)
def test_an_unusual_shape_only_warns(text: str, usual: bool) -> None:
    number = phones.e164(text)
    assert number is not None
    assert phones.is_usual(number) is usual


def test_only_mobiles_get_messages() -> None:
    assert phones.is_mobile("+6281234567890")
    assert not phones.is_mobile("+62728211234")


def test_lists_and_slips_show_a_masked_number() -> None:
    assert phones.mask("+6281299994455") == "0812****4455"
    assert phones.shown("+60123456789") == "+60123456789"
    assert phones.mask("+621234") == "*****"


@given(st.text(alphabet="0123456789+ -().", max_size=20))
def test_normalising_twice_changes_nothing(text: str) -> None:
    number = phones.e164(text)
    if number is not None:
        assert phones.e164(number) == number
